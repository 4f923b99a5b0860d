"""Processing limits as they are written, and the rules by which they are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from egovframe.forms.builtin.kr import STATUTE
from egovframe.forms.limits import (
    LARGEST,
    Limit,
    LimitError,
    at_once,
    calendar_years,
    is_longer,
    last_day,
    months,
    parse_limit,
    weeks,
    working_days,
)


@pytest.mark.parametrize(
    ("written", "limit"),
    [("now", at_once()), ("3d", working_days(3)), ("2w", weeks(2)), ("1m", months(1)), (" 1Y ", calendar_years(1))],
)
def test_limits_are_written_as_they_are_read(written: str, limit: Limit) -> None:
    """Both ways, and a limit is read as itself."""
    assert parse_limit(written) == limit == parse_limit(str(limit)) == parse_limit(limit)
    assert limit.by_calendar is (limit.unit in "wmy")


@pytest.mark.parametrize("written", ["", "0d", "-1d", "1.5d", "3", "d", "3h", "03d", "３d", "3 d", "99999y", "now!"])
def test_what_is_no_limit_says_what_is(written: str) -> None:
    """With an example in the hint."""
    with pytest.raises(LimitError) as caught:
        parse_limit(written)
    assert caught.value.hint


def test_a_limit_is_a_positive_number_below_ten_years() -> None:
    """True is no number of days."""
    for wrong in (0, -1, True, 3651):
        with pytest.raises(LimitError):
            working_days(wrong)
    assert str(working_days(LARGEST["d"])) == "3650d"
    with pytest.raises(LimitError):
        Limit(1, "h")  # type: ignore[arg-type]


def test_article_19_and_decree_19_as_rules() -> None:
    """Five days are 40 working hours, six days are days, at once is three hours; each names its article."""
    assert (STATUTE.minutes(working_days(5)), STATUTE.minutes(working_days(6))) == (2400, 0)
    assert (STATUTE.minutes(at_once()), STATUTE.minutes(weeks(1))) == (180, 0)
    articles = [STATUTE.article(parse_limit(each)) for each in ("now", "5d", "6d", "1w")]
    assert len(set(articles)) == 4
    assert articles[1].endswith("제19조제1항")


def test_rules_under_which_nothing_can_be_counted_are_refused() -> None:
    """And the end of a day is a time of day."""
    for wrong in ({"end_of_day": "25:00"}, {"day_minutes": 0}, {"days_in_hours": -1}, {"at_once_minutes": 0}):
        with pytest.raises(LimitError):
            replace(STATUTE, **wrong)
    closing = timedelta(hours=18)
    assert STATUTE.day_end(closing) == closing
    assert replace(STATUTE, end_of_day="17:30").day_end(closing) == timedelta(hours=17, minutes=30)
    assert replace(STATUTE, end_of_day="24:00").day_end(closing) == timedelta(hours=23, minutes=59, seconds=59)


@pytest.mark.parametrize(
    ("first", "written", "last"),
    [
        (date(2026, 1, 31), "1m", date(2026, 2, 28)),
        (date(2028, 1, 30), "1m", date(2028, 2, 29)),
        (date(2026, 1, 1), "1m", date(2026, 1, 31)),
        (date(2026, 12, 15), "2m", date(2027, 2, 14)),
        (date(2028, 2, 29), "1y", date(2029, 2, 28)),
        (date(2026, 9, 21), "2w", date(2026, 10, 4)),
        (date(2026, 9, 21), "10d", date(2026, 9, 30)),
    ],
)
def test_civil_code_160_the_last_day(first: date, written: str, last: date) -> None:
    """The day before the one that answers to the first; a month without such a day ends on its last."""
    assert last_day(first, parse_limit(written)) == last


def test_at_once_has_no_last_day() -> None:
    """It is counted in hours."""
    with pytest.raises(LimitError):
        last_day(date(2026, 1, 1), at_once())


@pytest.mark.parametrize(
    ("limit", "than", "longer"),
    [
        *[("8d", "7d", True), ("7d", "7d", False), ("2w", "10d", False), ("1m", "3w", True)],
        *[("now", "1d", False), ("1d", "now", True), ("1y", "12m", False), ("2y", "20m", True)],
    ],
)
def test_which_of_two_limits_is_longer(limit: str, than: str, *, longer: bool) -> None:
    """A week is five working days, a month twenty, a year two hundred and forty."""
    assert is_longer(parse_limit(limit), parse_limit(than)) is longer
