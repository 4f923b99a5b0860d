"""Attacks on the entries of the log."""

from __future__ import annotations

from egovframe.audit.attacks import Exercise
from egovframe.audit.attacks.entries import one_bit_off
from tests.audit.attacks.kinds import kinds


def test_each_attack_on_an_entry_is_called_what_it_is(exercise: Exercise) -> None:
    """Also the fact that is wedged in is named, not only the thousands that moved."""
    assert kinds(exercise, "entries") == {
        "entries.edited": "edited",
        "entries.deleted": "deleted",
        "entries.reordered": "reordered",
        "entries.wedged": "edited",
        "entries.inserted": "inserted",
        "entries.copied": "inserted",
        "entries.duplicated": "inserted",
        "entries.edited-unsealed": "inserted",
    }


def test_one_bit_is_one_bit() -> None:
    """Of as many bytes as there were."""
    for content in (b"a", b"abc", bytes(9)):
        changed = one_bit_off(content)
        differing = int.from_bytes(changed, "big") ^ int.from_bytes(content, "big")
        assert (len(changed), differing.bit_count()) == (len(content), 1)
