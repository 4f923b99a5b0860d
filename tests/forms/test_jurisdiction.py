"""Jurisdictions as plug-ins: ours holds to the contract, and the suite goes red for one that does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import ClassVar

import pytest

from egovframe.forms.builtin.kr import STATUTE, Korea
from egovframe.forms.jurisdiction import Decree, Jurisdiction
from egovframe.forms.limits import ClockRules, LimitError
from egovframe.forms.pauses import PauseError
from egovframe.kernel.calendar import CalendarError, Holiday
from egovframe.kernel.errors import EgovError
from egovframe.kernel.plugins import Plugins
from egovframe.kernel.text import Text
from egovframe.testing.suites import JurisdictionSuite


class TestKorea(JurisdictionSuite):
    """The Republic of Korea, with the worked cases of its Petitions Act."""

    known = (
        ("2026-04-30T16:00", "3d", "2026-05-07T16:00"),
        ("2026-11-20T17:00", "now", "2026-11-23T11:00"),
        ("2026-09-21T10:00", "7d", "2026-10-01T18:00"),
        ("2026-12-24T10:00", "14d", "2027-01-14T18:00"),
    )

    @pytest.fixture
    def jurisdiction(self) -> Jurisdiction:
        """Ours."""
        return Korea()


class Plain(Jurisdiction):
    """A land with one holiday: the boundary is real when nothing Korean is left."""

    title: ClassVar[Text] = Text(ko="평지국", en="Plain")
    zone: str = "Europe/Paris"

    @property
    def rules(self) -> ClockRules:
        """Everything is counted in hours."""
        return replace(STATUTE, days_in_hours=3650, end_of_day=self.end_of_day)

    def holidays(self, year: int) -> Sequence[Holiday]:
        """New Year."""
        return [Holiday(date(year, 1, 1), Text(ko="새해", en="New Year"))]


class TestPlain(JurisdictionSuite):
    """Another land, with other rules and daylight saving."""

    known = (("2026-03-27T16:00", "6d", "2026-04-06T16:00"),)

    @pytest.fixture
    def jurisdiction(self) -> Jurisdiction:
        """The other land."""
        return Plain()


class Straying(Plain):
    """Gives the holidays of another year."""

    def holidays(self, year: int) -> Sequence[Holiday]:
        """One year off."""
        return super().holidays(year + 1)


class Mute(Plain):
    """Names its holidays in one language."""

    def holidays(self, year: int) -> Sequence[Holiday]:
        """Korean only."""
        return [Holiday(date(year, 1, 1), Text(ko="새해"))]


_asked = count()


class Moody(Plain):
    """Answers differently each time."""

    def holidays(self, year: int) -> Sequence[Holiday]:
        """Counts how often it was asked."""
        return [Holiday(date(year, 1, 1) + timedelta(days=next(_asked) % 300), Text(ko="날", en="Day"))]


class Deaf(Plain):
    """Leaves its setting aside."""

    @property
    def rules(self) -> ClockRules:
        """Whatever was set."""
        return STATUTE


class Late(Plain):
    """Declares a holiday after the day."""

    def holidays(self, year: int) -> Sequence[Holiday]:
        """Declared the day after."""
        return [Holiday(date(year, 1, 1), Text(ko="새해", en="New Year"), date(year, 1, 2))]


suite = TestPlain()


@pytest.mark.parametrize(
    ("kind", "test"),
    [
        (Straying, suite.test_holidays_lie_in_their_year),
        (Mute, suite.test_holidays_lie_in_their_year),
        (Deaf, suite.test_the_rules_run_out_when_the_setting_says),
        (Late, suite.test_declared_holidays_were_declared_before),
    ],
)
def test_a_jurisdiction_that_breaks_its_promise_fails(kind: type[Plain], test: Callable[[Jurisdiction], None]) -> None:
    """Each way of breaking the contract turns the test of that sentence red."""
    with pytest.raises(AssertionError):
        test(kind())


def test_a_moody_jurisdiction_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Holidays that differ from one look to the next are found."""
    with pytest.raises(AssertionError):
        suite.test_the_same_every_time_and_without_a_network(Moody(), monkeypatch)


