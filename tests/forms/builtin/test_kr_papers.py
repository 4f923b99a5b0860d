"""The twelve official forms of 민원 처리에 관한 법률 시행규칙, each by its article."""

from __future__ import annotations

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.kr_papers import PAPERS
from egovframe.forms.notices.paper import write

# number: (kinds, what the article says that it holds, the article in Korean)
OFFICIAL = {
    1: (("register",), ("registered", "receipt", "received"), "시행규칙 제3조제1항"),
    2: (("receipt",), ("receipt", "title", "limit"), "시행규칙 제3조제2항"),
    3: (("proxy",), ("applicant", "agent"), "시행규칙 제4조"),
    4: (("elsewhere",), ("applicant", "title", "body"), "시행규칙 제5조제1항"),
    5: (("extension", "objection-extension"), ("due",), "시행규칙 제6조제1항"),
    6: (("progress",), ("state", "due"), "시행규칙 제6조제2항"),
    7: (("reminder",), ("receipt", "due"), "시행규칙 제10조"),
    8: (("prescreening",), ("applicant", "title"), "시행규칙 제11조제1항"),
    9: (("prescreening-result",), ("title", "receipt"), "시행규칙 제11조제2항"),
    10: (("prescreening-register",), ("registered", "received"), "시행규칙 제11조제3항"),
    11: (("objection",), ("applicant", "address", "phone", "title", "decided"), "시행규칙 제12조제1항"),
    12: (("objection-register",), ("receipt", "filed", "outcome"), "시행규칙 제12조제2항"),
}


@pytest.mark.parametrize("number", OFFICIAL)
def test_each_official_form_has_its_article_and_fields(number: int) -> None:
    """Number, article and the fields that the articles name."""
    kinds, fields, article = OFFICIAL[number]
    assert tuple(paper.kind for paper in PAPERS.values() if paper.number == number) == kinds
    for kind in kinds:
        assert PAPERS[kind].law is not None
        assert article in PAPERS[kind].law.in_("ko")  # type: ignore[union-attr]
        assert set(fields) <= set(PAPERS[kind].rows)


def test_there_are_twelve_and_the_pack_has_them() -> None:
    """No other number; the pack of Korea gives them."""
    assert {paper.number for paper in PAPERS.values()} - {None} == set(range(1, 13))
    assert Korea().papers is PAPERS


def test_article_21_2_an_extension_says_why_and_until_when() -> None:
    """처리기간의 연장 사유와 처리완료 예정일."""
    assert set(PAPERS["extension"].needs) == {"reason", "due"}


def test_article_23_1_a_notice_of_progress_says_how_it_stands_and_until_when() -> None:
    """처리진행상황과 처리완료 예정일."""
    assert set(PAPERS["progress"].needs) == {"state", "due"}


def test_article_40_2_a_decision_on_an_objection_says_why_and_what_can_be_done() -> None:
    """결정 이유와 불복방법."""
    values = {"outcome": "기각", "reason": "사유지입니다.", "title": "t", "receipt": "r"}
    text = write(PAPERS["objection-result"], values, language="ko").text()
    assert "사유지입니다." in text
    assert "행정심판이나 행정소송" in text


def test_article_35_a_refusal_tells_of_the_objection_within_60_days() -> None:
    """Whatever words the office gives it: the note is the law's."""
    note = PAPERS["refusal"].note
    assert note is not None
    assert "60일" in note.in_("ko")
    assert "60 days" in note.in_("en")
