"""민법 제157조, 제159조–제161조: periods by the civil law."""

from __future__ import annotations

from datetime import date

import pytest

from egovframe.forms.deadlines import civil_end
from egovframe.forms.ledger import written
from egovframe.forms.limits import parse_limit
from tests.forms.articles.worked import KOREA, counted, due


def ends(given: str, limit: str) -> str:
    """Return when a period ends that was given on a day."""
    found = civil_end(date.fromisoformat(given), parse_limit(limit), calendar=KOREA.calendar, rules=KOREA.rules)
    return written(found)


def test_article_157_the_first_day_is_out() -> None:
    """Where a period is in days, weeks, months or years, its first day does not count: supplements, objections."""
    assert ends("2026-11-02", "7d") == "2026-11-09T18:00"
    assert ends("2026-09-21", "60d") == "2026-11-20T18:00"


def test_article_159_a_period_ends_with_its_last_day() -> None:
    """Where a period is in days, weeks, months or years, it ends with the end of its last day (18:00, or as is set)."""
    assert due("2026-11-02T10:00", "1m") == "2026-12-01T18:00"


@pytest.mark.parametrize(
    ("received", "limit", "last"),
    [
        ("2026-11-03T10:00", "1w", "2026-11-09"),
        ("2027-01-29T10:00", "1m", "2027-03-02"),  # 28 February is a Sunday, 1 March a holiday
        ("2027-12-31T10:00", "2m", "2028-02-29"),  # no 31st: the last day of the month
        ("2024-02-29T10:00", "1y", "2025-02-28"),
    ],
)
def test_article_160_by_the_calendar(received: str, limit: str, last: str) -> None:
    """Weeks, months and years run by the calendar; without such a day in the last month, its last day ends them."""
    assert due(received, limit) == f"{last}T18:00"


def test_article_161_a_last_day_off_moves_on() -> None:
    """A last day that is a Saturday or a public holiday: the period ends with the day after it."""
    found = counted("2026-09-04T10:00", "3w")  # ends on 24 September: Chuseok until the 26th, then a Sunday
    assert written(found.due) == "2026-09-28T18:00"
    assert found.ledger[-1].article == "민법 제161조"
    assert ends("2026-11-12", "2d") == "2026-11-16T18:00"  # a Saturday
