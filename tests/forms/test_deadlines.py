"""The statutory clock: every rule by its article, then the general properties against an independent count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms import deadlines
from egovframe.forms.builtin.kr import REASONS, STATUTE, Korea, office_holidays
from egovframe.forms.deadlines import Deadline, LimitError, Pause, PauseError
from egovframe.forms.ledger import written
from egovframe.forms.limits import (
    Limit,
    at_once,
    calendar_years,
    months,
    parse_limit,
    weeks,
    working_days,
)
from egovframe.forms.pauses import parse_pause
from egovframe.kernel.calendar import CalendarError

due_at = partial(deadlines.due_at, rules=STATUTE)
deadline = partial(deadlines.deadline, rules=STATUTE)
extend = partial(deadlines.extend, rules=STATUTE)
civil_end = partial(deadlines.civil_end, rules=STATUTE)
due_document = partial(deadlines.due_document, rules=STATUTE)

CALENDAR = Korea().calendar
SEOUL = CALENDAR.zone


def at(text: str) -> datetime:
    """Read a local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def due(received: str, limit: str, *pauses: str) -> str:
    """Return when a petition is due, both ways at once."""
    kept = [parse_pause(pause) for pause in pauses]
    fast = due_at(at(received), parse_limit(limit), calendar=CALENDAR, pauses=kept)
    assert deadline(at(received), parse_limit(limit), calendar=CALENDAR, pauses=kept).due == fast
    return written(fast)


class TestHours:
    """법19①, 영19: limits of up to five days and at once are counted in working hours from the receipt."""

    def test_three_days_over_two_holidays(self) -> None:
        """2 h on Thursday, none on May Day and the weekend, 8 h, none on Children's Day, 8 h, 6 h on Thursday."""
        assert due("2026-04-30T16:00", "3d") == "2026-05-07T16:00"

    def test_at_once_is_three_working_hours(self) -> None:
        """영19: one hour on Friday evening, two on Monday morning."""
        assert due("2026-11-20T17:00", "now") == "2026-11-23T11:00"

    def test_lunch_does_not_count(self) -> None:
        """Three hours from 10:00 end at 14:00; a receipt at lunch counts from 13:00."""
        assert due("2026-11-23T10:00", "now") == "2026-11-23T14:00"
        assert due("2026-11-23T12:30", "now") == "2026-11-23T16:00"

    def test_what_runs_out_at_noon_or_closing_is_due_then(self) -> None:
        """Not at 13:00 and not at the next opening."""
        assert due("2026-11-23T09:00", "now") == "2026-11-23T12:00"
        assert due("2026-11-23T15:00", "now") == "2026-11-23T18:00"
        assert due("2026-11-23T09:00", "1d") == "2026-11-23T18:00"
        assert due("2026-11-23T13:00", "5d") == "2026-11-30T12:00"

    @pytest.mark.parametrize(
        "received", ["2026-11-20T18:00", "2026-11-20T23:59", "2026-11-21T10:00", "2026-11-23T03:00"]
    )
    def test_receipt_outside_hours_counts_from_the_next_opening(self, received: str) -> None:
        """Friday evening, Saturday and the small hours of Monday all count from Monday 09:00."""
        assert due(received, "1d") == "2026-11-23T18:00"

    def test_seconds_are_left_out(self) -> None:
        """A receipt is taken to the minute."""
        assert due("2026-11-23T10:00:59", "now") == "2026-11-23T14:00"

    def test_other_zones_are_converted(self) -> None:
        """08:00 UTC is 17:00 in Seoul."""
        received = datetime(2026, 11, 20, 8, tzinfo=UTC)
        assert due_at(received, at_once(), calendar=CALENDAR) == at("2026-11-23T11:00")


