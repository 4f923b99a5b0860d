"""Months and what is signed of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.supervision.model import KINDS, STATES, Line, UnitMonth, digest_of, month_of
from egovframe.kernel.errors import Invalid

AT = datetime(2026, 9, 21, tzinfo=UTC)


def test_a_month_ends_where_the_next_begins() -> None:
    """In the office's own time; it is reviewed by the fifth of the next one, over the turn of a year too."""
    calendar = Korea().calendar
    assert [str(each) for each in month_of("2026-12", calendar)] == [
        "2026-12-01 00:00:00+09:00", "2027-01-01 00:00:00+09:00", "2027-01-05",
    ]  # fmt: skip
    assert month_of("2026-11", calendar)[1] == month_of("2026-12", calendar)[0]


@pytest.mark.parametrize("text", ["", "2026", "2026-00", "2026-13", "1999-01", "２０２６-01", "2026-1"])
def test_what_is_no_month_is_refused(text: str) -> None:
    """By its field."""
    with pytest.raises(Invalid) as refused:
        month_of(text, Korea().calendar)
    assert [fault.field for fault in refused.value.faults] == ["month"]


def test_lines_that_change_after_the_signature_show() -> None:
    """The signature holds what was listed."""
    line = Line("A", "report", "roads", "late", "kim", AT, AT, AT)
    signed = UnitMonth("roads", (line,), "signed", AT, "sim", "점검", digest_of((line,)))
    assert not signed.changed
    assert UnitMonth("roads", (), "signed", AT, "sim", "점검", signed.digest).changed
    assert not UnitMonth("roads", (line,), "open").changed
    assert (signed.count("late"), signed.count("extended")) == (1, 0)
    assert all(words.in_("ko") != words.in_("en") for words in (*KINDS.values(), *STATES.values()))
