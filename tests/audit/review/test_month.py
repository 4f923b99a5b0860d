"""Tests of a month of the office's calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from egovframe.audit.review.month import Month
from egovframe.kernel.errors import Invalid

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize("written", ["", "2026-13", "2026-1", "1999-12", "2026-10 ", "2026-10\n", "２０２６-10"])
def test_what_is_no_month_is_a_fault_of_the_field(written: str) -> None:
    """So a page can say it beside the field."""
    with pytest.raises(Invalid) as caught:
        Month.parse(written)
    assert [fault.field for fault in caught.value.faults] == ["month"]


def test_a_month_is_written_as_it_is_read() -> None:
    """Year, dash and two digits."""
    assert Month.parse("2026-10") == Month(2026, 10)
    assert str(Month.parse("2026-02")) == "2026-02"


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    """Forwards and backwards."""
    assert Month(2026, 12) + 1 == Month(2027, 1)
    assert Month(2026, 1) + -1 == Month(2025, 12)


def test_a_month_begins_and_ends_at_local_midnight() -> None:
    """Seoul's midnight, not Greenwich's."""
    last = datetime(2026, 10, 31, 14, 59, 59, tzinfo=UTC)
    first_of_next = datetime(2026, 10, 31, 15, tzinfo=UTC)
    assert Month.of(last, SEOUL) == Month(2026, 10)
    assert Month.of(first_of_next, SEOUL) == Month(2026, 11)
    assert not Month(2026, 10).ended(last, SEOUL)
    assert Month(2026, 10).ended(first_of_next, SEOUL)
