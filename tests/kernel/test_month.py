"""Months of the office's calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.kernel.errors import Invalid
from egovframe.kernel.month import Month

SEOUL = ZoneInfo("Asia/Seoul")


def test_written_and_read() -> None:
    """One spelling; whatever else is written is a fault of the field."""
    assert str(Month.parse("2026-10")) == "2026-10"
    for wrong in ("2026-13", "2026-1", "10/2026", "1999-01", "２０２６-10", ""):
        with pytest.raises(Invalid) as raised:
            Month.parse(wrong)
        assert [fault.field for fault in raised.value.faults] == ["month"]


def test_it_begins_and_ends_at_local_midnight() -> None:
    """In Seoul nine hours before it does in Greenwich; December ends with the year."""
    assert Month(2026, 10).bounds(SEOUL) == ("2026-09-30T15:00:00.000Z", "2026-10-31T15:00:00.000Z")
    assert Month.of(datetime(2026, 9, 30, 15, tzinfo=UTC), SEOUL) == Month(2026, 10)
    assert Month.of(datetime(2026, 9, 30, 14, 59, tzinfo=UTC), SEOUL) == Month(2026, 9)
    assert (Month(2026, 12) + 1, Month(2026, 1) + -1) == (Month(2027, 1), Month(2025, 12))
    assert Month(2026, 9).ended(datetime(2026, 9, 30, 15, tzinfo=UTC), SEOUL)
    assert not Month(2026, 9).ended(datetime(2026, 9, 30, 14, 59, tzinfo=UTC), SEOUL)


def test_working_days_are_those_of_the_jurisdiction() -> None:
    """September 2026 has 22 days from Monday to Friday, of which the 24th and the 25th are Chuseok."""
    worked = list(Month(2026, 9).worked(Korea().calendar))
    days = [opens[:10] for opens, _ in worked]
    assert len(days) == 20
    assert {"2026-09-24", "2026-09-25", "2026-09-26"}.isdisjoint(days)
    assert worked[0] == ("2026-09-01T00:00:00.000Z", "2026-09-01T09:00:00.000Z")
