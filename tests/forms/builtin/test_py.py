"""Paraguay: a second jurisdiction that shares no rule with Korea."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError

from egovframe.forms.builtin.kr import STATUTE
from egovframe.forms.builtin.py import Paraguay, national_holidays
from egovframe.forms.deadlines import Extension, LimitError, check_extensions
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import Limit, parse_limit, working_days
from egovframe.kernel.plugins import Plugins
from egovframe.testing.suites import JurisdictionSuite

PY = Paraguay()
ASUNCION = PY.calendar.zone


class TestParaguay(JurisdictionSuite):
    """The contract, with cases worked by hand on the calendar of 2026."""

    known = (
        # Wednesday 13 May; the 14th and 15th are holidays: days 1–5 are 18, 19, 20, 21, 22 May.
        ("2026-05-13T10:00", "5d", "2026-05-22T15:00"),
        # Received on a Saturday: Monday is day 1.
        ("2026-11-21T10:00", "1d", "2026-11-23T15:00"),
        # A month from 31 January ends on 28 February, a Saturday; 1 March is a Sunday.
        ("2026-01-31T10:00", "1m", "2026-03-02T15:00"),
        # At once is a day's office hours: five on Friday until 15:00, three on Monday.
        ("2026-11-20T10:00", "now", "2026-11-23T10:00"),
    )

    @pytest.fixture
    def jurisdiction(self) -> Jurisdiction:
        """Ours."""
        return PY


def test_it_is_found_by_its_entry_point() -> None:
    """`py` comes through the same door as anyone's."""
    plugins: Plugins[Jurisdiction] = Plugins("egovframe.jurisdictions", Jurisdiction)  # type: ignore[type-abstract]
    assert isinstance(plugins.load("py", {"extensions": 2}), Paraguay)


def test_it_shares_no_rule_with_korea() -> None:
    """No article, no reason's words, no number that is law; the offices open and close at other times."""
    ours = PY.rules
    articles = ("at_once_article", "hours_article", "days_article", "calendar_article", "moved_article")
    for name in articles:
        assert getattr(ours, name) != getattr(STATUTE, name)
        assert getattr(ours, name).isascii() or "°" in getattr(ours, name)
    assert (ours.days_in_hours, ours.first_day) == (0, False)
    assert {each.article for each in ours.reasons}.isdisjoint(each.article for each in STATUTE.reasons)
    assert str(PY.hours) == "07:00–15:00"


def test_the_ledger_is_in_spanish_with_the_articles_of_paraguay() -> None:
    """The day of receipt first, which does not count; then holidays and working days."""
    ledger = PY.due_document({"received": "2026-05-13T10:00", "limit": "5d"}, language="es")["ledger"]
    assert isinstance(ledger, list)
    assert [span["why"] for span in ledger[:3]] == [
        "el día de la presentación no se computa",
        "Feriado Nacional",
        "Día de la Independencia Nacional",
    ]
    assert sum(span["counted"] for span in ledger) == 5
    assert all("Ley N° 6715/2021" in span["article"] for span in ledger)


def test_a_limit_is_prolonged_once_by_half_of_it() -> None:
    """Twice or by more is refused; where the office allows two, both are without consent."""
    half, whole = (Extension(working_days(n), "pericia pendiente") for n in (5, 10))
    check_extensions(working_days(10), [half], rules=PY.rules)
    for wrong in ([whole], [half, half]):
        with pytest.raises(LimitError):
            check_extensions(working_days(10), wrong, rules=PY.rules)
    check_extensions(working_days(10), [half, half], rules=Paraguay(extensions=2).rules)
    with pytest.raises(LimitError, match="never"):
        check_extensions(working_days(10), [half], rules=Paraguay(extensions=0).rules)
    assert PY.rules.extension is not None
    assert PY.rules.extension.most(Limit(1, "d")) == Limit(1, "d")


def test_pauses_are_its_own() -> None:
    """The Korean `hearing` stops no clock there, `opinion` does."""
    received = datetime(2026, 11, 2, 10, tzinfo=ASUNCION)
    plain = PY.deadline(received, working_days(5))
    line = {"received": "2026-11-02T10:00", "limit": "5d", "pauses": ["2026-11-04..2026-11-05:opinion"]}
    assert PY.due_document(line)["due"] == f"{(plain.due + timedelta(days=2)):%Y-%m-%dT%H:%M}"
    with pytest.raises(Exception, match="no reason that stops the clock"):
        PY.due_document(line | {"pauses": ["2026-11-04..2026-11-05:hearing"]})


def test_holidays_are_the_nations() -> None:
    """Fixed ones, Easter, one that a decree moved, and a day given to public bodies only, in three languages."""
    assert PY.calendar.why_off(date(2026, 4, 3)) is not None
    assert PY.calendar.why_off(date(2024, 6, 10)) is not None
    assert PY.calendar.why_off(date(2010, 12, 24)) is not None
    for year in range(2015, 2031):
        for holiday in national_holidays(year):
            assert set(holiday.name.as_dict()) == {"ko", "en", "es"}
            assert any("가" <= letter <= "힣" for letter in holiday.name.in_("ko")), holiday


def test_hours_and_numbers_are_settings() -> None:
    """A body that works until 13:00 says so; a number that cannot be is refused."""
    hours = {"opens": "07:00", "closes": "13:00", "lunch_from": "13:00", "lunch_to": "13:00"}
    early = Paraguay.model_validate({"hours": hours})
    assert early.due_document({"received": "2026-11-20T10:00", "limit": "1d"})["due"] == "2026-11-23T13:00"
    with pytest.raises(ValidationError):
        Paraguay(extensions=9)
    assert parse_limit("now").unit == "now"


def test_importing_loads_no_holidays() -> None:
    """No import does work: the holidays package is loaded at the first question."""
    program = "import sys, egovframe.forms.builtin.py; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
