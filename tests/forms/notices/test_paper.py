"""Papers: what always stands on them, what an office may change, and how they are kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from egovframe.forms.builtin.kr_papers import PAPERS
from egovframe.forms.notices.paper import Words, Written, write
from egovframe.kernel.errors import DeclarationError, Invalid
from egovframe.kernel.text import Text

VALUES = {
    "office": "하늘시",
    "title": "도로 파손 신고",
    "receipt": "7K4-RM2-X9H",
    "received": "2026-09-21 10:00",
    "reason": "사유지입니다.",
    "basis": "도로법 제33조",
    "remedy": "행정심판",
    "unit": "도로과",
    "handler": "김하늘",
    "contact": "02-120",
    "made": "2026-10-01",
}
REFUSAL = PAPERS["refusal"]


def test_article_31_every_paper_names_unit_officer_and_contact() -> None:
    """At the foot of each kind in each language, and whatever words an office gives it."""
    for paper in PAPERS.values():
        for language in ("ko", "en", "es"):
            written = write(paper, VALUES, language=language, words=Words("{{title}}", "x"), strict=False)
            assert [value for _, value in written.foot] == ["도로과", "김하늘", "02-120"]


def test_article_27_3_a_refusal_without_reasons_basis_or_remedy_is_not_written() -> None:
    """Each missing one is named."""
    for name in ("reason", "basis", "remedy"):
        with pytest.raises(Invalid) as refused:
            write(REFUSAL, VALUES | {name: " "}, language="ko")
        assert [fault.field for fault in refused.value.faults] == [name]


def test_words_that_leave_out_what_must_be_said_are_refused() -> None:
    """The office's own words of a refusal need all three (법27③); other fields are the office's choice."""
    Words("{{title}}", "{{reason}}{{basis}}{{remedy}}").check(REFUSAL)
    with pytest.raises(Invalid) as refused:
        Words("{{title}}", "{{reason}}").check(REFUSAL)
    (fault,) = refused.value.faults
    assert "{{basis}}, {{remedy}}" in fault.message.in_("en")  # type: ignore[union-attr]
    for subject in ("", "two\nlines", "{{nobody}}"):
        with pytest.raises(Invalid) as refused:
            Words(subject, "{{reason}}{{basis}}{{remedy}}").check(REFUSAL)
        assert [fault.field for fault in refused.value.faults] == ["subject"]


def test_the_official_words_of_every_paper_hold() -> None:
    """What comes with a paper passes what an office's own words have to."""
    for paper in PAPERS.values():
        for language in ("ko", "en", "es"):
            if paper.reader != "register":
                Words.official(paper, language).check(paper)


def test_a_paper_is_kept_word_for_word() -> None:
    """Through JSON and back."""
    written = write(REFUSAL, VALUES, language="ko", to="홍길동")
    assert Written.read(json.loads(json.dumps(written.as_json()))) == written


def test_the_text_for_a_mail_has_no_name_in_it() -> None:
    """The applicant's name stands on the paper alone; the text has all else in order."""
    written = write(REFUSAL, VALUES, language="ko", to="홍길동")
    text = written.text()
    assert written.to == "홍길동"
    assert "홍길동" not in text
    parts = (
        "들어드리지 못하게",
        "접수번호: 7K4-RM2-X9H",
        "이유\n사유지입니다.",
        "근거\n도로법",
        "60일",
        "담당자: 김하늘",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_form_to_fill_in_keeps_its_empty_rows() -> None:
    """A paper leaves out what it does not know; a blank form leaves room for it."""
    assert [label for label, _ in write(REFUSAL, {**VALUES, "received": ""}, language="en").rows] == [
        "Petition",
        "Receipt",
    ]
    blank = write(PAPERS["proxy"], {}, language="ko")
    assert ("위임받은 사람", "") in blank.rows


def test_a_paper_whose_fields_do_not_hold_is_refused_at_once() -> None:
    """When it is declared, with the fields that there are."""
    with pytest.raises(DeclarationError, match="no such field: colour"):
        replace(REFUSAL, rows=("colour",))
    with pytest.raises(Invalid):
        replace(REFUSAL, body=Text(ko="{{colour}}"))