class TestDays:
    """법19②: limits of six days and more are counted in days, the first day included."""

    def test_seven_days_over_chuseok(self) -> None:
        """The day of receipt is the first; Chuseok and the weekend do not count."""
        assert due("2026-09-21T10:00", "7d") == "2026-10-01T18:00"

    def test_fourteen_days_over_new_year(self) -> None:
        """Christmas, New Year and three weekends do not count."""
        assert due("2026-12-24T10:00", "14d") == "2027-01-14T18:00"

    def test_the_regimes_change_between_five_and_six_days(self) -> None:
        """Five days end at the hour of receipt, six at the end of the day before that of five."""
        assert due("2026-11-02T10:00", "5d") == "2026-11-09T10:00"
        assert due("2026-11-02T10:00", "6d") == "2026-11-09T18:00"

    @pytest.mark.parametrize(
        "received", ["2026-11-06T18:00", "2026-11-07T10:00", "2026-11-09T08:59", "2026-11-09T17:59"]
    )
    def test_receipt_after_closing_has_the_next_working_day_as_its_first(self, received: str) -> None:
        """Friday evening and Saturday begin on Monday, as Monday itself does."""
        assert due(received, "6d") == "2026-11-16T18:00"

    def test_the_end_of_the_day_is_a_setting(self) -> None:
        """At 24:00 it is the last second of the last day; limits counted in hours do not change."""
        midnight = replace(STATUTE, end_of_day="24:00")
        for limit, end in ((working_days(6), "2026-11-09T23:59:59"), (weeks(1), "2026-11-09T23:59:59")):
            found = deadline(at("2026-11-02T10:00"), limit, calendar=CALENDAR, rules=midnight).due
            assert written(found) == end
            assert due_at(at("2026-11-02T10:00"), limit, calendar=CALENDAR, rules=midnight) == found
        assert written(due_at(at("2026-11-02T10:00"), working_days(5), calendar=CALENDAR, rules=midnight)).endswith(
            "10:00"
        )


class TestCalendarLimits:
    """법19③, 민법 159–161: weeks, months and years run by the calendar, the first day included."""

    @pytest.mark.parametrize(
        ("received", "limit", "end"),
        [
            ("2026-11-04T10:00", "1w", "2026-11-10T18:00"),  # Wednesday to Tuesday
            ("2026-11-04T10:00", "2w", "2026-11-17T18:00"),
            ("2026-09-10T10:00", "1m", "2026-10-12T18:00"),  # ends on Friday the 9th, Hangul Day: Monday
            ("2026-01-02T10:00", "1m", "2026-02-02T18:00"),  # ends on Sunday the 1st
            ("2026-01-28T10:00", "1m", "2026-02-27T18:00"),
            ("2025-03-04T10:00", "1y", "2026-03-03T18:00"),
        ],
    )
    def test_the_end_is_the_eve_of_the_day_that_answers_to_the_first(self, received: str, limit: str, end: str) -> None:
        """민법 160②: the day before the corresponding one, moved off a holiday by 161."""
        assert due(received, limit) == end

    @pytest.mark.parametrize(
        ("received", "limit", "end"),
        [
            ("2024-01-31T10:00", "1m", "2024-02-29T18:00"),
            ("2024-01-30T10:00", "1m", "2024-02-29T18:00"),
            ("2025-12-31T10:00", "2m", "2026-03-03T18:00"),  # 28 February is a Saturday, 1 and 2 March are holidays
            ("2024-02-29T10:00", "1y", "2025-02-28T18:00"),
        ],
    )
    def test_a_month_without_such_a_day_ends_the_limit(self, received: str, limit: str, end: str) -> None:
        """민법 160③: no such day in the last month means its last day."""
        assert due(received, limit) == end

    def test_a_last_day_on_a_holiday_moves_and_the_ledger_says_so(self) -> None:
        """민법 161: the days it moves over count for nothing and carry their own article."""
        found = deadline(at("2026-09-10T10:00"), months(1), calendar=CALENDAR)
        assert sum(span.counted for span in found.ledger) == 30
        assert next(written(s.start) for s in found.ledger if s.article == "민법 제161조") == "2026-10-10T00:00"

    def test_received_on_a_saturday_it_begins_on_monday(self) -> None:
        """Receipt outside office hours counts from the next opening here too."""
        assert due("2026-11-07T10:00", "1w") == due("2026-11-09T10:00", "1w") == "2026-11-16T18:00"


