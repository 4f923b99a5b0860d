"""What the trail covers: every table of the database, with its reason."""

from __future__ import annotations

from tests.audit.place import Place


def test_coverage_lists_every_table_and_why_not(place_on_both: Place) -> None:
    """Watched by digests, by the tree, or not at all: each with its reason, a stranger's table too."""
    place_on_both.sql("CREATE TABLE strangers (id INTEGER)")
    rows = {row["table"]: row for row in place_on_both.trail.coverage()}
    assert rows["trail_things"]["watched"]
    assert "Merkle" in rows["facts"]["why"]
    assert (rows["gaps"]["watched"], rows["strangers"]["watched"]) == (False, False)
    assert rows["strangers"]["why"] == "not a table of egovframe or its plug-ins"
    assert all(row["why"] for row in rows.values())
