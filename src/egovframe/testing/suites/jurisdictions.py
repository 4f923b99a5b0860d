"""What every jurisdiction must do, as tests that a plug-in's author runs by naming a fixture.

    class TestUtopia(JurisdictionSuite):
        @pytest.fixture
        def jurisdiction(self):
            return Utopia()

        known = (("2026-04-30T16:00", "3d", "2026-05-07T16:00"),)     # worked cases of the law: received, limit, due

Each test is one sentence of the contract in `egovframe.forms.jurisdiction.Jurisdiction`.
"""

from __future__ import annotations

import importlib
import re
import socket
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar, get_args

import pytest
from pydantic import ValidationError

from egovframe.forms.deadlines import due_at
from egovframe.forms.identifiers import identifier
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import Limit, parse_limit
from egovframe.kernel.text import LANGUAGES

LIMITS = ("now", "1d", "3d", "5d", "6d", "14d", "1w", "2w", "1m", "1y")


class JurisdictionSuite:
    """Subclass it, name it `Test…`, and give it the fixture `jurisdiction`; `known` holds worked cases of its law."""

    known: ClassVar[tuple[tuple[str, str, str], ...]] = ()

    @pytest.fixture
    def jurisdiction(self) -> Jurisdiction:
        """Return the jurisdiction under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `jurisdiction` that returns the jurisdiction under test")

    # --- The plug-in ---

    def test_is_a_jurisdiction_of_this_version(self, jurisdiction: Jurisdiction) -> None:
        """The plug-in is a Jurisdiction, was written for this version, and has a title in both languages."""
        assert isinstance(jurisdiction, Jurisdiction)
        assert type(jurisdiction).version == Jurisdiction.version, f"version {type(jurisdiction).version}"
        assert set(LANGUAGES) <= set(jurisdiction.title.as_dict())

    def test_is_a_frozen_value(self, jurisdiction: Jurisdiction) -> None:
        """A jurisdiction never changes while the office is open."""
        assert type(jurisdiction).model_config.get("frozen"), "a jurisdiction is a frozen pydantic model"
        with pytest.raises(ValidationError):
            setattr(jurisdiction, "zone", "Etc/UTC")  # noqa: B010 - a checker would refuse the plain assignment

    def test_refuses_unknown_settings_and_zones(self, jurisdiction: Jurisdiction) -> None:
        """A misspelt setting or time zone fails the start instead of being ignored."""
        for wrong in ({"no_such_setting": 1}, {"zone": "Nowhere/Atlantis"}, {"end_of_day": "25:00"}):
            with pytest.raises(ValidationError):
                type(jurisdiction)(**(jurisdiction.model_dump() | wrong))

    # --- identifiers ---

    def test_identifiers_are_worded_and_hold_together(self, jurisdiction: Jurisdiction) -> None:
        """Each kind has words in both languages, an example of its own shape, and a type that classes can name."""
        names = [each.name for each in jurisdiction.identifiers]
        assert len(set(names)) == len(names)
        for each in jurisdiction.identifiers:
            for text in (each.title, each.hint, each.missing, each.wrong):
                assert set(LANGUAGES) <= set(text.as_dict()), each.name
            assert re.fullmatch(each.pattern, each.example), each.name
            assert each.read(each.example) == each.example, each.name
            assert len(each.example) <= each.max_length, each.name
            assert not each.holds(""), each.name
            assert identifier(each.name) is each
            module, _, name = each.python.partition(":")
            assert each in get_args(getattr(importlib.import_module(module), name))

    # --- holidays ---

    def test_knows_the_years_around_now(self, jurisdiction: Jurisdiction) -> None:
        """The years that it speaks about reach from the last to the next one at least."""
        year = datetime.now(jurisdiction.calendar.zone).year
        assert {year - 1, year, year + 1} <= set(jurisdiction.years)

    def test_holidays_lie_in_their_year(self, jurisdiction: Jurisdiction) -> None:
        """Every holiday is a day of the year asked for, once, with a name in both languages."""
        for year in self.some_years(jurisdiction):
            days = [holiday.day for holiday in jurisdiction.holidays(year)]
            assert all(type(day) is date and day.year == year for day in days), year
            assert len(set(days)) == len(days), f"a day of {year} is listed twice"
            for holiday in jurisdiction.holidays(year):
                words = holiday.name.as_dict()
                assert all(words.get(language, "").strip() for language in LANGUAGES), holiday.day

    def test_declared_holidays_were_declared_before(self, jurisdiction: Jurisdiction) -> None:
        """What was declared at short notice was declared on or before the day."""
        for year in self.some_years(jurisdiction):
            for holiday in jurisdiction.holidays(year):
                assert holiday.declared_on is None or holiday.declared_on <= holiday.day, holiday.day

    def test_the_same_every_time_and_without_a_network(
        self, jurisdiction: Jurisdiction, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Asked again, by another instance, without a network: the same holidays."""

        def no_network(*_args: Any, **_options: Any) -> Any:
            pytest.fail("holidays() opened a network connection")

        first = {year: tuple(jurisdiction.holidays(year)) for year in self.some_years(jurisdiction)}
        monkeypatch.setattr(socket, "socket", no_network)
        another = type(jurisdiction)(**jurisdiction.model_dump())
        assert {year: tuple(another.holidays(year)) for year in reversed(first)} == first

    # --- counting ---

    def test_the_rules_run_out_when_the_setting_says(self, jurisdiction: Jurisdiction) -> None:
        """The rules take `end_of_day` over and count positive minutes."""
        set_so = type(jurisdiction)(**(jurisdiction.model_dump() | {"end_of_day": "17:00"}))
        assert set_so.rules.end_of_day == "17:00"
        assert jurisdiction.rules.end_of_day == jurisdiction.end_of_day
        assert min(jurisdiction.rules.day_minutes, jurisdiction.rules.at_once_minutes) > 0

    def test_every_limit_ends_in_office_time(self, jurisdiction: Jurisdiction) -> None:
        """Whatever the day of receipt, a limit runs out on a working day, and its ledger ends at the same moment."""
        calendar = jurisdiction.calendar
        for received, limit in self.some_cases(jurisdiction):
            found = jurisdiction.deadline(received, limit)
            fast = due_at(received, limit, calendar=calendar, rules=jurisdiction.rules)
            assert found.due == fast, (received, str(limit))
            assert calendar.is_working(found.due.date()), (received, str(limit))
            assert found.due >= received.replace(second=0, microsecond=0)

    def test_every_span_says_why_and_by_which_article(self, jurisdiction: Jurisdiction) -> None:
        """The ledger has no gap, and every span says in both languages why it counts or not, and by which article."""
        for received, limit in self.some_cases(jurisdiction):
            ledger = jurisdiction.deadline(received, limit).ledger
            for before, after in pairwise(ledger):
                assert before.end == after.start
            for span in ledger:
                for language in LANGUAGES:
                    said = span.as_dict(language)
                    assert str(said["why"]).strip()
                    assert str(said["article"]).strip()

    def test_known_answers_of_the_law(self, jurisdiction: Jurisdiction) -> None:
        """The worked cases that the author gives come out, through the document that the command prints."""
        for received, limit, due in self.known:
            assert jurisdiction.due_document({"received": received, "limit": limit})["due"] == due

    def test_a_decree_moves_what_was_due_that_day(self, jurisdiction: Jurisdiction) -> None:
        """A holiday that the office enters is left out from then on, and not before it was declared."""
        calendar = jurisdiction.calendar
        year = datetime.now(calendar.zone).year
        monday = calendar.next_working(date(year, 3, 8))
        received = datetime(monday.year, monday.month, monday.day, 9, tzinfo=calendar.zone)
        limit = parse_limit("10d")
        due = jurisdiction.deadline(received, limit).due
        decree = {"day": due.date(), "ko": "임시공휴일", "en": "Holiday by decree", "declared_on": monday}
        decreed = type(jurisdiction)(**(jurisdiction.model_dump() | {"decrees": [decree]}))
        assert decreed.deadline(received, limit).due.date() == calendar.next_working(due.date() + timedelta(days=1))
        earlier = received - timedelta(days=2)
        assert decreed.deadline(received, limit, known_at=earlier).due == due

    # --- what the tests look at ---

    def some_years(self, jurisdiction: Jurisdiction) -> list[int]:
        """Return the years looked at: ten around now, and the ends of what the jurisdiction knows."""
        now = datetime.now(jurisdiction.calendar.zone).year
        known = jurisdiction.years
        return sorted({year for year in (*range(now - 7, now + 3), known[0], known[-1]) if year in known})

    def some_cases(self, jurisdiction: Jurisdiction) -> list[tuple[datetime, Limit]]:
        """Return receipts at odd hours through a year, each under one of the limits."""
        zone = jurisdiction.calendar.zone
        start = datetime(datetime.now(zone).year - 1, 1, 1, tzinfo=zone)
        hours = (0, 8, 9, 12, 13, 17, 18, 23)
        return [
            (start + timedelta(days=5 * n, hours=hours[n % len(hours)]), parse_limit(LIMITS[n % len(LIMITS)]))
            for n in range(70)
        ]