class TestPauses:
    """영20, 행정절차법 시행령 11: what the law leaves out of the limit."""

    def test_both_ends_of_a_supplement_are_out(self) -> None:
        """행정절차법 시행령 11 1호: the day of the request and the day of the arrival do not count."""
        assert due("2026-11-02T10:00", "7d") == "2026-11-10T18:00"
        assert due("2026-11-02T10:00", "7d", "2026-11-03..2026-11-05:supplement") == "2026-11-13T18:00"
        assert due("2026-11-02T10:00", "7d", "2026-11-03..2026-11-03:supplement") == "2026-11-11T18:00"

    def test_a_limit_in_hours_loses_whole_days(self) -> None:
        """The rest of the day of the request is out too; the clock goes on at the opening after the arrival."""
        assert due("2026-11-02T10:00", "3d", "2026-11-02..2026-11-03:supplement") == "2026-11-06T18:00"
        assert due("2026-11-02T10:00", "3d", "2026-11-05..2026-11-06:supplement") == "2026-11-09T10:00"

    def test_a_limit_by_the_calendar_loses_calendar_days(self) -> None:
        """Five paused days, weekend included, move a fortnight by five days."""
        assert due("2026-11-04T10:00", "2w", "2026-11-05..2026-11-09:hearing") == "2026-11-23T18:00"

    def test_paused_holidays_and_overlaps_count_once(self) -> None:
        """A pause over a weekend costs nothing more, and two pauses on one day are one."""
        assert due("2026-11-06T10:00", "6d", "2026-11-07..2026-11-08:transfer") == due("2026-11-06T10:00", "6d")
        twice = ("2026-11-09..2026-11-11:inspection", "2026-11-10..2026-11-12:hearing")
        assert due("2026-11-06T10:00", "6d", *twice) == due("2026-11-06T10:00", "6d", "2026-11-09..2026-11-12:sharing")

    def test_a_pause_before_receipt_or_after_the_end_changes_nothing(self) -> None:
        """Only what lies within the limit can be left out of it."""
        for pause in ("2026-10-01..2026-10-30:supplement", "2026-11-11..2026-12-01:supplement"):
            assert due("2026-11-02T10:00", "7d", pause) == "2026-11-10T18:00"

    @pytest.mark.parametrize("reason", [each.key for each in REASONS])
    def test_each_reason_names_its_article(self, reason: str) -> None:
        """Six reasons of 행정절차법 시행령 11 and one of 영7의2③."""
        found = deadline(
            at("2026-11-02T10:00"),
            working_days(7),
            calendar=CALENDAR,
            pauses=[Pause(date(2026, 11, 4), date(2026, 11, 4), reason)],
        )
        span = next(span for span in found.ledger if span.start == at("2026-11-04T00:00"))
        assert (span.counted, span.article, span.why) == (
            0,
            STATUTE.reason(reason).article,
            STATUTE.reason(reason).name,
        )
        assert span.article.endswith(("호", "제7조의2제3항"))

    @pytest.mark.parametrize(
        "wrong",
        [
            "2026-11-04..2026-11-03:supplement",
            "2026-11-04..2026-11-05:weather",
            "2026-11-04:supplement",
            "2026-11-04..2026-11-05",
            "2026-13-04..2026-11-05:supplement",
            "4 Nov..5 Nov:supplement",
            {"from": "2026-11-04", "to": None, "reason": "supplement"},
            {"from": "2026-11-04", "reason": "supplement"},
            {"from": "2026-11-04", "to": "2026-11-05", "reason": "supplement", "why": "?"},
            7,
        ],
    )
    def test_a_pause_that_cannot_be_is_refused(self, wrong: str) -> None:
        """Dates the wrong way round, unknown reasons, missing parts: a PauseError with the next step."""
        with pytest.raises(PauseError) as raised:
            due_at(at("2026-11-02T10:00"), working_days(3), calendar=CALENDAR, pauses=[parse_pause(wrong)])
        assert raised.value.hint


