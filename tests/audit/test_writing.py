"""Facts written into a transaction: one, many, and one too large."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.audit import EntryTooLarge, Proof
from egovframe.audit.tables import facts
from tests.audit.place import Place


def test_a_fact_that_does_not_fit_is_refused_before_it_is_written(place: Place) -> None:
    """65,535 bytes are the most that a log entry holds; the largest one that fits is proved as any other."""
    with place.database.write() as conn:
        fact_id = place.trail.record(conn, place.note(details={"text": ""}))
        (fact,) = conn.execute(sa.select(facts.c.entry)).scalars()
        room = 65_535 - len(fact)
        largest = place.trail.record(conn, place.note(details={"text": "x" * room}))
        with pytest.raises(EntryTooLarge, match=r"thing\.seen has 65536 bytes"):
            place.trail.record(conn, place.note(details={"text": "x" * (room + 1)}))
    assert place.trail.seal() == 2
    assert len(Proof.parse(place.trail.proof(largest)).verify(place.trail.vkey)) == 65_535
    assert fact_id.encode() in Proof.parse(place.trail.proof(fact_id)).verify(place.trail.vkey)


def test_many_facts_are_recorded_at_once(place_on_both: Place) -> None:
    """In their order, with one key for an owner they share; where one does not fit, none is written."""
    place = place_on_both
    with place.database.write() as conn:
        assert place.trail.record_all(conn, []) == []
        notes = [place.note(object=str(n), subjects=("p-1",), why=f"reason {n}") for n in range(3)]
        ids = place.trail.record_all(conn, notes)
        with pytest.raises(EntryTooLarge):
            place.trail.record_all(conn, [place.note(), place.note(details={"text": "x" * 65_535})])
    assert place.trail.seal() == 3
    assert place.trail.verify().findings == []
    assert [fact["id"] for fact in place.trail.search()] == ids[::-1]
    assert [fact.private for fact in place.trail.facts(private=True)] == [{"why": f"reason {n}"} for n in (2, 1, 0)]
