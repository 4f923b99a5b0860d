"""Attacks on the stored files."""

from __future__ import annotations

from egovframe.audit.attacks import Exercise
from tests.audit.attacks.kinds import kinds


def test_each_attack_on_a_file_is_called_what_it_is(exercise: Exercise) -> None:
    """Edited, gone, slipped in."""
    assert kinds(exercise, "files") == {
        "files.edited": "edited",
        "files.deleted": "deleted",
        "files.inserted": "inserted",
    }