class TestExtensions:
    """영21: once within the original limit, a second time only with consent."""

    def test_an_extension_goes_on_counting_the_same_way(self) -> None:
        """Seven days and seven more are fourteen; three and three are 48 hours, not six days."""
        seven = deadline(at("2026-11-02T10:00"), working_days(7), calendar=CALENDAR)
        assert written(extend(seven, working_days(7), reason="현장 확인", calendar=CALENDAR).due) == due(
            "2026-11-02T10:00", "14d"
        )
        three = deadline(at("2026-11-02T10:00"), working_days(3), calendar=CALENDAR)
        assert written(extend(three, working_days(3), reason="현장 확인", calendar=CALENDAR).due) == "2026-11-10T10:00"
        month = deadline(at("2026-11-02T10:00"), months(1), calendar=CALENDAR)
        assert written(extend(month, months(1), reason="감정", calendar=CALENDAR).due) == due("2026-11-02T10:00", "2m")

    def test_a_second_one_needs_consent_and_there_is_no_third(self) -> None:
        """The applicant's consent opens the second extension; nothing opens a third."""
        once = extend(
            deadline(at("2026-11-02T10:00"), working_days(7), calendar=CALENDAR),
            working_days(3),
            reason="자료 확인",
            calendar=CALENDAR,
        )
        with pytest.raises(LimitError, match="consent"):
            extend(once, working_days(3), reason="자료 확인", calendar=CALENDAR)
        twice = extend(once, working_days(3), reason="자료 확인", calendar=CALENDAR, consented=True)
        assert written(twice.due) == due("2026-11-02T10:00", "13d")
        with pytest.raises(LimitError, match="twice"):
            extend(twice, working_days(1), reason="자료 확인", calendar=CALENDAR, consented=True)

    @pytest.mark.parametrize(("by", "reason"), [(working_days(8), "x"), (weeks(1), "x"), (working_days(1), " ")])
    def test_longer_than_the_limit_or_without_reason_is_refused(self, by: Limit, reason: str) -> None:
        """At most the original limit, in its unit, with a reason in writing."""
        first = deadline(at("2026-11-02T10:00"), working_days(7), calendar=CALENDAR)
        with pytest.raises(LimitError):
            extend(first, by, reason=reason, calendar=CALENDAR)


class TestCivilPeriods:
    """민법 157, 161: supplement periods and objections, the first day out, calendar days."""

    @pytest.mark.parametrize(
        ("given_on", "limit", "end"),
        [
            (date(2026, 11, 2), working_days(10), "2026-11-12T18:00"),
            (date(2026, 11, 5), working_days(10), "2026-11-16T18:00"),  # a Sunday
            (date(2026, 9, 15), working_days(10), "2026-09-28T18:00"),  # Chuseok
            (date(2026, 10, 31), months(1), "2026-11-30T18:00"),
            (date(2026, 9, 1), working_days(60), "2026-11-02T18:00"),  # objection (법35): 31 October is a Saturday
        ],
    )
    def test_first_day_out_and_off_holidays(self, given_on: date, limit: Limit, end: str) -> None:
        """The day on which the period was given does not count, the last day may not be free."""
        assert written(civil_end(given_on, limit, calendar=CALENDAR)) == end


class TestLimits:
    """Limits are written as now, 3d, 2w, 1m, 1y."""

    def test_they_read_back_as_written(self) -> None:
        """Every constructor has its text and every text its constructor."""
        made = [at_once(), working_days(3), weeks(2), months(1), calendar_years(1)]
        assert [str(limit) for limit in made] == ["now", "3d", "2w", "1m", "1y"]
        assert [parse_limit(str(limit)) for limit in made] == made

    @pytest.mark.parametrize("wrong", ["", "0d", "-1d", "3", "3 d", "d", "1.5d", "3h", "99999d", "٣d", "nowish"])
    def test_anything_else_is_refused(self, wrong: str) -> None:
        """Nothing is guessed."""
        with pytest.raises(LimitError):
            parse_limit(wrong)

    def test_numbers_that_are_none_are_refused(self) -> None:
        """Zero, fractions and truth values are no number of days."""
        for number in (0, -1, True, 1.5, "3"):
            with pytest.raises(LimitError):
                working_days(number)  # type: ignore[arg-type]  # what a careless caller may give


