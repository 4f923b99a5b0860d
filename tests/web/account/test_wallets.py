"""Credentials in wallets on the pages; a real wallet takes the whole way in `test_with_a_wallet.py`."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest

from tests.auth.test_presented import Pockets
from tests.web.account.people import Hall, cookie_of
from tests.web.client import Browser
from tests.web.html import assert_sound


@pytest.fixture
def city(hall: Hall) -> Hall:
    """A hall that takes wallets: their answer is a name."""
    hall.office.auth.methods.update(wallet=Pockets(), narrow=Pockets(other_device=False))
    return hall


def begin(browser: Browser, name: str = "wallet", **fields: str) -> httpx.Response:
    """Press the button; gives the page that waits."""
    sent = browser.send(browser.get("/sign-in"), f"/sign-in/wallet/with/{name}", fields)
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in/wallet")
    return browser.get("/sign-in/wallet")


def visit_of(page: httpx.Response) -> str:
    """The wallet's token in the address that opens it."""
    found = re.search(r'href="wallet:([^"]+)"', page.text)
    assert found is not None, page.text
    return unescape(found[1]).rpartition("/")[2]


def answered(hall: Hall, visit: str, name: str = "lee") -> str:
    """Have the wallet answer; gives the address at which it sends the person on."""
    answer = hall.browser(address="203.0.113.9").post(f"/sign-in/wallet/answer/{visit}", {"name": name})
    assert answer.status_code == 200, answer.text
    where = urlsplit(str(answer.json()["redirect_uri"]))
    return f"{where.path}?{where.query}"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_pages(city: Hall, language: str) -> None:
    """Each in both languages: waiting, a wrong number, the number on the other device, and what was refused."""
    browser, phone = city.browser(), city.browser()
    browser.get(f"/sign-in?lang={language}")
    phone.get(f"/sign-in?lang={language}")
    page = begin(browser)
    assert_sound(page, language=language)
    onward = answered(city, visit_of(page))
    assert_sound(browser.get("/sign-in/wallet"), language=language)
    assert_sound(browser.send(page, "/sign-in/wallet", {"number": "x"}), language=language)
    assert_sound(phone.get(onward), language=language)
    page = begin(browser)
    refused = city.browser().post(f"/sign-in/wallet/answer/{visit_of(page)}", {})
    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_request"})
    said = browser.get("/sign-in/wallet")
    assert said.status_code == 401
    assert_sound(said, language=language)


def test_the_page_needs_no_script_and_does_not_move(city: Hall) -> None:
    """It reloads by nothing but a press of a button (WCAG 2.2, 2.2.2), and is never kept."""
    page = begin(city.browser())
    assert "http-equiv" not in page.text
    assert "refresh" not in page.headers
    assert "no-store" in page.headers["cache-control"]
    assert '<svg class="qr"' in page.text


def test_onward_is_a_page_of_ours(city: Hall) -> None:
    """Where the person wanted to go, if it is here."""
    for wished, went in (("/account/data", "/account/data"), ("https://evil.example/", "/account")):
        browser = city.browser()
        came = browser.get(answered(city, visit_of(begin(browser, next=wished))))
        assert (came.status_code, came.headers["location"]) == (303, went)
        assert cookie_of(browser, "session")


def test_without_a_visit(city: Hall) -> None:
    """Every address leads back to the beginning, and tells a wallet nothing."""
    browser = city.browser()
    page = browser.get("/sign-in")
    for answer in (
        browser.get("/sign-in/wallet"),
        browser.get("/sign-in/wallet/back/guess?code=guess"),
        browser.send(page, "/sign-in/wallet", {"number": "000000"}),
        browser.send(page, "/sign-in/wallet/with/wallet", {"step": "1"}),
    ):
        assert answer.headers["location"] == "/sign-in?over=1"
    assert browser.send(page, "/sign-in/wallet/with/password", {}).headers["location"] == "/sign-in"
    assert browser.get("/sign-in/wallet/request/guess").status_code == 404
    assert browser.post("/sign-in/wallet/answer/guess", {"name": "lee"}).status_code == 400
    signed_in = city.signed_in()
    page = signed_in.get("/account/factors")
    sent = signed_in.send(page, "/account/factors/wallet/password", {})
    assert sent.headers["location"] == "/account/factors"


def test_a_form_of_another_site_begins_nothing(city: Hall) -> None:
    """CSRF: beginning, and typing a number, need the field of our own page; the wallet's answer needs none."""
    for path in ("/sign-in/wallet/with/wallet", "/sign-in/wallet"):
        assert city.browser().post(path, {"number": "000000"}).status_code == 403


def test_an_issuer_that_cannot_be_asked(city: Hall) -> None:
    """The wallet is told to come back later; the page says that nobody was let in."""
    browser = city.browser()
    page = begin(browser)
    answer = city.browser().post(f"/sign-in/wallet/answer/{visit_of(page)}", {"name": "away"})
    assert (answer.status_code, answer.json()) == (503, {"error": "temporarily_unavailable"})
    assert browser.get("/sign-in/wallet").status_code == 401


def test_a_credential_that_is_taken_already(city: Hall) -> None:
    """Linked with somebody else's account: said on the list of one's own ways."""
    stranger = city.browser()
    stranger.get(answered(city, visit_of(begin(stranger)), "lee"))
    browser = city.signed_in()
    page = browser.get("/account/factors")
    browser.send(page, "/account/factors/wallet/wallet", {})
    came = browser.get(answered(city, visit_of(browser.get("/sign-in/wallet")), "lee"))
    assert came.status_code == 409
    assert_sound(came)


def test_one_more_proof_that_fails(city: Hall) -> None:
    """Back on the page that asks for one, with what went wrong."""
    browser = city.signed_in()
    browser.send(browser.get("/account/factors"), "/account/factors/wallet/wallet", {})
    browser.get(answered(city, visit_of(browser.get("/sign-in/wallet")), "kim.there"))
    asked = browser.get("/sign-in/again", follow=True)
    assert "/sign-in/wallet/with/wallet" in asked.text
    browser.send(asked, "/sign-in/wallet/with/wallet", {"step": "1"})
    page = browser.get("/sign-in/wallet")
    assert 'href="/sign-in/next"' in page.text
    failed = browser.get(answered(city, visit_of(page), "somebody.else"))
    assert failed.status_code == 401
    assert_sound(failed)
    assert 'id="wallet"' in failed.text
