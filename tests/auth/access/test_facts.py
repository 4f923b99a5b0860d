"""The types of facts of rights."""

from __future__ import annotations

from egovframe.auth import facts as of_accounts
from egovframe.auth.access.facts import FACTS
from egovframe.kernel.text import LANGUAGES


def test_facts_about_rights_are_kept_three_years() -> None:
    """개인정보의 안전성 확보조치 기준 §5③: grants, changes and ends of rights; reasons are sealed, never published."""
    assert {fact.keep for fact in FACTS} == {3}
    assert not any("reason" in fact.details for fact in FACTS)
    assert all(set(LANGUAGES) <= set(fact.title.as_dict()) for fact in FACTS)


def test_they_are_among_those_of_accounts() -> None:
    """So that the office, its reference and its retention know them."""
    assert set(map(id, FACTS)) <= set(map(id, of_accounts.FACTS))
