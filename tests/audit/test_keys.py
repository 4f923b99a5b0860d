"""The log's signing keys: rotated with a time for both, and nothing signed out of a key's validity."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from egovframe.audit import Checkpoint, Proof, SignedNote, Verifier
from egovframe.audit.keys import LogKey
from egovframe.kernel.events import Observers
from egovframe.kernel.work import UnitOfWork
from tests.audit.place import CLERK, Place


class Around:
    """What a unit of work needs around a trail alone."""

    def __init__(self, place: Place) -> None:
        self.clock, self.database, self.cabinet = place.clock, place.database, place.cabinet
        self.recorder, self.observers = place.trail, Observers()

    def wake(self) -> None:
        """Nobody waits."""


@contextmanager
def work(place: Place) -> Iterator[UnitOfWork]:
    """Open a unit of work over a trail alone."""
    with UnitOfWork(Around(place), by=CLERK).running() as opened:  # type: ignore[arg-type]
        yield opened


def sealed(place: Place) -> SignedNote:
    """Write a fact a day later, seal it, and return the checkpoint."""
    place.clock.forward(days=1)
    place.facts(1)
    place.trail.tend()
    return SignedNote.parse(str(place.one("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")))


def rotated(place: Place, **how: timedelta) -> tuple[str, str]:
    """Rotate the key; return the old and the new verifier key."""
    old = place.trail.vkey
    with work(place) as opened:
        new = place.trail.rotate_key(opened, **how)
    return old, new.vkey


def test_both_sign_for_a_time_and_then_the_new_one_alone(place_on_both: Place) -> None:
    """Whoever still has the old key verifies until the overlap ends; the rotation is a fact of the log."""
    place = place_on_both
    sealed(place)
    old, new = rotated(place, overlap=timedelta(days=2))
    assert old != new == place.trail.vkey
    note = sealed(place)
    for vkey in (old, new):
        assert Checkpoint.open(note, Verifier.from_vkey(vkey)).size == 3
    sealed(place)
    note = sealed(place)
    assert [line.key_hash for line in note.signatures] == [Verifier.from_vkey(new).key_hash]
    (fact,) = place.trail.search(action="log-key.rotated")
    assert (fact["details"]["old"], fact["details"]["new"]) == (old, new)
    assert place.found() == []
    assert [(key.number, key.vkey, key.until is None) for key in place.trail.log_keys] == [
        (1, old, False),
        (2, new, True),
    ]


def test_keys_are_rotated_again(place: Place) -> None:
    """Any number of times; proofs of old facts are made under the newest."""
    (first,) = place.facts(1)
    for _ in range(3):
        rotated(place, overlap=timedelta(days=1))
        sealed(place)
    assert [key.seed for key in place.trail.log_keys] == ["log", "log-2", "log-3", "log-4"]
    assert first.encode() in Proof.parse(place.trail.proof(first)).verify(place.trail.vkey)
    assert place.found() == []


def test_a_signature_out_of_the_keys_validity_is_found(place: Place) -> None:
    """Whoever kept an old key cannot sign today's checkpoints with it."""
    old = place.trail._sequencer.signer(place.trail.origin)
    rotated(place, overlap=timedelta(days=1))
    sealed(place)
    note = sealed(place)
    assert place.found() == []
    again = Checkpoint.parse(note.text).sign(old)
    place.sql("UPDATE checkpoints SET note = :note WHERE size = 3", note=str(again))
    assert place.found()[0] == ("forged", "checkpoints", "3")
    assert "key 1 out of its validity" in place.trail.verify().findings[0].message


def test_a_key_that_somebody_else_wrote_down_counts_for_nothing(place: Place) -> None:
    """The table says when keys count; the keys themselves come from the keyring. Both changes are named."""
    sealed(place)
    rotated(place)
    sealed(place)
    place.sql("UPDATE log_keys SET vkey = 'x' WHERE number = 2")
    place.sql("INSERT INTO log_keys (number, seed, vkey, since) VALUES (3, 'mine', 'y', '')")
    assert [key.number for key in place.trail.log_keys] == [1, 2]
    assert place.found() == [("edited", "log_keys", "2"), ("inserted", "log_keys", "3")]


def test_a_key_counts_from_its_first_moment_until_its_last() -> None:
    """The end itself is outside."""
    key = LogKey(number=1, seed="log", vkey="", since="2026-01-02", until="2026-01-04")
    assert [key.counts_at(f"2026-01-0{day}") for day in range(1, 6)] == [False, True, True, False, False]
