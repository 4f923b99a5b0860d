"""What the trail tells of the monthly review."""

from __future__ import annotations

from egovframe.forms.supervision.facts import FACTS, REVIEWED


def test_a_review_says_numbers_and_nobodys_data() -> None:
    """Which month of which unit, how much of each kind, and the digest of what was listed."""
    assert set(REVIEWED.details) == {"month", "unit", "late", "extended", "unanswered", "digest"}
    assert not REVIEWED.handles
    assert all(fact.title.in_("ko") != fact.title.in_("en") for fact in FACTS)
