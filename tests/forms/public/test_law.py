"""What a jurisdiction says of public petitions."""

from __future__ import annotations

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.py import Paraguay
from egovframe.forms.public.law import PLAIN


def test_petition_act_13() -> None:
    """청원법 13: published or not within 15 days of receipt, and the people heard for 30 days."""
    law = Korea().publicity
    assert (law.decide_days, law.days, law.shortest) == (15, 30, 30)
    assert (law.decide_article, law.collect_article) == ("청원법 제13조제1항", "청원법 제13조제2항")
    assert [each.article for each in law.grounds] == ["청원법 시행령 제9조제1호", "청원법 시행령 제9조제2호"]


def test_the_engine_holds_no_korean_rule() -> None:
    """Another jurisdiction sets no date for the decision and names no article."""
    law = Paraguay().publicity
    assert law is PLAIN
    assert (law.decide_days, law.decide_article, law.remedy) == (None, "", None)
    assert not any(each.article for each in law.grounds)


def test_a_ground_is_found_by_its_key() -> None:
    """Or is none."""
    assert PLAIN.ground("unfit") is PLAIN.grounds[1]
    assert PLAIN.ground("bad weather") is None
