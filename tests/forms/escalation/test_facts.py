"""What the trail tells of escalation."""

from __future__ import annotations

from egovframe.forms.escalation.facts import FACTS, LADDER_PUBLISHED, SENT


def test_a_letter_is_about_a_petition_and_a_ladder_about_nobody() -> None:
    """Each with words in both languages; a letter's fact says to whom it went."""
    assert (SENT.handles, LADDER_PUBLISHED.handles) == (True, False)
    assert "to" in SENT.details
    assert all(fact.title.in_("ko") != fact.title.in_("en") for fact in FACTS)
