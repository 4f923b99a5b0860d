"""The twelve official forms of 민원 처리에 관한 법률 시행규칙, each by its article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from egovframe import App, Form, ask
from egovframe.forms import working_days
from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.kr_papers import PAPERS
from egovframe.forms.notices.paper import write
from egovframe.forms.wordings import sample
from egovframe.kernel.errors import EgovError
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.records import years
from egovframe.testing import SetClock, open_office

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


class Ask(Form):
    """Ask whether it could be granted."""

    what: str = ask("무엇을 하려고 합니까?", max_length=200, public=True)


@pytest.mark.parametrize(("outcome", "said"), [("granted", "가능"), ("refused", "불가능"), ("answered", "")])
def test_act_30_the_result_of_a_prescreening_is_form_9(tmp_path: Path, outcome: str, said: str) -> None:
    """법30③, 규칙11②: whether it could be granted is told on form 9, in the place of a result or a refusal."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("officer", may={"petition.read", "petition.answer"}, title=Text(ko="담당", en="Officer"))
    app.form(
        "prescreening",
        title="사전심사",
        by=officer,
        within=working_days(30),
        keep=years(5),
        unit="roads",
        kind="사전심사",
    )(Ask)
    console = Actor.system("console")
    with open_office(app, tmp_path, clock=SetClock()) as office:
        with office.work(by=Actor.visitor()) as work:
            receipt = work.petitions.submit("prescreening", {"what": "주유소"}).petition.receipt
        with office.work(by=console) as work:
            if outcome == "refused":
                work.petitions.refuse(receipt, "도로가 좁습니다.", basis="도로법 제2조", remedy="상담")
            else:
                deed = work.petitions.grant if outcome == "granted" else work.petitions.answer
                deed(receipt, "신청하실 수 있습니다.")
        office.run_due_tasks()
        with office.look(by=console) as work:
            petition = work.petitions.get(receipt)
            (notice,) = work.notices.of(petition)
            written = work.notices.paper(petition, str(notice.paper))
            register = work.registers.read(
                "prescreening-register", "roads", since=date(2026, 9, 1), until=date(2026, 9, 30)
            )
    assert (notice.kind, written.number) == ("prescreening-result", 9)
    assert dict(written.rows).get("처리 결과", "") == said
    assert ("도로법 제2조" in written.text()) == (outcome == "refused")
    assert [entry.receipt for entry in register.entries] == [receipt]
    assert register.paper.number == 10


def test_a_prescreening_takes_thirty_days_at_most(tmp_path: Path) -> None:
    """A city whose form of prescreening takes longer does not open."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    officer = app.role("officer", may={"petition.read"}, title=Text(ko="담당", en="Officer"))
    app.form("prescreening", title="사전심사", by=officer, within=working_days(31), keep=years(5), kind="사전심사")(Ask)
    with pytest.raises(EgovError, match="prescreening"), open_office(app, tmp_path, clock=SetClock()):
        pass


def test_every_paper_is_whole_in_spanish() -> None:
    """Who chose Spanish reads no word of another language: fields, words, note, law and foot of every paper."""
    for paper in PAPERS.values():
        written = write(paper, sample.values("es", office="Asunción"), language="es", strict=False)
        said = f"{written.title} {written.subject} {written.law} {written.text()}"
        assert not any("가" <= letter <= "힣" for letter in said), said
        assert " the " not in said, said
