"""What the trail tells of the words of notices."""

from __future__ import annotations

from egovframe.forms.wordings.facts import FACTS


def test_facts_name_the_version_and_hold_nothing_private() -> None:
    """Which notice, language, unit, version and moment."""
    for fact in FACTS:
        assert {"notice", "language", "unit", "version", "effective"} <= set(fact.details)
        assert not fact.private