class TestDocuments:
    """What `forms due --json` and each line of a batch print."""

    def test_a_line_of_a_batch(self) -> None:
        """Id first where there is one, local times without an offset, whole words for why and article."""
        line = {"id": 7, "received": "2026-11-20T17:00", "limit": "now", "pauses": []}
        found = due_document(line, calendar=CALENDAR, language="en")
        assert list(found) == ["id", "due", "ledger"]
        assert (found["id"], found["due"]) == (7, "2026-11-23T11:00")
        ledger = found["ledger"]
        assert isinstance(ledger, list)
        assert ledger[0] == {
            "from": "2026-11-20T17:00",
            "to": "2026-11-20T18:00",
            "counted": 60,
            "why": "office hours",
            "article": "민원 처리에 관한 법률 시행령 제19조",
        }
        assert [entry["why"] for entry in ledger[1:4]] == ["outside office hours", "Saturday", "Sunday"]

    def test_no_id_no_id(self) -> None:
        """A single question has no id in its answer."""
        assert list(due_document({"received": "2026-11-20T17:00", "limit": "now"}, calendar=CALENDAR)) == [
            "due",
            "ledger",
        ]

    def test_pauses_in_both_notations(self) -> None:
        """As the command line writes them and as data does."""
        pause = {"from": "2026-11-03", "to": "2026-11-05", "reason": "supplement"}
        lines = [
            {"received": "2026-11-02T10:00", "limit": "7d", "pauses": [p]} for p in (pause, str(parse_pause(pause)))
        ]
        assert [due_document(line, calendar=CALENDAR)["due"] for line in lines] == ["2026-11-13T18:00"] * 2

    def test_an_offset_is_converted(self) -> None:
        """08:00Z is 17:00 in Seoul."""
        line = {"received": "2026-11-20T08:00Z", "limit": "now"}
        assert due_document(line, calendar=CALENDAR)["due"] == "2026-11-23T11:00"

    @pytest.mark.parametrize(
        ("line", "error"),
        [
            ({"received": "2026-11-31T08:00", "limit": "now"}, LimitError),
            ({"received": "yesterday", "limit": "now"}, LimitError),
            ({"received": 20261120, "limit": "now"}, LimitError),
            ({"received": "2026-11-20T08:00"}, LimitError),
            ({"limit": "3d"}, LimitError),
            ({"received": "2026-11-20T08:00", "limit": "3 days"}, LimitError),
            ({"received": "2026-11-20T08:00", "limit": "3d", "pause": []}, LimitError),
            ({"received": "2026-11-20T08:00", "limit": "3d", "pauses": "x"}, PauseError),
            ({"received": "2026-11-20T08:00", "limit": "3d", "pauses": [{}]}, PauseError),
            ({"received": "1066-10-14T08:00", "limit": "3d"}, CalendarError),
            ({"received": "9999-12-31T23:00", "limit": "10y"}, CalendarError),
            ({"received": "9999-12-31T23:00-12:00", "limit": "3d"}, LimitError),
            ([], LimitError),
        ],
    )
    def test_a_bad_line_is_an_error_with_the_next_step(self, line: dict[str, object], error: type[LimitError]) -> None:
        """Never a traceback of Python's own."""
        with pytest.raises(error) as raised:
            due_document(line, calendar=CALENDAR)
        assert raised.value.hint


# --- general rules, against a count that knows nothing of day tables --------------------------------------------------


@cache
def _free_days(year: int) -> frozenset[date]:
    """Return the holidays of a year, asked from the source and not from the calendar under test."""
    return frozenset(holiday.day for holiday in office_holidays(year))


