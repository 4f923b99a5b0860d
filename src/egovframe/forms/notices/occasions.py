"""Which event of a case has which paper sent, and what the paper says of it.

Events name the case, never the person: the words are in the case's steps, sealed, and are opened when a paper is
written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.events import (
    ConsentAsked,
    DeadlineMoved,
    Decided,
    Extended,
    NoticeLost,
    ObjectionDecided,
    ObjectionExtended,
    Overdue,
    ProgressDue,
    SupplementAsked,
    SupplementExtended,
)
from egovframe.forms.joint import store as joint
from egovframe.forms.limits import parse_limit
from egovframe.forms.notices.case import limit_in_words
from egovframe.forms.notices.model import STATES as STANDS
from egovframe.forms.procedure.store import steps_of
from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.kernel.events import Event
    from egovframe.kernel.work import UnitOfWork

DECIDING: Final[Mapping[str, str]] = {
    "answered": "result",
    "granted": "result",
    "refused": "refusal",
    "returned": "return",
    "transferred": "transfer",
    "repeated": "repeat",
}
"""The kind of paper that tells each outcome."""

_OUTCOMES: Final[Mapping[str, Text]] = {
    "granted": Text(ko="인용", en="Granted", es="Concedido"),
    "dismissed": Text(ko="기각", en="Dismissed", es="Desestimado"),
}
_REPLIED: Final = ("agreed", "conditional", "objected")
_PRESCREENED: Final[Mapping[str, Text]] = {
    "granted": Text(ko="가능", en="Possible", es="Posible"),
    "refused": Text(ko="불가능", en="Not possible", es="No es posible"),
}
_INSTANTS: Final = frozenset({"until", "due", "old_due"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event and the paper that it has sent.

    `follower` is the name of the task, `action` that of the step whose words the paper tells, `said` which fields of
    the paper the event itself fills. `closes` says that the case is done once the applicant was told.
    """

    event: type[Event]
    follower: str
    kind: str = ""
    action: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    closes: bool = False

    def kind_of(self, event: Any) -> str:
        """Return the kind of paper for an event; empty where nothing is to be sent."""
        if isinstance(event, Decided):
            return DECIDING[event.outcome]
        if isinstance(event, DeadlineMoved) and event.why not in ("holiday", "hours", "unit"):
            return ""  # whoever paused or extended it has a paper of its own sent
        return self.kind

    def values(self, forms: Forms, look: UnitOfWork, petition: Petition[Any], event: Any) -> dict[str, str]:
        """Return what the paper says beside what every paper of the case does, in the applicant's language."""
        language = petition.language
        local = forms.calendar_of(petition.unit).local
        found = _words(forms, look, petition.id, self.action, getattr(event, "nth", None))
        if isinstance(event, Decided):
            found["joint"] = _units(forms, look, petition.id, language)
        if isinstance(event, Decided) and event.outcome in _PRESCREENED:
            found["outcome"] = _PRESCREENED[event.outcome].in_(language)
        if isinstance(event, NoticeLost):
            lost = forms.papers.get(event.notice)
            found["text"] = event.notice if lost is None else lost.title.in_(language)
            found["outcome"] = STANDS[event.state].in_(language) if event.state in STANDS else event.state
        for attribute, name in self.said.items():
            value = getattr(event, attribute)
            if name in _INSTANTS:
                found[name] = f"{local(moment(value)):%Y-%m-%d %H:%M}"
            elif name == "by":
                found[name] = limit_in_words(parse_limit(value), language)
            elif name == "outcome":
                found[name] = _OUTCOMES[value].in_(language)
            else:
                found[name] = str(value)
        return found


OCCASIONS: Final = (
    Occasion(Decided, "send-result", closes=True),
    Occasion(ObjectionDecided, "send-result", "objection-result", said={"outcome": "outcome"}, closes=True),
    Occasion(
        SupplementAsked,
        "send-supplement-request",
        "supplement",
        action="ask_supplement",
        said={"until": "until", "nth": "nth"},
    ),
    Occasion(SupplementExtended, "send-more-time", "supplement-extended", said={"until": "until", "times": "nth"}),
    Occasion(Extended, "send-extension", "extension", action="extend", said={"by": "by", "due": "due"}),
    Occasion(ConsentAsked, "send-consent-request", "consent", action="ask_consent", said={"by": "by"}),
    Occasion(ProgressDue, "send-progress", "progress", said={"nth": "nth"}),
    Occasion(DeadlineMoved, "send-new-deadline", "deadline", said={"old": "old_due", "new": "due"}),
    Occasion(
        ObjectionExtended,
        "send-objection-extension",
        "objection-extension",
        action="extend_objection",
        said={"due": "due"},
    ),
    Occasion(NoticeLost, "write-undelivered", "undelivered"),
    Occasion(Overdue, "write-reminder", "reminder", said={"due": "due"}),
)
"""Every event that has a paper written, but the receipt, which is a setting."""


def _units(forms: Forms, look: UnitOfWork, petition_id: str, language: str) -> str:
    """Return the titles of the units that replied for their part in a joint petition (법31①); empty for others."""
    replied = [part["unit"] for part in joint.of_petition(look.conn, petition_id) if part["state"] in _REPLIED]
    return ", ".join((forms.units.get(unit) or Text.of(unit)).in_(language) for unit in dict.fromkeys(replied))


def _words(forms: Forms, look: UnitOfWork, petition_id: str, action: str, nth: int | None) -> dict[str, str]:
    """Return the words of the last step with that action (the `nth` of its kind, where the event counts), opened."""
    if not action:
        return {}
    steps = [step for step in steps_of(look.conn, petition_id) if step["action"] == action and step["details"]]
    steps = [step for step in steps if nth is None or step["value"] in (None, nth)] or steps
    if not steps:
        return {}
    last = steps[-1]
    said = json.loads(forms.at(look).case.opened(petition_id, f"step:{last['id']}", last["details"]))
    return {name: text for name, text in said.items() if name in ("text", "reason")}
