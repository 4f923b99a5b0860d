"""A checkpoint with the cosignatures that are known for it."""

from __future__ import annotations

from egovframe.audit import Cosigner, SignedNote, store
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.notes import Checkpoint
from egovframe.kernel.clock import instant
from tests.audit.place import Place


def cosigned(place: Place) -> SignedNote:
    """Seal two facts and keep another city's cosignature of the checkpoint; return the checkpoint as it was."""
    place.facts(2)
    place.trail.seal()
    with place.database.read() as conn:
        last = store.last_checkpoint(conn)
    assert last is not None
    note = SignedNote.parse(last.note)
    line = Cosigner("bada.example/witness", bytes(32), clock=place.clock).sign(note.text)
    with place.database.write() as conn:
        values = {"size": Checkpoint.parse(note.text).size, "name": line.name, "key_hash": line.key_hash.hex()}
        store.keep_cosignature(conn, values | {"signature": line.value, "at": instant(place.clock.now())})
    return note


def test_a_checkpoint_carries_the_cosignatures_of_its_own_size(place_on_both: Place) -> None:
    """An older note gets those that were given for it; a note that has them keeps each once."""
    older, newer = cosigned(place_on_both), cosigned(place_on_both)
    with place_on_both.database.read() as conn:
        first, second = with_cosignatures(conn, older), with_cosignatures(conn, str(newer))
        assert with_cosignatures(conn, second) == second
    assert [line.name for line in first.signatures].count("bada.example/witness") == 1
    assert first.text == older.text
    assert first.signatures[: len(older.signatures)] == older.signatures, "the log's own stand first"
    assert set(first.signatures).isdisjoint(second.signatures)