def _works(day: date, pauses: list[Pause]) -> bool:
    """Say whether a day counts: a weekday, no holiday, not paused."""
    return day.weekday() < 5 and day not in _free_days(day.year) and not _stands(day, pauses)


def _stands(day: date, pauses: list[Pause]) -> bool:
    """Say whether the clock stands still on a day."""
    return any(pause.start <= day <= pause.end for pause in pauses)


def _by_minutes(received: datetime, minutes: int, pauses: list[Pause]) -> datetime:
    """Count working minutes one by one."""
    moment = received
    while minutes:
        if not _works(moment.date(), pauses):
            moment = (moment + timedelta(days=1)).replace(hour=0, minute=0)
            continue
        minutes -= 9 <= moment.hour < 12 or 13 <= moment.hour < 18
        moment += timedelta(minutes=1)
    return moment


def _first(received: datetime) -> date:
    """Return the first day of a count in days."""
    day = received.date() + timedelta(days=received.hour >= 18 and _works(received.date(), []))
    while not _works(day, []):
        day += timedelta(days=1)
    return day


def _by_days(received: datetime, days: int, pauses: list[Pause]) -> datetime:
    """Tick off working days on a wall calendar."""
    day = _first(received)
    while True:
        days -= _works(day, pauses)
        if not days:
            return datetime(day.year, day.month, day.day, 18, tzinfo=SEOUL)
        day += timedelta(days=1)


