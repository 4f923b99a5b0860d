"""The Korean jurisdiction: the holidays of public offices, and the worked cases of the statutory clock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from egovframe.forms.builtin.kr import DECLARED, Korea, office_holidays
from egovframe.forms.deadlines import due_at
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import ClockRules, working_days
from egovframe.kernel.calendar import Holiday
from egovframe.kernel.text import Text

KR = Korea()
SEOUL = KR.calendar.zone


def off(day: date) -> str | None:
    """Return why Korean offices are closed, in Korean."""
    why = KR.calendar.why_off(day)
    return why.in_("ko") if why else None


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        ("2026-04-30T16:00", "3d", "2026-05-07T16:00"),
        ("2026-11-20T17:00", "now", "2026-11-23T11:00"),
        ("2026-09-21T10:00", "7d", "2026-10-01T18:00"),
        ("2026-12-24T10:00", "14d", "2027-01-14T18:00"),
        ("2017-09-22T10:00", "7d", "2017-10-10T18:00"),
    ],
)
def test_the_worked_cases(received: str, limit: str, due: str) -> None:
    """Each case that the design works out by hand comes out by the minute."""
    assert KR.due_document({"received": received, "limit": limit})["due"] == due


def test_a_holiday_declared_after_receipt_moves_the_deadline() -> None:
    """2 October 2017 was due until it was declared a holiday on 5 September; then it is 10 October."""
    received = datetime(2017, 9, 22, 10, tzinfo=SEOUL)
    for known_at, due in ((datetime(2017, 9, 4, tzinfo=SEOUL), 2), (datetime(2017, 9, 5, tzinfo=SEOUL), 10)):
        found = KR.deadline(received, working_days(7), known_at=known_at)
        assert found.due == datetime(2017, 10, due, 18, tzinfo=SEOUL)


def test_may_day_and_constitution_day_are_office_holidays_since_2026() -> None:
    """관공서의 공휴일에 관한 규정 (2026-05-01): 1 May and 17 July are off from 2026, and were not before."""
    assert [off(date(2026, 5, 1)), off(date(2026, 7, 17))] == ["노동절", "제헌절"]
    assert [off(date(2025, 5, 1)), off(date(2025, 7, 17)), off(date(2024, 5, 1))] == [None, None, None]


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 3, 2),
        date(2026, 5, 25),
        date(2026, 8, 17),
        date(2026, 10, 5),
        date(2025, 5, 6),
        date(2025, 10, 8),
        date(2021, 8, 16),
        date(2027, 2, 9),
        date(2027, 5, 3),
        date(2027, 7, 19),
    ],
)
def test_substitute_holidays(day: date) -> None:
    """관공서의 공휴일에 관한 규정 제3조: a holiday on a weekend gives the next working day off."""
    assert "대체" in str(off(day))


@pytest.mark.parametrize("day", [date(2020, 8, 17), date(2024, 10, 1), date(2025, 1, 27), date(2025, 6, 3)])
def test_temporary_holidays_and_election_days(day: date) -> None:
    """Days that the cabinet declared and elections close the offices too."""
    assert off(day)


def test_every_day_known_as_declared_later_is_a_holiday() -> None:
    """The table of declaration days names only holidays, each declared before it came."""
    for day, declared_on in DECLARED.items():
        found = next(holiday for holiday in office_holidays(day.year) if holiday.day == day)
        assert found.declared_on == declared_on < day


def test_holidays_have_names_in_both_languages() -> None:
    """Every name is in Korean and in English."""
    for year in range(2015, 2031):
        for holiday in office_holidays(year):
            assert any("가" <= letter <= "힣" for letter in holiday.name.in_("ko")), holiday
            assert holiday.name.in_("en").isascii(), holiday


def test_an_office_enters_a_decree() -> None:
    """A decree entered by the office closes it, from the day of its declaration on."""
    decree = {"day": "2026-11-27", "ko": "임시공휴일", "en": "Temporary holiday", "declared_on": "2026-11-20"}
    office = Korea.model_validate({"decrees": [decree]})
    received = datetime(2026, 11, 19, 10, tzinfo=SEOUL)
    assert office.deadline(received, working_days(7)).due.date() == date(2026, 11, 30)
    assert office.deadline(received, working_days(7), known_at=received).due.date() == date(2026, 11, 27)


def test_the_end_of_the_day_is_a_setting() -> None:
    """At 24:00 a limit in days runs out with the last second of its last day."""
    received = {"received": "2026-09-21T10:00", "limit": "7d"}
    assert Korea(end_of_day="24:00").due_document(received)["due"] == "2026-10-01T23:59:59"
    assert Korea(end_of_day="18:00").due_document(received)["due"] == "2026-10-01T18:00"


@pytest.mark.parametrize("wrong", [{"zone": "Asia/Nowhere"}, {"end_of_day": "25:00"}, {"holiday": []}])
def test_a_wrong_setting_is_refused(wrong: dict[str, object]) -> None:
    """Unknown settings and values that cannot be are errors when the office opens."""
    with pytest.raises(ValidationError):
        Korea.model_validate(wrong)


def test_importing_loads_no_holidays() -> None:
    """No import does work: the holidays package is loaded at the first question."""
    program = "import sys, egovframe.forms.builtin.kr; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


class Elbonia(Jurisdiction):
    """Another country: its week ends on Friday and Saturday, and it has one holiday."""

    title: ClassVar[Text] = Text(ko="엘보니아", en="Elbonia")
    days_off: ClassVar[Mapping[int, Text]] = {4: Text(en="Friday", ko="금요일"), 5: Text(en="Saturday", ko="토요일")}
    zone: str = "Europe/Vienna"

    @property
    def rules(self) -> ClockRules:
        """Its law counts a day as eight hours too, by an article of its own."""
        return ClockRules(
            days_in_hours=5,
            at_once_article="Mud Act 5",
            hours_article="Mud Act 6",
            days_article="Mud Act 7",
            calendar_article="Mud Act 8",
            moved_article="Mud Act 9",
        )

    def holidays(self, year: int) -> list[Holiday]:
        """Its only holiday."""
        return [Holiday(date(year, 3, 1), Text(ko="진흙날", en="Mud Day"))]


def test_another_country_needs_only_its_own_facts() -> None:
    """Sundays work there, and daylight saving time does not move office hours."""
    elbonia = Elbonia()
    received = datetime(2026, 3, 26, 17, tzinfo=ZoneInfo("Europe/Vienna"))
    due = due_at(received, working_days(1), calendar=elbonia.calendar, rules=elbonia.rules)
    assert due.replace(tzinfo=None) == datetime(2026, 3, 29, 17)  # noqa: DTZ001 - wall time is what is asked
    assert due.utcoffset() == timedelta(hours=2)
    assert elbonia.due_document({"received": "2026-02-26T10:00", "limit": "6d"})["due"] == "2026-03-08T18:00"
