"""What the trail tells of imports: counts in public, names and digests of files not."""

from __future__ import annotations

from egovframe.auth.facts import FACTS as OF_AUTH
from egovframe.auth.importing.facts import CHECKED, FACTS, IMPORTED, UNITS_IMPORTED


def test_every_fact_is_one_of_the_component() -> None:
    """A fact that is not declared could not be written."""
    assert all(each in OF_AUTH for each in FACTS)
    assert {each.action for each in FACTS} == {"accounts.import-checked", "accounts.imported", "units.imported"}


def test_the_log_tells_numbers_only() -> None:
    """The name of a file may be a person's, and a digest lets one guess at a short list."""
    for each in (CHECKED, IMPORTED, UNITS_IMPORTED):
        assert set(each.details) == {"source", "new", "changed", "unchanged", "error"}
        assert each.private == {"file": "office", "digest": "office"}
    assert CHECKED.handles
    assert IMPORTED.keep == UNITS_IMPORTED.keep == 3
