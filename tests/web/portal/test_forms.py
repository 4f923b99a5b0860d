"""Filling in a form: every kind of question, faults beside the fields, checking, filing once."""

from __future__ import annotations

import re

import pytest

from egovframe.kernel.permissions import Actor
from tests.forms.everything import ANSWERS
from tests.web.client import hidden
from tests.web.html import assert_sound
from tests.web.portal.town import POTHOLE, SCRIPT, Town, posted


def errors(text: str) -> list[str]:
    """Where the lines of the error summary lead."""
    return re.findall(r'<li><a href="#([^"]+)">', text.partition('class="errors"')[2].partition("</section>")[0])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_empty_form(town: Town, language: str) -> None:
    """A form of every kind is sound, needs no account and no script, and says who sees each answer."""
    answer = town.browser().get(f"/forms/everything?lang={language}")
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    assert ("공개됩니다" if language == "ko" else "Public") in answer.text
    for name in ANSWERS:
        assert f'name="{name}"' in answer.text or f'name="{name}-y"' in answer.text, name
    assert 'class="btn main"' in answer.text


def test_unknown_service(town: Town) -> None:
    """A service that the city does not have is a page that is not there."""
    assert town.browser().get("/forms/nothing").status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_faults(town: Town, language: str) -> None:
    """All faults come at once: first in a summary that takes the focus, then beside each field; nothing is filed."""
    browser = town.browser()
    browser.get(f"/?lang={language}")
    answer = town.check(browser, "everything", {"title": SCRIPT, "lanes": "여덟", "when-y": "2026", "when-m": "13"})
    assert answer.status_code == 422
    assert_sound(answer, language=language)
    assert SCRIPT not in answer.text
    assert f'value="{SCRIPT.replace("<", "&lt;").replace(">", "&gt;")}"' in answer.text
    assert errors(answer.text) == ["q-story", "q-lanes", "q-days-0", "q-when-y", "q-phone", "q-name"]
    main = answer.text.partition("<main")[2]
    assert main.index("autofocus") < main.index("<h1")
    assert main.count('class="fault"') == 6
    assert 'value="13"' in answer.text
    assert f"<title>{'오류 6건' if language == 'ko' else '6 errors'}: " in answer.text


def test_check_shows_every_answer(town: Town) -> None:
    """The check page repeats every answer in words, with who will see it and by when the city would answer."""
    answer = town.check(town.browser(), "everything", posted())
    assert answer.status_code == 200
    assert_sound(answer)
    for words in (
        "구멍이 났습니다",
        "0.35",
        "145,000원",
        "자동차",
        "2026년 9월 18일(금)",
        "천식",
        "9월 28일(월) 10:00",
    ):
        assert words in answer.text, words
    assert answer.text.count('value="change:') == len(ANSWERS) + 1
    who = answer.text.partition('id="who"')[2].partition("</aside>")[0]
    encrypted = who.partition("암호화해 보관합니다")[2]
    assert "주민등록번호" in encrypted, "who sees an identifier is said as at its question"
    assert "도로 파손" not in encrypted


@pytest.mark.parametrize("name", ["title", "harm", "days", "when", "seen"])
def test_change_one_answer(town: Town, name: str) -> None:
    """From the check page one goes back to one question, which has the focus, with all answers still there."""
    browser = town.browser()
    check = town.check(browser, "everything", posted())
    answer = browser.send(check, "/forms/everything", {"form-step": f"change:{name}", **posted()})
    assert answer.status_code == 200
    assert_sound(answer)
    focus = re.findall(r"<[^>]* autofocus[^>]*>", answer.text)
    assert len(focus) == 1
    assert f'name="{name}"' in focus[0] or f'name="{name}-y"' in focus[0]
    assert 'value="구멍이 났습니다"' in answer.text
    assert 'value="18"' in answer.text
    assert "  첫 줄\n둘째 줄  </textarea>" in answer.text


def test_filed_as_it_was_entered(town: Town) -> None:
    """What was checked is what is filed: every kind of answer arrives as it was given, by its hidden fields alone."""
    browser = town.browser()
    check = town.check(browser, "everything", posted())
    carried = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', check.text)
    sent: dict[str, list[str]] = {"form-step": ["file"]}
    for name, value in carried:
        sent.setdefault(name, []).append(value)
    answer = browser.post("/forms/everything", sent, follow=True)
    assert answer.status_code == 200
    receipt = re.sub(r"<[^>]+>", "", re.findall(r'class="number"[^>]*>(.*?)</p>', answer.text)[0])
    key = re.findall(r"<code[^>]*>(.*?)</code>", answer.text)[0]
    with town.office.look(by=Actor.visitor()) as work:
        form = work.petitions.holder(receipt, key).form
    assert form.model_dump(mode="json") == {**ANSWERS, "depth": "0.35"}


def test_filed_once(town: Town) -> None:
    """Pressing the button twice, or going back and pressing it again, files one petition."""
    browser = town.browser()
    check = town.check(browser, "pothole", POTHOLE)
    first, second = (browser.send(check, "/forms/pothole", {"form-step": "file"}) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert len(town.office.trail.search(action="petition.submitted")) == 1


def test_nothing_is_filed_unchecked(town: Town) -> None:
    """Without the mark of the check page the button only leads there; with a fault it leads back to the form."""
    browser = town.browser()
    page = browser.get("/forms/pothole")
    skipped = browser.send(page, "/forms/pothole", {**POTHOLE, "form-step": "file"})
    assert skipped.status_code == 200
    assert 'name="form-once"' in skipped.text
    broken = browser.post("/forms/pothole", {**hidden(skipped), "phone": "0", "form-step": "file"})
    assert broken.status_code == 422
    assert errors(broken.text) == ["q-phone"]
    assert town.office.trail.search(action="petition.submitted") == []


def test_a_form_needs_its_page(town: Town) -> None:
    """A post from elsewhere is refused, and the answers in it are not shown."""
    answer = town.browser().post("/forms/pothole", {**POTHOLE, "form-step": "file", "form-once": "x"})
    assert answer.status_code == 403
    assert_sound(answer)
    assert POTHOLE["phone"] not in answer.text
