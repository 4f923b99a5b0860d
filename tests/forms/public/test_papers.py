"""The papers of public petitions."""

from __future__ import annotations

from egovframe.forms.builtin.kr_papers import PAPERS as KOREAN
from egovframe.forms.public.papers import PAPERS


def test_each_has_words_in_three_languages_and_an_article_in_korea() -> None:
    """They are no official forms: the law prescribes none for them."""
    for paper in PAPERS:
        assert set(paper.title.as_dict()) == set(paper.body.as_dict()) == {"ko", "en", "es"}
        korean = KOREAN[paper.kind]
        assert (korean.number, str(korean.law).startswith("청원법 제1")) == (None, True)
    assert {paper.kind: paper.reader for paper in PAPERS} == {
        "published": "applicant",
        "unpublished": "applicant",
        "threshold": "unit",
    }
