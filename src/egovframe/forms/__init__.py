"""Forms and petitions: what a city asks, by when it must answer, and what becomes of each case.

A city declares (`Form`, `ask`, the types of answers, limits such as `working_days(7)`); a plug-in author writes a
`Channel` or a `Jurisdiction`; an office works with `Forms` and `Petitions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.late import late

if TYPE_CHECKING:
    from egovframe.forms.builtin.kr_identifiers import BusinessNumber, ForeignerNumber, ResidentNumber
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.checking import Problem, check_form
    from egovframe.forms.composed import Period, Place, PostalAddress
    from egovframe.forms.cosigning.model import Cosigner, Cosigners, cosigners
    from egovframe.forms.deadlines import Deadline, Extension, due_at
    from egovframe.forms.definition import Definition
    from egovframe.forms.errors import DefinitionInvalid, FormInvalid, FormsError
    from egovframe.forms.events import Amended, Assigned, Closed, Decided, Submitted, Withdrawn
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.form import Form, ask
    from egovframe.forms.identifiers import Identifier
    from egovframe.forms.intake import Intake
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
    from egovframe.forms.logic import Rule
    from egovframe.forms.model import Decision, Page, Petition, Queue, Step, Submission, TooManyTries
    from egovframe.forms.offer import Offer
    from egovframe.forms.pauses import Pause, PauseError
    from egovframe.forms.personal import (
        Address,
        BirthDate,
        Consent,
        Email,
        File,
        LongText,
        Money,
        Personal,
        PersonName,
        Phone,
        Sensitive,
        Signature,
        UniqueId,
        Won,
    )
    from egovframe.forms.procedure.model import Move, Procedure, Stage
    from egovframe.forms.procedure.statutory import STATUTORY
    from egovframe.forms.public.model import Collecting, collects
    from egovframe.forms.questions import Choice, Choices, Question, choice
    from egovframe.forms.schema import json_schema
    from egovframe.forms.service import Petitions
    from egovframe.forms.settings import FormsSettings
    from egovframe.forms.statement import Statement
    from egovframe.forms.validation import bind
    from egovframe.kernel.lines import Line, LinesUnreadable, read_lines

_NAMES = {
    "builtin.kr_identifiers": "BusinessNumber ForeignerNumber ResidentNumber",
    "catalogue": "Forms",
    "offer": "Offer",
    "checking": "Problem check_form",
    "deadlines": "Deadline Extension due_at",
    "composed": "Period Place PostalAddress",
    "cosigning.model": "Cosigner Cosigners cosigners",
    "definition": "Definition",
    "errors": "DefinitionInvalid FormInvalid FormsError",
    "events": "Amended Assigned Closed Decided Submitted Withdrawn",
    "fees.fee": "Fee",
    "form": "Form ask",
    "identifiers": "Identifier",
    "intake": "Intake",
    "interfaces": "Channel Delivery Message Undeliverable",
    "jurisdiction": "Decree Jurisdiction",
    "limits": "ClockRules Limit LimitError at_once calendar_years months parse_limit weeks working_days",
    "logic": "Rule",
    "model": "Decision Page Petition Queue Step Submission TooManyTries",
    "pauses": "Pause PauseError",
    "personal": (
        "Address BirthDate Consent Email File LongText Money PersonName Personal Phone Sensitive Signature UniqueId Won"
    ),
    "procedure.model": "Move Procedure Stage",
    "procedure.statutory": "STATUTORY",
    "public.model": "Collecting collects",
    "questions": "Choice Choices Question choice",
    "schema": "json_schema",
    "service": "Petitions",
    "settings": "FormsSettings",
    "statement": "Statement",
    "validation": "bind",
}
_HOMES = {name: f"egovframe.forms.{home}" for home, names in _NAMES.items() for name in names.split()}
_HOMES |= dict.fromkeys(("Line", "LinesUnreadable", "read_lines"), "egovframe.kernel.lines")

__all__ = [
    "STATUTORY",
    "Address",
    "Amended",
    "Assigned",
    "BirthDate",
    "BusinessNumber",
    "Channel",
    "Choice",
    "Choices",
    "ClockRules",
    "Closed",
    "Collecting",
    "Consent",
    "Cosigner",
    "Cosigners",
    "Deadline",
    "Decided",
    "Decision",
    "Decree",
    "Definition",
    "DefinitionInvalid",
    "Delivery",
    "Email",
    "Extension",
    "Fee",
    "File",
    "ForeignerNumber",
    "Form",
    "FormInvalid",
    "Forms",
    "FormsError",
    "FormsSettings",
    "Identifier",
    "Intake",
    "Jurisdiction",
    "Limit",
    "LimitError",
    "Line",
    "LinesUnreadable",
    "LongText",
    "Message",
    "Money",
    "Move",
    "Offer",
    "Page",
    "Pause",
    "PauseError",
    "Period",
    "PersonName",
    "Personal",
    "Petition",
    "Petitions",
    "Phone",
    "Place",
    "PostalAddress",
    "Problem",
    "Procedure",
    "Question",
    "Queue",
    "ResidentNumber",
    "Rule",
    "Sensitive",
    "Signature",
    "Stage",
    "Statement",
    "Step",
    "Submission",
    "Submitted",
    "TooManyTries",
    "Undeliverable",
    "UniqueId",
    "Withdrawn",
    "Won",
    "ask",
    "at_once",
    "bind",
    "calendar_years",
    "check_form",
    "choice",
    "collects",
    "cosigners",
    "due_at",
    "json_schema",
    "months",
    "parse_limit",
    "read_lines",
    "weeks",
    "working_days",
]


if not TYPE_CHECKING:
    __getattr__ = late(__name__, _HOMES)
