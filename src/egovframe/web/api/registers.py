"""The registers that the law has a unit keep (별지 제1호·제10호·제12호서식), names masked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.body import Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.registers.model import Entry


class EntryView(TypedDict):
    """One line; `opened` is false for a petition that one may not read: it has the number alone.

    `outcome` is that of the petition or of the objection, or `passed_on` where another unit (`unit`) has it now.
    """

    registered: str
    opened: bool
    entered: Moment
    receipt: str
    form: str
    applicant: str
    received: Moment | None
    limit: str
    due: Moment | None
    unit: str
    ended: Moment | None
    outcome: str


class RegisterView(TypedDict):
    """The entries in the order of their numbers; `missing` are numbers that no petition has."""

    kind: str
    title: str
    unit: str
    since: str
    until: str
    missing: list[str]
    items: list[EntryView]
    next: None


class RegisterQuery(Query):
    """Of which unit, from which day to which, both included; a year at most."""

    unit: Line
    since: date
    until: date


@api.get("/registers/{kind}", may="petition.read", query=RegisterQuery, gives=RegisterView, refuses={404})
def read_register(call: Call) -> RegisterView:
    """Return a register of a unit: `register`, `prescreening-register` or `objection-register`."""
    asked = call.asked(RegisterQuery)
    with call.look() as work:
        found = work.registers.read(call.hole("kind"), asked.unit, since=asked.since, until=asked.until, shape="api")
    return {
        "kind": found.paper.kind,
        "title": found.paper.title.in_(call.language),
        "unit": found.unit,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "missing": list(found.missing),
        "items": [_entry(entry) for entry in found.entries],
        "next": None,
    }


def _entry(entry: Entry) -> EntryView:
    return {
        "registered": entry.registered,
        "opened": entry.opened,
        "entered": instant(entry.entered),
        "receipt": entry.receipt,
        "form": entry.form,
        "applicant": entry.applicant,
        "received": _moment(entry.received),
        "limit": "" if entry.limit is None else str(entry.limit),
        "due": _moment(entry.due),
        "unit": entry.unit,
        "ended": _moment(entry.ended),
        "outcome": entry.outcome,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
