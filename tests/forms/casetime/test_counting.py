"""How a case is counted where the law leaves it open, as it is written down with the case."""

from __future__ import annotations

from dataclasses import replace

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.casetime.counting import SETTINGS, read, written

RULES = Korea().rules


def test_what_is_written_is_read_back() -> None:
    """Every recorded setting comes back, whatever the office has set since."""
    night = replace(RULES, end_of_day="24:00")
    assert read(RULES, written(night)) == night
    assert read(night, written(RULES)) == RULES
    assert written(RULES) == '{"end_of_day":null,"pauses_in":"days"}'


def test_a_case_without_a_record_goes_by_the_rules_of_today() -> None:
    """Cases older than the record, and settings that came later."""
    assert read(RULES, None) is RULES
    assert read(RULES, "{}") == RULES


def test_only_settings_are_recorded() -> None:
    """Articles and lengths are the law's, which changes for everybody."""
    assert set(SETTINGS) <= {"end_of_day", "pauses_in"}


def test_a_case_older_than_a_setting_goes_on_as_it_began() -> None:
    """Pauses left out whole days before the office could choose."""
    by_minutes = replace(RULES, pauses_in="minutes")
    assert read(by_minutes, '{"end_of_day":null}').pauses_in == "days"
