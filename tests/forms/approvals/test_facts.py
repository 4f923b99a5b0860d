"""The types of facts of approvals."""

from __future__ import annotations

from egovframe.forms.approvals.facts import FACTS


def test_every_fact_is_about_a_petition_and_names_the_draft() -> None:
    """What was written is no part of them."""
    assert all(each.handles and {"form", "unit", "approval"} <= set(each.details) for each in FACTS)
    assert not any({"text", "note", "words"} & set(each.details) for each in FACTS)
