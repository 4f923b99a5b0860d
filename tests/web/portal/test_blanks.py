"""Forms on paper: the list, each as a page and as a PDF file, in each of its languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.paper import information, needs_pdf, run, text_of
from tests.web.html import assert_sound
from tests.web.portal.town import Town


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_list(town: Town, language: str) -> None:
    """Sound in both languages, led to from every page's foot; each form in each of its languages."""
    browser = town.browser()
    assert 'href="/papers"' in browser.get("/").text
    answer = browser.get(f"/papers?lang={language}")
    assert_sound(answer, language=language)
    for kind in ("proxy", "elsewhere", "prescreening", "objection"):
        for tag in ("ko", "en", "es"):
            assert f'href="/papers/{kind}/{tag}"' in answer.text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_form(town: Town, language: str) -> None:
    """Sound; it says its number and its articles, and the words stand in the form's own language."""
    answer = town.browser().get(f"/papers/objection/ko?lang={language}")
    assert_sound(answer, language=language)
    for words in (
        "거부처분에 대한 이의신청서",
        "별지 제11호서식" if language == "ko" else "Official form 11",
        "제35조",
    ):
        assert words in answer.text
    assert answer.text.count("<td>&nbsp;</td>") == 8
    assert 'href="/papers/objection/es"' in answer.text


def test_what_is_none(town: Town) -> None:
    """A notice and a register are no forms to fill in, and a language that is not there is not found."""
    browser = town.browser()
    for path in ("/papers/refusal/ko", "/papers/register/ko", "/papers/proxy/fr", "/papers/refusal/ko/pdf"):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("ko", "위임장"), ("en", "Power of attorney"), ("es", "Poder")])
def test_a_form_as_a_pdf_file(town: Town, language: str, words: str, tmp_path: Path) -> None:
    """Sound and tagged, in the form's own language, one page."""
    needs_pdf()
    answer = town.browser().get(f"/papers/proxy/{language}/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="proxy-{language}.pdf"'
    file = tmp_path / "form.pdf"
    file.write_bytes(answer.content)
    run("qpdf", "--check", file)
    told_of = information(file)
    assert (told_of["Tagged"], told_of["Pages"]) == ("yes", "1")
    assert f"/Lang ({language})".encode() in run("qpdf", "--qdf", "--object-streams=disable", file, "-")
    assert words in text_of(file)
