"""Rules of routing and the choice of an officer, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.routing.model import Absence, Route, chosen, within

SQUARE = ((37.0, 127.0), (37.0, 128.0), (38.0, 128.0), (38.0, 127.0))


@dataclass(frozen=True)
class Someone:
    """An officer."""

    id: str
    name: str = ""
    near: int = 0
    substitute: str | None = None


@pytest.mark.parametrize(
    ("route", "answers", "takes"),
    [
        (Route("r", "f", 1, ("u",)), {}, True),
        (Route("r", "f", 1, ("u",), "kind", "is", ("road", "light")), {"kind": "light"}, True),
        (Route("r", "f", 1, ("u",), "kind", "is", ("road",)), {"kind": "roads"}, False),
        (Route("r", "f", 1, ("u",), "kinds", "is", ("road",)), {"kinds": ["tree", "road"]}, True),
        (Route("r", "f", 1, ("u",), "urgent", "is", ("yes",)), {"urgent": True}, True),
        (Route("r", "f", 1, ("u",), "kind", "is", ("road",)), {}, False),
        (Route("r", "f", 1, ("u",), "where", "has", ("연수구",)), {"where": "인천 연수구 컨벤시아대로 6"}, True),
        (Route("r", "f", 1, ("u",), "where", "has", ("연수구",)), {"where": {"zip": "1", "road": "연수구 1"}}, True),
        (Route("r", "f", 1, ("u",), "where", "has", ("연수구",)), {"where": "인천 남동구"}, False),
        (Route("r", "f", 1, ("u",), "spot", "within", (), SQUARE), {"spot": {"lat": 37.5, "lon": 127.5}}, True),
        (Route("r", "f", 1, ("u",), "spot", "within", (), SQUARE), {"spot": {"lat": 36.5, "lon": 127.5}}, False),
        (Route("r", "f", 1, ("u",), "spot", "within", (), SQUARE), {"spot": "37.5"}, False),
    ],
)
def test_a_rule_takes_what_it_names(route: Route, answers: dict[str, object], *, takes: bool) -> None:
    """Everything; a choice that is as named; a text or address in which it stands; a place within the area."""
    assert route.takes(answers) is takes


def test_an_area_need_not_be_convex() -> None:
    """A horseshoe: what lies in its gap is outside."""
    shoe = ((0.0, 0.0), (0.0, 3.0), (3.0, 3.0), (3.0, 2.0), (1.0, 2.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0))
    assert within((2.0, 0.5), shoe)
    assert within((0.5, 1.5), shoe)
    assert not within((2.0, 1.5), shoe)


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(0.001, 20), st.floats(0.001, 20))
def test_a_box_holds_exactly_what_is_between_its_sides(lat: float, lon: float, high: float, wide: float) -> None:
    """For any box: its middle is inside, what is beyond each side is outside."""
    box = ((lat, lon), (lat, lon + wide), (lat + high, lon + wide), (lat + high, lon))
    middle = (lat + high / 2, lon + wide / 2)
    assert within(middle, box)
    for beyond in (
        (lat - 1, middle[1]),
        (lat + high + 1, middle[1]),
        (middle[0], lon - 1),
        (middle[0], lon + wide + 1),
    ):
        assert not within(beyond, box)


def test_who_has_least_to_do_gets_it() -> None:
    """Then whoever got one longest ago; nearer to the unit comes before less to do."""
    officers = [Someone("a"), Someone("b"), Someone("c", near=1)]
    assert chosen(officers, loads={"a": (3, "2026-01-01"), "b": (2, "2026-02-01")}, away=()) == officers[1]
    assert chosen(officers, loads={"a": (2, "2026-01-01"), "b": (2, "2026-02-01")}, away=()) == officers[0]
    assert chosen(officers, loads={"a": (9, ""), "b": (9, "")}, away={"a", "b"}) == officers[2]


def test_whoever_is_away_gets_none_while_somebody_is_there() -> None:
    """With everybody away, one whose substitute is there; with no substitute nobody."""
    away = Someone("a", substitute="x")
    assert chosen([away, Someone("b")], loads={"b": (50, "")}, away=()) == Someone("b")
    assert chosen([away, Someone("b")], loads={}, away={"b"}) == away
    assert chosen([away, Someone("b")], loads={}, away={"b", "x"}) is None
    assert chosen([], loads={}, away=()) is None


def test_an_absence_counts_from_its_beginning_to_before_its_end() -> None:
    """Or until it was ended."""
    begins = datetime(2026, 9, 21, tzinfo=UTC)
    day = timedelta(days=1)
    absence = Absence("i", "a", "kim", begins, begins + 2 * day)
    counted = [absence.counts(begins + n * day) for n in (-1, 0, 1, 2)]
    assert counted == [False, True, True, False]
    ended = Absence("i", "a", "kim", begins, begins + 2 * day, ended=begins + day)
    assert [ended.counts(begins), ended.counts(begins + day)] == [True, False]
