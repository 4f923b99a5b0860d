"""관공서의 공휴일에 관한 규정 제2조 (public holidays) and 제3조 (substitute holidays)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.forms.articles.worked import KOREA, due


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 5, 1), True),
        (date(2025, 5, 1), False),
        (date(2026, 7, 17), True),
        (date(2025, 7, 17), False),
        (date(2026, 9, 25), True),
        (date(2026, 10, 9), True),
        (date(2025, 6, 3), True),
    ],
)
def test_article_2_public_holidays(day: date, off: bool) -> None:
    """Sundays, national days, Seollal, Chuseok, …; since 2026 1 May and 17 July; election days."""
    assert (KOREA.calendar.why_off(day) is not None) is off


@pytest.mark.parametrize(
    "day", [date(2026, 3, 2), date(2026, 5, 25), date(2026, 8, 17), date(2026, 10, 5), date(2027, 2, 9)]
)
def test_article_3_substitute_holidays(day: date) -> None:
    """A holiday that meets a Saturday or Sunday gives the next working day off."""
    assert "대체" in str(KOREA.calendar.why_off(day))


def test_article_2_a_temporary_holiday_declared_later() -> None:
    """Days that the government declares: due on 2 October 2017, which was declared one, is due on the 10th."""
    assert due("2017-09-22T10:00", "7d") == "2017-10-10T18:00"
