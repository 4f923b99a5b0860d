"""A look at what keeps a month, and what keeps the key of an officer."""

from __future__ import annotations

from datetime import date

import pytest

from egovframe.audit import StillKept
from egovframe.audit.retention import store
from egovframe.audit.retention.look import Look, guard_handler, span
from egovframe.audit.retention.rules import Floors
from egovframe.kernel.facts import FactType, Note, Origin
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from tests.audit.place import CLERK, Place

LONG = FactType(action="thing.kept-long", title=Text(en="kept long"), private={"typed": "office"}, keep=4)
FLOORS = Floors(office=2, types={"thing.kept-long": 4})


def written(place: Place, by: Actor, address: str = "") -> None:
    """Write a fact of the type that is kept long."""
    origin = Origin(address=address)
    note = Note(fact=LONG, actor=by, at=place.clock.now(), private={"typed": "x"}, origin=origin)
    with place.database.write() as conn:
        place.trail.record(conn, note)


def test_a_span_is_a_month_in_the_order_of_moments() -> None:
    """December ends with the year."""
    assert span("2026-12") == ("2026-12-01T", "2027-01-01T")


@pytest.mark.parametrize("sealed", [True, False])
def test_types_that_are_kept_longer_are_found_sealed_or_not(place_on_both: Place, sealed: bool) -> None:
    """Only where they have something sealed with the month's key."""
    place = place_on_both
    written(place, Actor.visitor())
    if sealed:
        place.trail.tend()
    with place.database.read() as conn:
        look = Look(conn, FLOORS, [], [] if sealed else store.waiting(conn, low=0), date(2029, 1, 1))
        assert look.kept_longer("2026-09") == ["thing.kept-long"]
        assert look.kept_longer("2026-10") == []
        assert len(list(look.of_month("2026-09"))) == 1


def test_the_place_of_an_officer_is_kept_until_the_floor_has_passed(place_on_both: Place) -> None:
    """From the day after it is not, and nobody else's is."""
    place = place_on_both
    written(place, CLERK, "10.0.0.7")
    place.trail.tend()
    with place.database.read() as conn:
        before = Look(conn, FLOORS, [], [], date(2030, 9, 30))
        with pytest.raises(StillKept, match="kept until 2030-10-01"):
            guard_handler(before, f"account:{CLERK.id}")
        guard_handler(before, "account:somebody-else")
        guard_handler(Look(conn, FLOORS, [], [], date(2030, 10, 1)), f"account:{CLERK.id}")
