"""The receipt: number, key, by when and why; only for the browser that filed, and the key in no address."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from egovframe.audit.proofs import Proof
from egovframe.kernel.errors import MissingExtra
from egovframe.web import pdf
from tests.web.account.people import PASSWORD, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, POTHOLE, Town


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


# --- what the holder takes away ---


def taken(town: Town, receipt: str, what: str, known: str, *, browser: Browser | None = None) -> httpx.Response:
    """What a browser gets that asks for one of the receipt's files."""
    browser = browser or town.browser()
    return browser.send(browser.get("/status"), f"/receipts/{receipt}/{what}", {"known": known})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_before_the_seal(town: Town, language: str) -> None:
    """The page says to come back in a moment; who asks at once is told to try again, and then it works."""
    browser = town.browser()
    browser.get(f"/?lang={language}")
    receipt = town.filed(browser)
    number = receipt.url.path.rpartition("/")[2]
    assert ("지금 봉인하고 있습니다" if language == "ko" else "It is being sealed") in receipt.text
    form = receipt.text.partition(f'action="/receipts/{number}/proof"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    early = browser.post(f"/receipts/{number}/proof", fields)
    assert early.status_code == 409
    assert int(early.headers["retry-after"]) >= 1
    assert_sound(early, language=language)
    town.office.seal()
    again = browser.send(early, f"/receipts/{number}/proof", {})
    assert again.status_code == 200
    assert again.text.startswith("c2sp.org/tlog-proof@v1\n")
    assert_sound(browser.get(receipt.url.path), language=language)
    assert "지금 봉인하고" not in browser.get(receipt.url.path).text


def test_the_proof_is_a_file(town: Town) -> None:
    """Named by the receipt number, verified with the key alone, about this number; nobody stores it on the way."""
    receipt, key = town.petition()
    town.office.seal()
    answer = taken(town, receipt, "proof", key)
    assert answer.headers["content-disposition"] == f'attachment; filename="{receipt}.tlog-proof"'
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    entry = json.loads(Proof.parse(answer.text).verify(town.office.trail.vkey))
    assert entry["object"] == f"petition:{town.state(receipt).id}"
    shown = taken(town, receipt, "proof", POTHOLE["phone"][-4:])
    assert shown.text == answer.text, "the phone number shows it as it shows the petition"


@pytest.mark.parametrize("what", ["proof", "pdf"])
@pytest.mark.parametrize("known", ["9999", "mapa-nuri-soda-kebi-7291", ""])
def test_only_for_the_holder(town: Town, what: str, known: str) -> None:
    """A wrong key, wrong digits and nothing at all get the question of the status page."""
    receipt, _ = town.petition()
    town.office.seal()
    answer = taken(town, receipt, what, known)
    assert answer.status_code == (422 if what == "proof" or pdf.lacking() is None else 404)
    assert_sound(answer)
    assert "tlog-proof" not in answer.text


@pytest.mark.parametrize("what", ["proof", "pdf"])
def test_not_from_another_site_and_not_by_get(town: Town, what: str) -> None:
    """The key travels in a form of ours: without its hidden field 403, and there is no address to follow."""
    receipt, key = town.petition()
    town.office.seal()
    assert town.browser().post(f"/receipts/{receipt}/{what}", {"known": key}).status_code == 403
    assert town.browser().get(f"/receipts/{receipt}/{what}", params={"known": key}).status_code == 405


def test_guessing_is_slowed_down_here_too(town: Town) -> None:
    """The files open by the same tries as the status page, counted together."""
    receipt, _ = town.petition()
    answers = [taken(town, receipt, "proof", f"{number:04}").status_code for number in range(12)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_the_account_that_filed_needs_no_key(town: Town) -> None:
    """Signed in, the receipt and its files are there without a key; for another account they are not."""
    with town.office.work(by=CONSOLE) as work:
        for name in ("gildong", "other"):
            work.accounts.add(name, password=PASSWORD, kind="citizen")
    own, other = town.browser(), town.browser()
    for browser, name in ((own, "gildong"), (other, "other")):
        sign_in(browser, name)
    number = town.filed(own).url.path.rpartition("/")[2]
    town.office.seal()
    later = town.browser()
    sign_in(later, "gildong")
    page = later.get(f"/receipts/{number}")
    assert_sound(page)
    assert "확인 열쇠" not in page.text, "the key is shown once"
    assert later.send(page, f"/receipts/{number}/proof", {"known": ""}).text.startswith("c2sp.org/tlog-proof@v1\n")
    assert '<span class="state">접수</span>' in later.send(page, "/status", {"receipt": number, "known": ""}).text
    assert other.get(f"/receipts/{number}").status_code == 303
    assert taken(town, number, "proof", "", browser=other).status_code == 422


def test_without_pdf_libraries(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """No button leads to what cannot be made; the proof is there all the same."""
    monkeypatch.setattr(pdf, "lacking", lambda: MissingExtra("PDF files need the extra `pdf`."))
    receipt = town.filed(town.browser())
    assert "/pdf" not in receipt.text
    assert "/proof" in receipt.text
    number, key = town.petition()
    town.office.seal()
    answer = taken(town, number, "pdf", key)
    assert answer.status_code == 404
    assert_sound(answer)


def test_the_status_page_hands_them_out(town: Town) -> None:
    """Proof, PDF and QR code are on the progress page too, for as long as the petition is kept."""
    receipt, key = town.petition()
    town.office.seal()
    browser = town.browser()
    page = browser.send(browser.get("/status"), "/status", {"receipt": receipt, "known": key})
    assert_sound(page)
    assert '<svg class="qr"' in page.text
    for what in ("proof", *(["pdf"] if pdf.lacking() is None else [])):
        form = page.text.partition(f'action="/receipts/{receipt}/{what}"')[2].partition("</form>")[0]
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
        assert browser.post(f"/receipts/{receipt}/{what}", fields).status_code == 200
