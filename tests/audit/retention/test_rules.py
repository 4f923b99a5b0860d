"""When a month's values may go: the floors of the law, of types and of the office, and holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.audit.retention.rules import Floors, State, after, judge, kept_until, month_of
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text

HOLD = {"h-1": Text(ko="보존 명령", en="Legal hold h-1")}
TYPES = {"petition.read": 1, "account.added": 3, "log-key.rotated": 10}


def test_article_8_one_year() -> None:
    """§8: an office below 50,000 data subjects keeps access records for a year at least, counted from month's end."""
    floors = Floors(office=1, types=TYPES)
    outcome = judge("2024-03", ["petition.read"], {}, floors, today=date(2025, 3, 31))
    assert (outcome.state, outcome.until) == (State.KEPT, date(2025, 4, 1))
    assert outcome.reasons[0].in_("en") == "Kept until 2025-04-01: 고시 2026-9 §8: 1 year"
    assert judge("2024-03", ["petition.read"], {}, floors, today=date(2025, 4, 1)).open


def test_article_8_two_years() -> None:
    """§8: 50,000 data subjects or more, or unique or sensitive data: two years, which is also what nobody set."""
    outcome = judge("2024-03", ["petition.read"], {}, Floors(types=TYPES), today=date(2026, 3, 31))
    assert (outcome.state, outcome.until) == (State.KEPT, date(2026, 4, 1))
    assert "제8조: 2년" in outcome.reasons[0].in_("ko")
    assert judge("2024-03", ["petition.read"], {}, Floors(types=TYPES), today=date(2026, 4, 1)).open


def test_a_type_with_a_longer_floor_wins() -> None:
    """One account that was added in the month keeps it for three years, and the outcome says so."""
    outcome = judge("2024-12", ["petition.read", "account.added"], {}, Floors(types=TYPES), today=date(2027, 12, 31))
    assert (outcome.state, outcome.until) == (State.KEPT, date(2028, 1, 1))
    assert "account.added: 3 years" in outcome.reasons[0].in_("en")


def test_the_office_keeps_longer_but_never_shorter() -> None:
    """A pattern of the office's own lengthens a floor; one that is shorter than the law's counts for nothing."""
    floors = Floors(types=TYPES, longer={"petition.*": 5, "account.*": 1})
    assert floors.of("petition.read")[0] == 5
    assert "petition.*" in floors.of("petition.read")[1].in_("ko")
    assert floors.of("account.added")[0] == 3


def test_a_type_that_nothing_declares_any_more() -> None:
    """Of a plug-in that is gone nobody knows the floor: the longest that there is counts."""
    assert Floors(types=TYPES).of("plugin.did")[0] == 10
    assert Floors(office=2).of("plugin.did")[0] == 2


def test_a_hold_keeps_what_no_floor_does() -> None:
    """Beyond its floor a month is held, named with the hold; within it the floor is what is said."""
    held = judge("2024-03", [], HOLD, Floors(), today=date(2040, 1, 1))
    assert (held.state, held.holds) == (State.HELD, ("h-1",))
    assert held.reasons[-1] == HOLD["h-1"]
    assert judge("2024-03", [], HOLD, Floors(), today=date(2025, 1, 1)).state is State.KEPT


@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.lists(st.sampled_from([*TYPES, "plugin.did"])),
    st.booleans(),
    st.sampled_from([1, 2]),
    st.dictionaries(st.sampled_from(["petition.*", "*", "account.added"]), st.integers(1, 40)),
)
def test_never_within_a_floor_or_under_a_hold(  # noqa: PLR0917 - what hypothesis draws
    written: date, today: date, actions: list[str], held: bool, office: int, longer: dict[str, int]
) -> None:
    """Whatever the day of writing, the types and the settings: open means that every floor passed and nothing holds."""
    floors = Floors(office=office, types=TYPES, longer=longer)
    outcome = judge(f"{written:%Y-%m}", actions, HOLD if held else {}, floors, today=today)
    if outcome.open:
        assert not held
        for years in (office, *(TYPES.get(action, 10) for action in actions)):
            assert today > written.replace(year=written.year + years, day=min(written.day, 28))
        if actions and "*" in longer:
            assert today.year - written.year >= longer["*"]


def test_months() -> None:
    """A year turns over; what is no month is refused by name."""
    assert (after("2026-12"), after("2026-01")) == ("2027-01", "2026-02")
    assert kept_until("2024-02", 1) == date(2025, 3, 1)
    assert month_of("2024-03") == "2024-03"
    for wrong in ("2024-13", "2024-3", "0000-01", "march", "2024-03-01"):
        with pytest.raises(Invalid, match="no month"):
            month_of(wrong)
