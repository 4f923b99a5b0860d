"""Proofs from a running log."""

from __future__ import annotations

import itertools

import pytest

from egovframe.audit import Checkpoint, HashInvalid, NoteInvalid, ProofInvalid
from tests.audit.place import Place


def test_any_two_checkpoints_are_proved_to_be_one_history(place_on_both: Place) -> None:
    """Whatever their order and distance; with itself the proof is empty."""
    place = place_on_both
    notes = []
    for count in (1, 2, 4, 250, 3):
        place.facts(count)
        place.trail.seal()
        notes.append(place.trail.checkpoint() or "")
    for one, other in itertools.product(notes, repeat=2):
        proof = place.trail.consistency(one, other)
        sizes = sorted(int(note.split("\n")[1]) for note in (one, other))
        assert [proof["old"], proof["new"]] == sizes
        assert bool(proof["path"]) is (sizes[0] != sizes[1])


def test_another_history_is_not_proved(place: Place) -> None:
    """A root of ours that never was, a log larger than this one, somebody else's log."""
    place.facts(4)
    place.trail.seal()
    note = place.trail.checkpoint() or ""
    signer = place.trail._sequencer.signer("haneul.example/log")
    with pytest.raises(ProofInvalid):
        place.trail.consistency(str(Checkpoint("haneul.example/log", 3, b"x" * 32).sign(signer)), note)
    with pytest.raises(HashInvalid):
        place.trail.consistency(str(Checkpoint("haneul.example/log", 9, b"x" * 32).sign(signer)), note)
    with pytest.raises(NoteInvalid):
        place.trail.consistency(note.replace("haneul", "bada"), note)
