"""Forms and petitions: typed questions, statutory deadlines, procedure, notices. Usable alone.

A city asks (`Form`, `ask`, `Phone`) and says by when (`working_days(7)`); a plug-in author writes a `Channel` or a
`Jurisdiction`; an office works with `Forms` and `Petitions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms.deadlines import Deadline, Extension
from egovframe.forms.errors import DefinitionInvalid, FormInvalid, FormsError
from egovframe.forms.events import Amended, Assigned, Closed, Decided, Submitted, Withdrawn
from egovframe.forms.form import Form, ask
from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable
from egovframe.forms.jurisdiction import Decree, Jurisdiction
from egovframe.forms.limits import (
    ClockRules,
    Limit,
    LimitError,
    at_once,
    calendar_years,
    months,
    parse_limit,
    weeks,
    working_days,
)
from egovframe.forms.model import Decision, Petition, Submission, TooManyTries
from egovframe.forms.pauses import Pause, PauseError
from egovframe.forms.personal import (
    Address,
    BirthDate,
    Email,
    LongText,
    PersonName,
    Personal,
    Phone,
    ResidentNumber,
    Sensitive,
    UniqueId,
    Won,
)
from egovframe.forms.questions import Choice, Choices, Question, choice

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms, Offer
    from egovframe.forms.service import Petitions

__all__ = [
    "Address",
    "Amended",
    "Assigned",
    "BirthDate",
    "Channel",
    "Choice",
    "Choices",
    "ClockRules",
    "Closed",
    "Deadline",
    "Decided",
    "Decision",
    "Decree",
    "DefinitionInvalid",
    "Delivery",
    "Email",
    "Extension",
    "Form",
    "FormInvalid",
    "Forms",
    "FormsError",
    "Jurisdiction",
    "Limit",
    "LimitError",
    "LongText",
    "Message",
    "Offer",
    "Pause",
    "PauseError",
    "PersonName",
    "Personal",
    "Petition",
    "Petitions",
    "Phone",
    "Question",
    "ResidentNumber",
    "Sensitive",
    "Submission",
    "Submitted",
    "TooManyTries",
    "Undeliverable",
    "UniqueId",
    "Withdrawn",
    "Won",
    "ask",
    "at_once",
    "calendar_years",
    "choice",
    "months",
    "parse_limit",
    "weeks",
    "working_days",
]

_LATER = {
    "Forms": "egovframe.forms.catalogue",
    "Offer": "egovframe.forms.catalogue",
    "Petitions": "egovframe.forms.service",
}


def __getattr__(name: str) -> Any:
    """Load what needs the database only when it is asked for: declaring a form needs none."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
