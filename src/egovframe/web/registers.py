"""A register as people read it: the same table on a page, on paper and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms.notices.case import limit_in_words
from egovframe.forms.notices.paper import FIELDS
from egovframe.forms.registers.model import OUTCOMES
from egovframe.kernel.text import Text
from egovframe.web.sheets import Column, Table

if TYPE_CHECKING:
    from egovframe.forms.registers.model import Entry, Register
    from egovframe.web.gateway import Office

_CLOSED: Final = Text(ko="(열람 권한 없음)", en="(not yours to read)")


def table_of(office: Office, register: Register, *, language: str) -> Table:
    """Return the register as a table in one language: the columns of its official form, in their order."""
    rows = tuple(
        tuple(_cell(office, entry, name, language) for name in register.paper.rows) for entry in register.entries
    )
    columns = tuple(Column(FIELDS[name].in_(language), "name") for name in register.paper.rows)
    return Table(register.paper.title.in_(language), columns, rows)


def _cell(office: Office, entry: Entry, name: str, language: str) -> str:
    if name == "registered":
        return entry.registered
    if not entry.opened:
        return _CLOSED.in_(language) if name == "receipt" else ""
    moments = {"received": entry.received, "filed": entry.entered, "due": entry.due, "decided": entry.ended}
    if name in moments:
        at = moments[name]
        return "" if at is None else f"{office.forms.calendar_of(entry.unit).local(at):%Y-%m-%d %H:%M}"
    outcome = OUTCOMES.get(entry.outcome)
    texts = {
        "receipt": entry.receipt,
        "applicant": entry.applicant,
        "title": entry.form if entry.title is None else entry.title.in_(language),
        "limit": "" if entry.limit is None else limit_in_words(entry.limit, language),
        "unit": (office.forms.units.get(entry.unit) or Text.of(entry.unit)).in_(language),
        "outcome": entry.outcome if outcome is None else outcome.in_(language),
    }
    return texts[name]
