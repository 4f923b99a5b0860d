"""Retention: the Korean periods, where they start, and what may happen on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.records.retention import (
    Outcome,
    Period,
    RetentionDates,
    RetentionError,
    due_document,
    evaluate,
    parse_period,
    permanent,
    retention_dates,
    semi_permanent,
    years,
)

DONE = date(2020, 2, 29)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
PERIODS = st.sampled_from([years(1), years(3), years(5), years(10), years(30), semi_permanent, permanent])


def test_decree_26_1_the_seven_periods() -> None:
    """영26①: 1, 3, 5, 10 and 30 years, semi-permanent and permanent, read back as written."""
    written = ["1y", "3y", "5y", "10y", "30y", "semi-permanent", "permanent"]
    assert [str(parse_period(text)) for text in written] == written
    titles = [parse_period(text).title for text in written]
    assert [title.in_("ko") for title in titles] == ["1년", "3년", "5년", "10년", "30년", "준영구", "영구"]
    assert [titles[0].in_("en"), titles[1].in_("en")] == ["1 year", "3 years"]


def test_decree_26_3_counting_starts_on_new_years_day() -> None:
    """영26③: done on 2020-02-29 and kept five years: from 2021-01-01, over on 2026-01-01."""
    assert retention_dates(DONE, years(5)) == RetentionDates(date(2021, 1, 1), date(2026, 1, 1))
    assert retention_dates(date(2020, 1, 1), years(1)).starts == retention_dates(date(2020, 12, 31), years(1)).starts


def test_decree_26_3_work_of_several_years_starts_after_its_end() -> None:
    """영26③ 단서: where the task runs on, its end decides; an end before the record's own never shortens."""
    assert retention_dates(DONE, years(3), task_ends=date(2023, 6, 1)).due == date(2027, 1, 1)
    assert retention_dates(DONE, years(3), task_ends=date(2018, 6, 1)) == retention_dates(DONE, years(3))


def test_permanent_is_never_due() -> None:
    """영구: it starts, and never ends."""
    assert retention_dates(DONE, permanent) == RetentionDates(date(2021, 1, 1), None)


def test_decree_43_semi_permanent_is_appraised_after_seventy_years() -> None:
    """영43: 준영구 after 70 years, after 50 where they are records of one kind in bulk; others do not change."""
    assert retention_dates(DONE, semi_permanent).due == date(2091, 1, 1)
    assert retention_dates(DONE, semi_permanent, bulk=True).due == date(2071, 1, 1)
    assert retention_dates(DONE, years(5), bulk=True) == retention_dates(DONE, years(5))


@pytest.mark.parametrize(
    ("period", "on", "outcome"),
    [
        (years(5), date(2025, 12, 31), Outcome.NOT_DUE),
        (years(5), date(2026, 1, 1), Outcome.ELIGIBLE),
        (semi_permanent, date(2090, 12, 31), Outcome.NOT_DUE),
        (semi_permanent, date(2091, 1, 1), Outcome.REVIEW_DUE),
        (permanent, date(9000, 1, 1), Outcome.NOT_DUE),
    ],
)
def test_the_outcome_turns_on_the_due_day(period: Period, on: date, outcome: Outcome) -> None:
    """The last day of the period is still inside it."""
    found = evaluate(DONE, period, on=on)
    assert found.outcome == outcome
    assert found.reasons
    assert all(set(reason.as_dict()) == {"ko", "en"} for reason in found.reasons)


def test_a_hold_blocks_while_the_dates_go_on() -> None:
    """Held, whatever the period says, with the hold named first and the dates still there."""
    found = evaluate(DONE, years(5), on=date(2030, 1, 1), holds=["2029 소송 12"])
    assert (found.outcome, found.dates) == (Outcome.HELD, retention_dates(DONE, years(5)))
    assert "2029 소송 12" in found.reasons[0].in_("ko")
    assert evaluate(None, None, on=DONE, holds=["x"]).outcome == Outcome.HELD


def test_without_an_end_or_a_period_nobody_can_tell() -> None:
    """An open matter and a class without a period have no date, and nothing may happen to them."""
    assert evaluate(None, years(5), on=DONE).outcome == Outcome.CANNOT_TELL
    assert evaluate(DONE, None, on=DONE).outcome == Outcome.CANNOT_TELL


@pytest.mark.parametrize("wrong", ["", "0y", "-1y", "5", "5 years", "201y", "semi permanent", "forever", "1m", "٣y"])
def test_a_period_that_is_none_is_refused(wrong: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(RetentionError):
        parse_period(wrong)


def test_numbers_that_are_none_are_refused() -> None:
    """Zero, fractions and truth values are no number of years, and permanent has none."""
    for number in (0, True, 1.5, 201):
        with pytest.raises(RetentionError):
            years(number)  # type: ignore[arg-type]  # what a careless caller may give
    with pytest.raises(RetentionError):
        Period("permanent", 3)


def test_a_date_at_the_end_of_time_is_refused() -> None:
    """No Python error for a year that was mistyped."""
    with pytest.raises(RetentionError):
        retention_dates(date(9999, 12, 31), years(5))


def test_lines_of_a_batch() -> None:
    """`{"id","starts","due"}`, and the outcome where the line says on which day it is asked."""
    line = {"id": "r1", "completed": "2020-02-29", "keep": "5y"}
    assert due_document(line) == {"id": "r1", "starts": "2021-01-01", "due": "2026-01-01"}
    assert due_document(line | {"on": "2026-01-01"})["outcome"] == "eligible"
    assert due_document(line | {"task_ends": "2021-03-01", "on": "2026-01-01"}) == {
        "id": "r1",
        "starts": "2022-01-01",
        "due": "2027-01-01",
        "outcome": "not due",
    }
    assert due_document(line | {"keep": "permanent"})["due"] is None
    assert due_document(line | {"keep": "semi-permanent", "bulk": True})["due"] == "2071-01-01"
    assert due_document(line | {"completed": None, "on": "2026-01-01"}) == {
        "id": "r1",
        "starts": None,
        "due": None,
        "outcome": "cannot tell",
    }


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1, "keep": "5y"},
        {"id": 1, "completed": "2020-02-29"},
        {"id": 1, "completed": "2021-02-29", "keep": "5y"},
        {"id": 1, "completed": 2020, "keep": "5y"},
        {"id": 1, "completed": "2020-02-29", "keep": 5},
        {"id": 1, "completed": "2020-02-29", "keep": "5y", "bulk": "yes"},
        {"id": 1, "completed": "2020-02-29", "keep": "5y", "on": "soon"},
        [],
    ],
)
def test_a_bad_line_is_an_error_with_the_next_step(line: dict[str, object]) -> None:
    """Missing members and values that cannot be: a RetentionError with a hint."""
    with pytest.raises(RetentionError) as raised:
        due_document(line)
    assert raised.value.hint


@given(DAYS, PERIODS, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_what_is_completed_later_is_never_due_earlier(completed: date, period: Period, later: timedelta) -> None:
    """Monotone in the completion; both dates are New Year's Days, and nothing is due in the year of its completion."""
    first, second = retention_dates(completed, period), retention_dates(completed + later, period)
    assert first.starts <= second.starts
    assert (first.starts.month, first.starts.day, first.starts.year) == (1, 1, completed.year + 1)
    if first.due and second.due:
        assert first.due <= second.due
        assert first.due.year - first.starts.year == (period.number or 70)
