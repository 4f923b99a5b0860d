"""Months and what is signed of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from egovframe.forms.supervision.model import KINDS, STATES, HandledMonth, Line, UnitMonth, digest_of, review_by
from egovframe.kernel.month import Month

AT = datetime(2026, 9, 21, tzinfo=UTC)


def test_rule_7_it_is_reviewed_by_the_fifth_of_the_month_after() -> None:
    """Over the turn of a year too."""
    assert HandledMonth(Month(2026, 12), ()).until == review_by(Month(2026, 12)) == date(2027, 1, 5)
    assert HandledMonth(Month(2026, 9), ()).name == "2026-09"


def test_lines_that_change_after_the_signature_show() -> None:
    """The signature holds what was listed."""
    line = Line("A", "report", "roads", "late", "kim", AT, AT, AT)
    signed = UnitMonth("roads", (line,), "signed", AT, "sim", "점검", digest_of((line,)))
    assert not signed.changed
    assert UnitMonth("roads", (), "signed", AT, "sim", "점검", signed.digest).changed
    assert not UnitMonth("roads", (line,), "open").changed
    assert (signed.count("late"), signed.count("extended")) == (1, 0)
    assert all(words.in_("ko") != words.in_("en") for words in (*KINDS.values(), *STATES.values()))
