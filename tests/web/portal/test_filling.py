"""A form page by page, with groups and conditions, without any script: as a browser posts it."""

from __future__ import annotations

import re

import httpx
import pytest

from egovframe.forms import bind
from egovframe.kernel.permissions import Actor
from egovframe.web.portal.filling import sheets_of
from tests.forms.damage import Damage
from tests.forms.everything import Everything
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.town import Town

PATH = "/forms/damage"
FIRST = {"hurt": "no", "at": "07:40", "where-lat": "37.5665", "where-lon": "126.978"}
SECOND = {"things.0.what": "타이어", "things.0.price": "90,000"}
THIRD = {"home-zip": "04524", "home-road": "중앙로 12", "agree": "yes", "sign": "홍길동"}


def carried(page: httpx.Response) -> dict[str, list[str]]:
    """The hidden fields of the form on a page, as a browser sends them back."""
    found: dict[str, list[str]] = {}
    main = page.text.partition("<main")[2]
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main):
        found.setdefault(name, []).append(value)
    return found


def press(browser: Browser, page: httpx.Response, answers: dict[str, str], step: str = "") -> httpx.Response:
    """Fill in what is on the page and press a button; the main one says no step of its own."""
    sent: dict[str, list[str]] = carried(page) | {name: [value] for name, value in answers.items()}
    if step:
        sent["form-step"] = [*sent.get("form-step", []), step]
    return browser.post(PATH, sent)


def test_pages_are_headings_and_what_follows_them() -> None:
    """Only where the first question names one; else headings part one page."""
    names = [
        [question.name for question in sheet.questions] for sheet in sheets_of(tuple(Damage.form_questions.values()))
    ]
    assert [each[0] for each in names] == ["hurt", "things", "home"]
    assert len(sheets_of(tuple(Everything.form_questions.values()))) == 1
    assert len(sheets_of(())) == 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_three_pages_to_a_receipt(town: Town, language: str) -> None:
    """Each page is sound and holds its own questions; at the end all was carried, and is filed as it was entered."""
    browser = town.browser()
    page = browser.get(f"{PATH}?lang={language}")
    assert_sound(page, language=language)
    assert 'name="things.0.what"' not in page.text
    assert 'aria-current="step"' in page.text
    page = press(browser, page, FIRST)
    assert page.status_code == 200
    assert_sound(page, language=language)
    assert 'name="things.0.what"' in page.text
    page = press(browser, page, SECOND)
    assert page.status_code == 200
    assert_sound(page, language=language)
    assert 'name="home-zip"' in page.text
    check = press(browser, page, THIRD)
    assert check.status_code == 200
    assert_sound(check, language=language)
    assert "90,000" in check.text
    assert "어떻게 다쳤나요?" not in check.text, "what was not asked is not shown"
    filed = press(browser, check, {}, "file")
    assert filed.status_code == 303
    receipt = browser.get(filed.headers["location"])
    number = re.sub(r"<[^>]+>", "", re.findall(r'class="number"[^>]*>(.*?)</p>', receipt.text)[0])
    key = re.findall(r"<code[^>]*>(.*?)</code>", receipt.text)[0]
    with town.office.look(by=Actor.visitor()) as work:
        form = work.petitions.holder(number, key).form
    assert form == bind(Damage, {**FIRST, **SECOND, **THIRD}, posted=True)
    assert form.total == 90_000


def test_a_fault_keeps_its_page(town: Town) -> None:
    """With the summary of that page alone; the pages that follow are not blamed before they are seen."""
    browser = town.browser()
    page = press(browser, browser.get(PATH), {**FIRST, "at": "25:00"})
    assert page.status_code == 422
    assert_sound(page)
    assert re.findall(r'<li><a href="#([^"]+)">', page.text.partition('class="errors"')[2])[:2] == ["q-at"]
    assert 'value="37.5665"' in page.text


def test_an_answer_that_raises_a_question_shows_it(town: Town) -> None:
    """On the same page, without a word of blame; once it was shown, an answer to it is needed."""
    browser = town.browser()
    first = browser.get(PATH)
    assert 'name="how"' not in first.text
    page = press(browser, first, {**FIRST, "hurt": "yes"})
    assert page.status_code == 200
    assert 'name="how"' in page.text
    assert 'class="errors"' not in page.text
    again = press(browser, page, {**FIRST, "hurt": "yes"})
    assert again.status_code == 422
    assert 'href="#q-how"' in again.text
    onward = press(browser, again, {**FIRST, "hurt": "yes", "how": "넘어짐"})
    assert onward.status_code == 200
    assert 'name="things.0.what"' in onward.text


def test_entries_are_added_and_removed(town: Town) -> None:
    """By buttons; nothing is checked meanwhile, and the total is worked out from what stands there."""
    browser = town.browser()
    page = press(browser, press(browser, browser.get(PATH), FIRST), SECOND, "add:things")
    assert_sound(page)
    assert 'name="things.1.what"' in page.text
    assert 'name="things.1.receipt"' not in page.text, "nor is more asked in a blank entry than its rules say"
    assert "90,000" in page.text.partition("<output>")[2][:20]
    focus = re.findall(r"<[^>]* autofocus[^>]*>", page.text)
    assert len(focus) == 1
    assert 'name="things.1.what"' in focus[0]
    both = {**SECOND, "things.1.what": "휠", "things.1.price": "500"}
    page = press(browser, page, both, "remove:things.0")
    assert_sound(page)
    assert 'name="things.1.what"' not in page.text
    assert 'value="휠"' in page.text
    wrong = press(browser, page, {"things.0.what": "휠", "things.0.price": "많이"})
    assert wrong.status_code == 422
    assert 'href="#q-things.0.price"' in wrong.text


def test_back_and_change_keep_every_answer(town: Town) -> None:
    """Back goes a page back; a change from the check page leads there and straight back again."""
    browser = town.browser()
    second = press(browser, browser.get(PATH), FIRST)
    first = press(browser, second, SECOND, "back")
    assert 'value="07:40"' in first.text
    assert carried(first)["things.0.price"] == ["90,000"]
    third = press(browser, press(browser, first, FIRST), SECOND)
    check = press(browser, third, THIRD)
    changed = press(browser, check, {}, "change:at")
    assert 'name="at"' in changed.text
    again = press(browser, changed, {**FIRST, "at": "08:00"})
    assert 'name="form-once"' in again.text
    assert "08:00" in again.text


def test_everything_at_once_without_its_pages(town: Town) -> None:
    """A program posts all answers in one post and is led to the check page, or to the first page with a fault."""
    browser = town.browser()
    check = browser.send(browser.get("/forms/pothole"), PATH, {**FIRST, **SECOND, **THIRD})
    assert 'name="form-once"' in check.text
    wrong = browser.send(browser.get("/forms/pothole"), PATH, {**FIRST, **SECOND, **THIRD, "home-zip": "1"})
    assert wrong.status_code == 422
    assert 'href="#q-home-zip"' in wrong.text
