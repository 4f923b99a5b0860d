"""Attacks on what stands beside the entries."""

from __future__ import annotations

from egovframe.audit.attacks import Exercise
from tests.audit.attacks.kinds import kinds


def test_each_attack_beside_the_entries_is_called_what_it_is(exercise: Exercise) -> None:
    """The tree, the runs, the index, the private values."""
    assert kinds(exercise, "tiles", "runs", "index", "subjects", "private") == {
        "tiles.edited": "edited",
        "tiles.deleted": "deleted",
        "tiles.swapped": "edited",
        "runs.edited": "edited",
        "runs.deleted": "cut",
        "index.edited": "edited",
        "index.deleted": "deleted",
        "index.inserted": "inserted",
        "subjects.deleted": "deleted",
        "subjects.inserted": "inserted",
        "subjects.edited": "deleted",
        "private.edited": "edited",
        "private.emptied": "edited",
        "private.swapped": "edited",
    }
