"""The figures of the law on many applicants, as the Korean pack has them."""

from __future__ import annotations

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.py import Paraguay


def test_act_2_6_and_decree_6_6() -> None:
    """Five applicants, persons and households, up to three representatives from three on; other packs have none."""
    rule = Korea().many
    assert (rule.applicants, rule.persons, rule.households) == (5, 5, 5)
    assert (rule.united, rule.representatives) == (3, 3)
    assert rule.many_article.endswith("제2조제6호")
    assert Paraguay().many is None