def test_a_wrong_known_answer_fails() -> None:
    """Worked cases are compared, not only listed."""

    class Wrong(JurisdictionSuite):
        known = (("2026-04-30T16:00", "3d", "2026-05-07T15:59"),)

    with pytest.raises(AssertionError):
        Wrong().test_known_answers_of_the_law(Korea())


def test_ours_is_found_by_its_entry_point() -> None:
    """`kr` comes through the same door as anyone's, with the office's own hours and decrees."""
    plugins: Plugins[Jurisdiction] = Plugins("egovframe.jurisdictions", Jurisdiction)  # type: ignore[type-abstract]
    decree = {"day": "2026-09-25", "ko": "임시", "en": "Decreed", "declared_on": "2026-09-01"}
    korea = plugins.load("kr", {"end_of_day": "24:00", "decrees": [decree]})
    assert korea.decrees == (Decree(day=date(2026, 9, 25), ko="임시", en="Decreed", declared_on=date(2026, 9, 1)),)
    assert korea.due_document({"received": "2026-09-21T10:00", "limit": "7d"})["due"].startswith("2026-10-")  # type: ignore[attr-defined]


def test_a_holiday_declared_later_moves_the_date_only_from_then_on() -> None:
    """Due 2017-10-02, later declared a holiday: 2017-10-10; by what was known before, still the 2nd."""
    korea = Korea()
    received = datetime(2017, 9, 1, 10, tzinfo=korea.calendar.zone)
    from egovframe.forms.limits import parse_limit

    limit = parse_limit("1m")
    before = korea.deadline(received, limit, known_at=datetime(2017, 9, 1, 12, tzinfo=korea.calendar.zone))
    assert before.due.date() <= date(2017, 10, 2)
    assert korea.deadline(received, parse_limit("22d")).due.date() > date(2017, 10, 2)


# --- what `egovframe forms due` prints ---


def test_due_document_of_a_line_and_of_a_batch_line() -> None:
    """A call without id answers without one, a batch line keeps its id; the ledger sums to the limit."""
    korea = Korea()
    alone = korea.due_document({"received": "2026-04-30T16:00", "limit": "3d"})
    assert list(alone) == ["due", "ledger"]
    line = {
        "id": "a-1",
        "received": "2026-04-30T16:00",
        "limit": "3d",
        "pauses": [{"from": "2026-05-04", "to": "2026-05-06", "reason": "supplement"}],
    }
    document = korea.due_document(line)
    assert (document["id"], alone["due"]) == ("a-1", "2026-05-07T16:00")
    ledger = document["ledger"]
    assert isinstance(ledger, list)
    assert set(ledger[0]) == {"from", "to", "counted", "why", "article"}
    assert sum(span["counted"] for span in ledger) == 3 * 8 * 60
    written = korea.due_document({**line, "pauses": ["2026-05-04..2026-05-06:supplement"]})
    assert written == document


@pytest.mark.parametrize(
    ("line", "error", "says"),
    [
        ({"limit": "3d"}, LimitError, "received"),
        ({"received": "2026-04-30T16:00"}, LimitError, "limit"),
        ({"received": "yesterday", "limit": "3d"}, LimitError, "yesterday"),
        ({"received": "2026-04-30T16:00", "limit": "3 days"}, LimitError, "3 days"),
        ({"received": "2026-04-30T16:00", "limit": "3d", "pauses": "x"}, PauseError, "pauses"),
        ({"received": "2026-04-30T16:00", "limit": "3d", "pauses": ["2026-05-04..x:hearing"]}, PauseError, "x"),
        ({"received": "2026-04-30T16:00", "limit": "3d", "pause": []}, LimitError, "pauses"),
        ({"received": "1800-01-01T10:00", "limit": "3d"}, CalendarError, "1800"),
        ([], LimitError, "not a line"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: object, error: type[EgovError], says: str) -> None:
    """Every slip is an error with the culprit in its message or hint, never a guess and never a traceback."""
    with pytest.raises(error) as caught:
        Korea().due_document(line)  # type: ignore[arg-type]
    assert says in str(caught.value)
