"""What the trail tells of files."""

from __future__ import annotations

from egovframe.forms import facts as of_petitions
from egovframe.forms.uploads import facts


def test_no_fact_publishes_what_a_file_is_called() -> None:
    """Names are personal: no fact has a place for one. Taking a file away is a fact about people."""
    for fact in facts.FACTS:
        assert "name" not in fact.details
        assert fact in of_petitions.FACTS
    assert facts.READ.does == "read"
    assert facts.READ.handles
