"""What the trail tells of imports: digests and counts in public, names of files not."""

from __future__ import annotations

from egovframe.auth.facts import FACTS as OF_AUTH
from egovframe.auth.importing.facts import CHECKED, FACTS, IMPORTED, UNITS_IMPORTED


def test_every_fact_is_one_of_the_component() -> None:
    """A fact that is not declared could not be written."""
    assert all(each in OF_AUTH for each in FACTS)
    assert {each.action for each in FACTS} == {"accounts.import-checked", "accounts.imported", "units.imported"}


def test_the_log_tells_numbers_and_digests_only() -> None:
    """The name of a file may be a person's."""
    for each in (CHECKED, IMPORTED, UNITS_IMPORTED):
        assert set(each.details) == {"source", "digest", "new", "changed", "unchanged", "error"}
        assert each.private == {"file": "office"}
    assert CHECKED.handles
    assert IMPORTED.keep == UNITS_IMPORTED.keep == 3
