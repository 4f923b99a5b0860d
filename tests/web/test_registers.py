"""A register as a table: every column of its form, moments in the unit's own time, and what is not open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from egovframe.forms.limits import working_days
from egovframe.forms.notices.paper import FIELDS
from egovframe.forms.notices.plain import PLAIN
from egovframe.forms.registers.model import REGISTERS, Entry, Register
from egovframe.kernel.text import Text
from egovframe.testing import SetClock, open_office
from egovframe.web.registers import table_of
from tests.web.desk.hall import haneul

AT = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
ENTRY = Entry(
    2026,
    7,
    AT,
    receipt="7K4-RM2-X9H",
    form="pothole",
    title=Text(ko="도로", en="Road"),
    applicant="홍*동",
    received=AT,
    limit=working_days(7),
    due=AT,
    unit="roads",
    ended=AT,
    outcome="answered",
)


@pytest.mark.parametrize("kind", REGISTERS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_column_has_its_cell(tmp_path: Path, kind: str, language: str) -> None:
    """Headings are the fields' own words; of what is not open there is the number alone."""
    closed = Entry(2026, 8, AT, opened=False)
    days = date(2026, 9, 1), date(2026, 9, 30)
    register = Register(PLAIN[kind], "roads", *days, (ENTRY, closed))
    with open_office(haneul(), tmp_path, clock=SetClock()) as office:
        table = table_of(office, register, language=language)
    assert [column.title for column in table.columns] == [FIELDS[name].in_(language) for name in PLAIN[kind].rows]
    first, second = (dict(zip(PLAIN[kind].rows, row, strict=True)) for row in table.rows)
    assert all(first.values())
    assert first["due"] == "2026-09-21 10:00"
    assert (first["unit"], first["outcome"]) == (("도로과", "답변") if language == "ko" else ("Roads", "Answered"))
    said = {name for name, cell in second.items() if cell}
    assert said == {"registered", "receipt"} & set(PLAIN[kind].rows)
    assert "7K4" not in str(second["receipt"])
