"""The SQL of the index."""

from __future__ import annotations

from egovframe.audit.index import store
from egovframe.audit.index.search import Search
from tests.audit.place import Place


def test_facts_are_counted_by_what_they_say(place_on_both: Place) -> None:
    """By action and outcome, within a search."""
    place = place_on_both
    place.facts(3)
    place.facts(2, outcome="denied")
    place.trail.tend()
    with place.database.read() as conn:
        assert list(store.counted(conn, Search(), ("action", "outcome"))) == [
            ("thing.seen", "denied", 2), ("thing.seen", "done", 3),
        ]  # fmt: skip
        assert list(store.counted(conn, Search(object="0"), ("outcome",))) == [("denied", 1), ("done", 1)]


def test_facts_are_found_in_both_orders(place_on_both: Place) -> None:
    """Newest first to look at, oldest first to hand over; `after` and `before` go on from a number."""
    place = place_on_both
    place.facts(4)
    place.trail.tend()
    with place.database.read() as conn:
        first = [row.n for row in store.found(conn, Search(), limit=2, ascending=True)]
        rest = [row.n for row in store.found(conn, Search(after=first[-1]), limit=9, ascending=True)]
        assert [row.n for row in store.found(conn, Search(), limit=9)] == sorted(first + rest, reverse=True)


def test_of_what_waits_only_entries_that_hold_the_bytes_are_read(place_on_both: Place) -> None:
    """Sealed or not, the newest first; a text that no entry holds finds none."""
    place = place_on_both
    place.facts(12)
    with place.database.read() as conn:
        waiting = store.not_indexed(conn, low=0, before=None, limit=99)
        held = store.not_indexed(conn, low=0, before=None, holding=b'"object":"7"', limit=99)
        assert len(waiting) == 12
        assert [row.n for row in held] == [row.n for row in waiting if b'"object":"7"' in bytes(row.entry)]
        assert len(held) == 1
        assert store.not_indexed(conn, low=0, before=None, holding=b"nowhere", limit=99) == []
