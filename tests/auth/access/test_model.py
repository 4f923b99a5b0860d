"""The tree of units at a moment, from what is declared and every change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.access.model import Delegation, Impersonation, UnitChange, next_boundary, units_at
from egovframe.auth.model import Unit
from egovframe.kernel.text import Text

START = datetime(2026, 9, 21, tzinfo=UTC)
WORDS = Text(ko="과", en="Unit")
DECLARED = {name: Unit(name, WORDS) for name in ("roads", "parks")}


def moment(hours: int) -> datetime:
    """So many hours after the start."""
    return START + timedelta(hours=hours)


def chain(name: str, hours: list[int], closes: bool) -> list[UnitChange]:
    """Changes of one unit that begin at these hours; the last one closes it."""
    found = []
    for place, (since, until) in enumerate(zip(hours, [*hours, None][1:], strict=True)):
        closed = closes and until is None
        title = Text(ko=f"{name} {place}", en=f"{name} {place}")
        ends = None if until is None else moment(until)
        found.append(UnitChange(f"{name}{place}", name, title, None, None, closed, moment(since), ends))
    return found


hours = st.lists(st.integers(0, 48), unique=True, max_size=4).map(sorted)


@given(hours, hours, st.booleans(), st.integers(-1, 50))
def test_at_every_moment_the_last_change_before_it_counts(
    roads: list[int], lamps: list[int], closes: bool, at: int
) -> None:
    """What is declared is the base; nothing changes between one boundary and the next."""
    changes = [*chain("roads", roads, closes), *chain("lamps", lamps, closes)]
    found = {unit.name: unit for unit in units_at(DECLARED, changes, moment(at))}
    for name, begun in (("roads", roads), ("lamps", lamps)):
        counting = [place for place, hour in enumerate(begun) if hour <= at]
        if not counting:
            assert (name in found) == (name in DECLARED)
        elif closes and counting[-1] == len(begun) - 1:
            assert name not in found
        else:
            assert found[name].title.in_("en") == f"{name} {counting[-1]}"
            assert found[name].made
    assert found["parks"] == DECLARED["parks"]
    boundary = next_boundary(changes, moment(at))
    later = [hour for hour in {*roads, *lamps} if hour > at]
    assert boundary == (moment(min(later)) if later else None)


def test_what_is_lent_counts_from_its_beginning_to_its_end() -> None:
    """The end is exclusive; what was ended counts until then."""
    lent = Delegation("d", "kim", "lee", None, moment(1), moment(3), ended=moment(2))
    assert [lent.counts(moment(hour)) for hour in range(4)] == [False, True, False, False]
    begun = Impersonation("i", "kim", "lee", moment(1), moment(3))
    assert [begun.counts(moment(hour)) for hour in range(4)] == [False, True, True, False]