def _by_calendar(received: datetime, limit: Limit, pauses: list[Pause]) -> datetime:
    """Look for the corresponding day on a wall calendar, then wait for the paused days and off holidays."""
    first = _first(received)
    day = first
    if limit.unit == "w":
        day += timedelta(days=7 * limit.number)
    else:
        left = limit.number * (12 if limit.unit == "y" else 1)
        while left:  # from the first of a month to the first of the next
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            left -= 1
        last_of_month = (day + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        there = first.day <= last_of_month.day
        day = day.replace(day=first.day) if there else last_of_month + timedelta(days=1)
    left, day = (day - first).days, first
    while True:
        left -= not _stands(day, pauses)
        if left <= 0 and _works(day, pauses):
            return datetime(day.year, day.month, day.day, 18, tzinfo=SEOUL)
        day += timedelta(days=1)


def oracle(received: datetime, limit: Limit, pauses: list[Pause]) -> datetime:
    """Return the deadline as somebody would who has only a wall calendar and patience."""
    if limit.by_calendar:
        return _by_calendar(received, limit, pauses)
    if limit.unit == "d" and limit.number > 5:
        return _by_days(received, limit.number, pauses)
    return _by_minutes(received, 180 if limit.unit == "now" else limit.number * 480, pauses)


RECEIPTS = st.datetimes(datetime(2018, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - made aware right here
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=SEOUL)
)
LIMITS = st.one_of(
    st.just(at_once()),
    st.integers(1, 5).map(working_days),
    st.integers(6, 90).map(working_days),
    st.integers(1, 8).map(weeks),
    st.integers(1, 14).map(months),
    st.integers(1, 2).map(calendar_years),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[datetime, Limit, list[Pause]]:
    """Draw a receipt, a limit and up to three pauses near the receipt."""
    received = draw(RECEIPTS)
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        start = received.date() + timedelta(days=draw(st.integers(-5, 40)))
        reason = draw(st.sampled_from([each.key for each in REASONS]))
        pauses.append(Pause(start, start + timedelta(days=draw(st.integers(0, 20))), reason))
    return received, draw(LIMITS), pauses


@given(cases())
def test_the_fast_way_agrees_with_a_wall_calendar(case: tuple[datetime, Limit, list[Pause]]) -> None:
    """Day tables and counting one by one give the same minute."""
    received, limit, pauses = case
    assert due_at(received, limit, calendar=CALENDAR, pauses=pauses) == oracle(received, limit, pauses)


@given(cases())
def test_the_ledger_agrees_and_accounts_for_every_minute(case: tuple[datetime, Limit, list[Pause]]) -> None:
    """It runs from receipt to due without a gap, and what counts sums to the limit."""
    received, limit, pauses = case
    found = deadline(received, limit, calendar=CALENDAR, pauses=pauses)
    assert found.due == due_at(received, limit, calendar=CALENDAR, pauses=pauses)
    assert (found.ledger[0].start, found.ledger[-1].end) == (received, found.due)
    assert all(a.end == b.start for a, b in zip(found.ledger, found.ledger[1:], strict=False))
    assert all(span.start < span.end and span.article for span in found.ledger)
    assert sum(span.counted for span in found.ledger) == _size(found)


def _size(found: Deadline) -> int:
    """Return what a ledger has to sum to."""
    limit = found.limit
    if limit.unit == "now":
        return 180
    if limit.unit == "d":
        return limit.number * 480 if limit.number <= 5 else limit.number
    first, months_ = _first(found.received), limit.number * {"w": 0, "m": 1, "y": 12}[limit.unit]
    if limit.unit == "w":
        return 7 * limit.number
    month = first.year * 12 + first.month - 1 + months_
    year, month = divmod(month, 12)
    for day in (first.day, 31, 30, 29, 28):
        try:
            end = date(year, month + 1, day)
        except ValueError:
            continue
        return (end - first).days + (day != first.day)
    raise AssertionError(first)


@given(cases())
def test_never_due_on_a_day_off(case: tuple[datetime, Limit, list[Pause]]) -> None:
    """Not on a holiday, a Saturday, a Sunday or a paused day, and never outside office hours."""
    received, limit, pauses = case
    end = due_at(received, limit, calendar=CALENDAR, pauses=pauses)
    assert end > received
    assert _works(end.date(), pauses)
    assert (9, 0) < (end.hour, end.minute) <= (18, 0)


@given(cases(), st.timedeltas(timedelta(0), timedelta(days=30)))
def test_later_receipt_is_never_due_earlier(case: tuple[datetime, Limit, list[Pause]], later: timedelta) -> None:
    """Monotone in the receipt, given the same pauses after both: 민법 160③ makes months of unequal length."""
    received, limit, pauses = case
    second = (received + later).replace(second=0, microsecond=0)
    if limit.by_calendar:
        pauses = [pause for pause in pauses if pause.start > second.date()]
    ends = [due_at(moment, limit, calendar=CALENDAR, pauses=pauses) for moment in (received, second)]
    assert ends == sorted(ends)


@given(cases(), st.integers(1, 30))
def test_a_longer_limit_is_never_due_earlier(case: tuple[datetime, Limit, list[Pause]], more: int) -> None:
    """Monotone in the limit, within a way of counting and at the step from hours to days."""
    received, limit, pauses = case
    if limit.unit == "now":
        limit, longer = at_once(), working_days(more)
    else:
        longer = Limit(min(limit.number + more, 10 if limit.unit == "y" else 3650), limit.unit)
    ends = [due_at(received, each, calendar=CALENDAR, pauses=pauses) for each in (limit, longer)]
    assert ends[0].date() <= ends[1].date()


@given(cases())
def test_a_pause_within_adds_exactly_its_working_days(case: tuple[datetime, Limit, list[Pause]]) -> None:
    """A pause of n working days after the day of receipt costs a limit in days exactly n working days."""
    received, limit, _ = case
    if limit.unit != "d":
        limit = working_days(limit.number)
    plain = due_at(received, limit, calendar=CALENDAR)
    start = CALENDAR.next_working(received.date() + timedelta(days=1))
    if start >= plain.date():
        return
    stop = start + timedelta(days=9)
    lost = sum(_works(start + timedelta(days=n), []) for n in range(10))
    paused = due_at(received, limit, calendar=CALENDAR, pauses=[Pause(start, stop, "supplement")])
    between = sum(_works(plain.date() + timedelta(days=n), []) for n in range((paused.date() - plain.date()).days))
    assert between == lost
    assert (paused.hour, paused.minute) == (plain.hour, plain.minute)
