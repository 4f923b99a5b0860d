"""The types of facts of this component."""

from __future__ import annotations

from egovframe.audit.facts import FACTS


def test_what_was_looked_for_is_not_published() -> None:
    """A search names persons: it is sealed for who searched."""
    (listed,) = (each for each in FACTS if each.action == "fact.listed")
    assert set(listed.private) == {"action", "actor", "object", "subject", "trace"}
    assert set(listed.details) == {"count"}
