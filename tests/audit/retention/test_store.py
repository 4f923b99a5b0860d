"""The SQL of retention: months with a key, what is sealed in a span, what somebody did last."""

from __future__ import annotations

from egovframe.audit.retention import store
from egovframe.kernel.facts import FactType, Note, Origin
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from tests.audit.place import CLERK, Place

TOLD = FactType(action="thing.told", title=Text(en="told"), private={"typed": "office"})


def told(place: Place, by: Actor = CLERK, **more: object) -> str:
    """Write a fact with a value sealed under the month's key, and return its id."""
    note = Note(fact=TOLD, actor=by, at=place.clock.now(), private={"typed": "x"}, origin=Origin(), **more)  # type: ignore[arg-type]
    with place.database.write() as conn:
        return place.trail.record(conn, note)


def test_months_and_their_facts(place_on_both: Place) -> None:
    """By the order of time; indexed ones, those that wait apart."""
    place = place_on_both
    first = told(place)
    place.clock.forward(days=20)
    second = told(place, subjects=("p-1",), object="thing:2")
    place.trail.tend()
    waits = told(place)
    with place.database.read() as conn:
        assert store.month_keys(conn) == ["2026-09", "2026-10"]
        assert store.actions_of(conn, "2026-09-01T", "2026-11-01T") == {"thing.told"}
        assert [fact["id"] for fact in store.of_span(conn, "2026-09-01T", "2026-10-01T")] == [first]
        assert [fact["id"] for fact in store.of_span(conn, "2026-09-01T", "2026-11-01T", action="thing.told")] == [
            first,
            second,
        ]
        assert list(store.of_span(conn, "2026-09-01T", "2026-11-01T", action="other.told")) == []
        assert [fact["id"] for fact in store.waiting(conn, low=0)] == [waits]
        assert [fact["id"] for fact in store.about(conn, "p-1")] == [second]
        assert [fact["id"] for fact in store.about(conn, f"account:{CLERK.id}")] == [first, second]
        [(action, last)] = store.last_of(conn, CLERK.id)
        assert (action, last[:10]) == ("thing.told", "2026-10-11")
