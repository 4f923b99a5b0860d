"""Attacks on watched rows and whole tables."""

from __future__ import annotations

import pytest

from egovframe.audit.attacks import Exercise
from egovframe.audit.attacks.rows import different
from tests.audit.attacks.kinds import kinds

LOG = ("checkpoints", "fact_index", "fact_subjects", "facts", "runs", "tiles")


def test_each_attack_on_a_table_is_called_what_it_is(exercise: Exercise) -> None:
    """Every watched table with rows is attacked in five ways; the log's own tables are dropped."""
    found = kinds(exercise, "rows")
    of_ours = {name: kind for name, kind in found.items() if name.endswith(".trail_things")}
    assert of_ours == {
        "rows.edited.trail_things": "edited",
        "rows.deleted.trail_things": "deleted",
        "rows.inserted.trail_things": "inserted",
        "rows.dropped.trail_things": "deleted",
    }  # its rows are all of the same size: exchanging their keys would change nothing
    assert {name: found[f"rows.dropped.{name}"] for name in LOG} == dict.fromkeys(LOG, "deleted")
    assert found["rows.swapped.data_keys"] == "edited"
    assert all(found.values())


@pytest.mark.parametrize("value", ["x", "", "abc", b"", b"abc", 0, 7], ids=repr)
def test_a_different_value_is_of_the_same_kind(value: object) -> None:
    """So that the database takes it, and only the digest tells."""
    assert type(different(value)) is type(value)
    assert different(value) != value
