"""What the office wrote, for the holder: the list, the paper as a page and as a PDF file, and who is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.kernel.permissions import Actor
from tests.support.paper import information, needs_pdf, run, text_of
from tests.web.portal.town import Town


@pytest.fixture
def told(town: Town) -> tuple[str, str, str]:
    """A refused petition whose holder was told: its number, key, and the paper's id."""
    receipt, key = town.petition()
    with town.office.work(by=Actor.system("console"), why="refused") as work:
        work.petitions.refuse(receipt, "사유지입니다.\n둘째 줄", basis="도로법 제33조", remedy="행정심판")
    while town.office.worker.run_once():
        pass
    with town.office.look(by=Actor.system("console"), why="paper") as work:
        (notice,) = work.notices.of(work.petitions.get(receipt))
    return receipt, key, str(notice.paper)


def test_the_holder_finds_and_reads_the_paper(town: Town, told: tuple[str, str, str]) -> None:
    """From the progress page: the list says what it is, the page says it word for word with the handler at its foot."""
    receipt, key, paper = told
    browser = town.browser()
    status = browser.send(browser.get("/status"), "/status", {"receipt": receipt, "known": key})
    assert "거부처분 통지" in status.text
    assert f'value="{paper}"' in status.text
    page = browser.send(status, "/status/notice", {"receipt": receipt, "known": key, "paper": paper})
    assert page.status_code == 200
    for words in ("사유지입니다.<br>둘째 줄", "도로법 제33조", "행정심판", "60일", "담당 부서", "법률 제27조제3항"):
        assert words in page.text


def test_the_paper_as_a_pdf_file(town: Town, told: tuple[str, str, str], tmp_path: Path) -> None:
    """Sound and tagged, its words are text, its language the paper's own: asked for on an English page."""
    needs_pdf()
    receipt, key, paper = told
    browser = town.browser()
    asked = {"receipt": receipt, "known": key, "paper": paper}
    answer = browser.send(browser.get("/status?lang=en"), "/status/notice/pdf", asked)
    assert answer.headers["content-disposition"] == f'attachment; filename="{receipt}-refusal.pdf"'
    file = tmp_path / "paper.pdf"
    file.write_bytes(answer.content)
    run("qpdf", "--check", file)
    told_of = information(file)
    assert told_of["Tagged"] == "yes"
    assert told_of["Title"].startswith(f"거부처분 통지 {receipt}")
    assert b"/Lang (ko)" in run("qpdf", "--qdf", "--object-streams=disable", file, "-")
    text = text_of(file)
    for words in ("사유지입니다.", "도로법 제33조", "담당자", receipt):
        assert words in text


def test_without_the_key_or_with_another_paper_nothing_is_shown(town: Town, told: tuple[str, str, str]) -> None:
    """A wrong key, no key, another's key, and a paper that is not this petition's: the question again."""
    receipt, key, paper = told
    other, others_key = town.petition()
    browser = town.browser()
    ask = browser.get("/status")
    for asked in (
        {"receipt": receipt, "known": "wrong-key-0000", "paper": paper},
        {"receipt": receipt, "known": "", "paper": paper},
        {"receipt": receipt, "known": others_key, "paper": paper},
        {"receipt": other, "known": others_key, "paper": paper},
        {"receipt": receipt, "known": key, "paper": "nothing"},
    ):
        answer = browser.send(ask, "/status/notice", asked)
        assert answer.status_code == 422
        assert "사유지" not in answer.text


def test_the_holder_chooses_how_to_be_told(town: Town) -> None:
    """Language and way on the progress page, with the key alone; what is not offered is said beside its field."""
    receipt, key = town.petition()
    browser = town.browser()
    status = browser.send(browser.get("/status?lang=en"), "/status", {"receipt": receipt, "known": key})
    assert 'action="/status/tell"' in status.text
    assert '<option value="phone">' in status.text
    assert '<option value="email">' not in status.text
    asked = {"receipt": receipt, "known": key, "language": "es", "way": "none"}
    done = browser.send(status, "/status/tell", asked)
    assert "From now on you are told like that." in done.text
    assert '<option value="es" lang="es" selected>' in done.text
    wrong = browser.send(status, "/status/tell", {**asked, "language": "fr"})
    assert wrong.status_code == 422
    assert 'href="#tell-language"' in wrong.text
    unreached = browser.send(status, "/status/tell", {**asked, "way": "email"})
    assert (unreached.status_code, 'href="#tell-way"' in unreached.text) == (422, True), (
        "no address of mail was asked for"
    )
    by_phone = browser.send(status, "/status/tell", {**asked, "known": "5678"})
    assert "told like that" not in by_phone.text
