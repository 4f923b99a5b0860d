"""Attacks on the checkpoints."""

from __future__ import annotations

from egovframe.audit.attacks import Exercise
from tests.audit.attacks.kinds import kinds


def test_each_attack_on_a_checkpoint_is_called_what_it_is(exercise: Exercise) -> None:
    """In the database and where it is published."""
    assert kinds(exercise, "checkpoints") == {
        "checkpoints.strangers": "forged",
        "checkpoints.strangers-published": "edited",
        "checkpoints.misdated": "edited",
        "checkpoints.deleted": "deleted",
        "checkpoints.exchanged": "forged",
        "checkpoints.rolled-back": "edited",
        "checkpoints.unpublished": "deleted",
    }
