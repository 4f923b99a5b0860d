"""Facts read back: complete, in order, and without what was erased."""

from __future__ import annotations

from egovframe.audit import Search
from egovframe.audit.index.indexer import BATCH
from egovframe.kernel.facts import Origin
from tests.audit.place import Place


def test_private_values_are_read_by_whoever_may(place_on_both: Place) -> None:
    """Each under its name, whoever's key sealed it; without leave none."""
    place = place_on_both
    origin = Origin(address="10.0.0.1", request="r-1", trace="a" * 32)
    (fact_id,) = place.facts(1, subjects=("p-1",), why="complaint", origin=origin)
    (fact,) = place.trail.facts(private=True)
    assert (fact.id, fact.at, fact.actor, fact.subjects) == (fact_id, place.clock.now(), "o-1", ("p-1",))
    assert (fact.request, fact.trace) == ("r-1", "a" * 32)
    assert fact.private == {"address": "10.0.0.1", "why": "complaint"}
    (same,) = place.trail.facts()
    assert (same.private, same.erased) == ({}, ())


def test_what_was_erased_is_gone_and_said_to_be(place_on_both: Place) -> None:
    """With a person's key go the person's values, and nobody else's."""
    place = place_on_both
    place.facts(1, subjects=("p-1",), why="complaint", origin=Origin(address="10.0.0.1"))
    place.sql("DELETE FROM data_keys WHERE owner = 'p-1'")
    (fact,) = place.trail.facts(private=True)
    assert (fact.private, fact.erased) == ({"address": "10.0.0.1"}, ("p-1",))


def test_a_key_drawn_after_an_erasure_opens_nothing_from_before(place_on_both: Place) -> None:
    """The person comes again: the new fact is read, the old one stays erased, and that is no error."""
    place = place_on_both
    place.facts(1, subjects=("p-1",), why="complaint")
    place.sql("DELETE FROM data_keys WHERE owner = 'p-1'")
    place.cabinet._lent.clear()
    place.facts(1, subjects=("p-1",), why="again")
    new, old = place.trail.facts(private=True)
    assert (new.private, new.erased) == ({"why": "again"}, ())
    assert (old.private, old.erased) == ({}, ("p-1",))


def test_all_facts_are_read_in_order_page_by_page(place: Place) -> None:
    """More than a page, oldest first; the search narrows them; what is not sealed is not among them."""
    ids = place.facts(BATCH + 7)
    place.trail.seal()
    place.facts(1)
    assert [fact.id for fact in place.trail.stream()] == ids
    assert [fact.id for fact in place.trail.stream(Search(object="3"))] == [ids[3]]
