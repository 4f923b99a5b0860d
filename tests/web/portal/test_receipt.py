"""The receipt: number, key, by when and why; only for the browser that filed, and the key in no address."""

from __future__ import annotations

import re

import pytest

from tests.web.html import assert_sound
from tests.web.portal.town import Town


@pytest.mark.parametrize("language", ["ko", "en"])
def test_receipt(town: Town, language: str) -> None:
    """The receipt tells number and key, the due date with every day up to it, and how to say the number."""
    browser = town.browser()
    browser.get(f"/?lang={language}")
    answer = town.filed(browser)
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    stamp = answer.text.partition('class="stamp"')[2].partition('class="paper"><tbody')[0]
    number = re.sub(r"<[^>]+>", "", re.findall(r'class="number"[^>]*>(.*?)</p>', stamp)[0])
    key = re.findall(r"<code[^>]*>([^<]+)</code>", stamp)[0]
    assert re.fullmatch(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", number)
    assert str(answer.url).endswith(f"/receipts/{number}")
    assert key not in str(answer.url)
    assert '<svg class="qr"' in stamp
    days = answer.text.partition('<ol class="days')[2].partition("</ol>")[0]
    assert days.count("<li") == 11, "Monday 21 September to Thursday 1 October, past the holidays of Chuseok"
    assert days.count('class="off"') == 4
    assert days.count('class="last"') == 1
    assert ("2026년 10월 1일(목) 18:00" if language == "ko" else "Thursday 1 October 2026, 18:00") in answer.text


def test_shown_again_to_the_same_browser_only(town: Town) -> None:
    """Loading the page again shows it again; another browser is asked for number and key."""
    browser = town.browser()
    receipt = town.filed(browser)
    path = receipt.url.path
    assert browser.get(path).status_code == 200
    other = town.browser().get(path)
    assert other.status_code == 303
    assert other.headers["location"] == "/status?receipt=" + path.rpartition("/")[2]


def test_the_key_travels_in_a_cookie_of_this_address(town: Town) -> None:
    """The key's cookie goes to the receipt page alone, by https only where the city has https, and soon ends."""
    check = town.check(browser := town.browser(), "pothole", {"where": "하늘로 12", "phone": "010-1234-5678"})
    filed = browser.send(check, "/forms/pothole", {"form-step": "file"})
    path = filed.headers["location"]
    (cookie,) = (one for one in filed.headers.get_list("set-cookie") if "egov-key=" in one)
    assert f"Path={path};" in cookie
    assert "Max-Age=900" in cookie
    assert "SameSite=Strict" in cookie
    assert "HttpOnly" in cookie


def test_no_such_number(town: Town) -> None:
    """What is no receipt number is not there; a number that nobody has is asked about as one that somebody has."""
    browser = town.browser()
    for mistyped in ("AAA-AAA-AAA", "x", "7K4-RM2"):
        answer = browser.get(f"/receipts/{mistyped}")
        assert answer.status_code == 404
        assert_sound(answer)
    receipt, _ = town.petition()
    assert browser.get(f"/receipts/{receipt}").headers["location"] == f"/status?receipt={receipt}"


def test_onward(town: Town) -> None:
    """The main button of the receipt shows how the petition stands."""
    browser = town.browser()
    receipt = town.filed(browser)
    form = receipt.text.partition('action="/status"')[2].partition("</form>")[0]
    assert 'class="btn main' in form
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    answer = browser.post("/status", fields)
    assert '<span class="state">접수</span>' in answer.text
