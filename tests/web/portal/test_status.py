"""How a petition stands, for whoever has its number and key or left the phone number with it."""

from __future__ import annotations

import httpx
import pytest

from egovframe.forms import working_days
from tests.support.clocks import extended
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, POTHOLE, SCRIPT, Town

RIGHT_DIGITS = POTHOLE["phone"][-4:]


def ask(town: Town, receipt: str, known: str, *, language: str = "ko") -> httpx.Response:
    """What the status page answers to a browser that has never been here."""
    browser = town.browser()
    return browser.send(browser.get(f"/status?lang={language}"), "/status", {"receipt": receipt, "known": known})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_received(town: Town, language: str) -> None:
    """The holder sees state, due date with its days, course and answers, and can withdraw."""
    receipt, key = town.petition()
    answer = ask(town, receipt, key, language=language)
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    assert f'<span class="state">{"접수" if language == "ko" else "Received"}</span>' in answer.text
    assert f"({receipt})" in answer.text.partition("</title>")[0]
    assert POTHOLE["phone"] in answer.text
    assert '<ol class="days' in answer.text
    assert 'action="/status/withdraw"' in answer.text


def test_number_as_people_type_it(town: Town) -> None:
    """Small letters, no dashes and blanks around are the same number."""
    receipt, key = town.petition()
    assert ask(town, f"  {receipt.lower().replace('-', '')} ", f" {key.upper()} ").status_code == 200


def test_the_phone_number_shows_less(town: Town) -> None:
    """The last four digits open the page, but personal answers stay masked and nothing can be withdrawn."""
    receipt, _ = town.petition()
    answer = ask(town, receipt, RIGHT_DIGITS)
    assert answer.status_code == 200
    assert POTHOLE["phone"] not in answer.text
    assert "010-****-" in answer.text
    assert 'action="/status/withdraw"' not in answer.text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_does_not_go_together(town: Town, language: str) -> None:
    """A wrong key and a number that nobody has get the same answer, beside the field and in the summary."""
    receipt, _ = town.petition()
    texts = []
    for number in (receipt, "7K4-RM2-X9H", SCRIPT):
        answer = ask(town, number, "9999", language=language)
        assert answer.status_code == 422
        assert_sound(answer, language=language)
        assert SCRIPT not in answer.text
        texts.append(answer.text.partition('class="errors"')[2].partition("</section>")[0])
    assert texts[0] == texts[1] == texts[2] != ""


def test_nothing_entered(town: Town) -> None:
    """Both empty fields are named; the number of a scanned receipt already stands there."""
    answer = ask(town, "", "")
    assert answer.status_code == 422
    assert_sound(answer)
    assert answer.text.count('aria-invalid="true"') == 2
    assert 'value="7K4-RM2-X9H"' in town.browser().get("/status?receipt=7K4-RM2-X9H").text


def test_too_many_tries(town: Town) -> None:
    """Guessing is slowed down: after so many tries 429 with the time to wait; whoever has the key need not."""
    receipt, key = town.petition()
    statuses = [ask(town, receipt, f"{number:04}").status_code for number in range(12)]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    answer = ask(town, receipt, RIGHT_DIGITS)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert_sound(answer)
    assert ask(town, receipt, key).status_code == 200


@pytest.mark.parametrize("language", ["ko", "en"])
def test_answered(town: Town, language: str) -> None:
    """An answer is shown as it was written, line by line, and nothing of it is markup."""
    receipt, key = town.petition()
    with town.office.work(by=CONSOLE) as work:
        work.petitions.answer(receipt, f"메웠습니다.\n{SCRIPT}")
    answer = ask(town, receipt, key, language=language)
    assert_sound(answer, language=language)
    assert "메웠습니다.<br>&lt;script&gt;" in answer.text
    assert 'class="state good"' in answer.text
    assert '<ol class="days' not in answer.text


def test_refused(town: Town) -> None:
    """A refusal comes with its reasons, legal basis and what can be done against it (민원 처리에 관한 법률 제27조)."""
    receipt, key = town.petition()
    with town.office.work(by=CONSOLE) as work:
        work.petitions.refuse(receipt, "우리 길이 아닙니다.", basis="도로법 제23조", remedy="60일 안에 이의신청")
    answer = ask(town, receipt, key)
    assert_sound(answer)
    for words in ("우리 길이 아닙니다.", "도로법 제23조", "60일 안에 이의신청", "불수용", "제35조"):
        assert words in answer.text


def test_withdraw(town: Town) -> None:
    """The holder withdraws with the key; the page says so, and a second time that it is too late."""
    receipt, key = town.petition()
    browser = town.browser()
    page = browser.send(browser.get("/status"), "/status", {"receipt": receipt, "known": key})
    done = browser.send(page, "/status/withdraw", {"receipt": receipt, "known": key, "reason": "고쳐졌습니다"})
    assert_sound(done)
    assert "민원을 취하했습니다." in done.text
    assert '<span class="state">취하</span>' in done.text
    assert town.state(receipt).state == "withdrawn"
    again = browser.send(page, "/status/withdraw", {"receipt": receipt, "known": key})
    assert "취하할 수 없습니다" in again.text


@pytest.mark.parametrize("known", [RIGHT_DIGITS, "9999", ""])
def test_only_the_key_withdraws(town: Town, known: str) -> None:
    """Neither the phone number nor a wrong key withdraws a petition."""
    receipt, _ = town.petition()
    browser = town.browser()
    answer = browser.send(browser.get("/status"), "/status/withdraw", {"receipt": receipt, "known": known})
    assert answer.status_code == 422
    assert_sound(answer)
    assert town.state(receipt).state == "received"


def test_an_extension_is_told_with_its_reason(town: Town) -> None:
    """The holder reads by how much the limit was prolonged and why, and the days go on to the new date (영21)."""
    receipt, key = town.petition()
    before = ask(town, receipt, key).text.count("일째")
    extended(town.office, receipt, working_days(2), "<자재>가 늦습니다.")
    page = ask(town, receipt, key).text
    assert "2일 연장: &lt;자재&gt;가 늦습니다." in page
    assert page.count("일째") == before + 2
