"""Certificates on the pages: signed texts and what a trusted proxy saw, made by openssl and judged by the plug-in."""

from __future__ import annotations

import base64
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from egovframe.auth.builtin.certificate import Certificate
from tests.support.certifier import Certifier, Held
from tests.web.account.people import Hall, cookie_of
from tests.web.client import Browser
from tests.web.portal.town import CONSOLE

PROXY = "10.1.2.3"


class Authority:
    """An authority, somebody whom it gave a certificate, and the hall that trusts it."""

    def __init__(self, hall: Hall, folder: Path) -> None:
        self.hall = hall
        self.root = Certifier.root(folder / "root")
        self.kim = self.root.issue("김하늘")
        self.plugin = Certificate(anchors=(self.root.certificate,), crls=(str(self.root.crl()),))
        hall.office.auth.methods["certificate"] = self.plugin

    def link(self) -> None:
        """Link kim's account, as an administrator does from a file."""
        with self.hall.office.look(by=CONSOLE) as work:
            account_id = work.accounts.get("kim").id
        auth = self.hall.office.auth
        person = auth.certified.whose("certificate", self.kim.pem)
        with auth.changing_factors(account_id) as (work, account):
            auth.certified.link_for(work, account, "certificate", person)


@pytest.fixture
def authority(hall: Hall, tmp_path: Path) -> Authority:
    """Certificates beside the other ways in."""
    return Authority(hall, tmp_path / "authority")


def text_of(page: httpx.Response) -> bytes:
    """The text to sign."""
    found = re.search(r'<p class="box"><code>([^<]+)</code>', page.text)
    assert found is not None
    return unescape(found[1]).encode()


def send(browser: Browser, page: httpx.Response, held: Held) -> httpx.Response:
    """Sign the page's text and paste the signature."""
    signature = base64.b64encode(held.sign(text_of(page))).decode()
    return browser.send(page, "/sign-in/certificate", {"signature": signature})


def test_a_signed_text_lets_in(hall: Hall, authority: Authority) -> None:
    """What `openssl cms` signed, in base64 or in PEM; the same signature at another step lets nobody in."""
    authority.link()
    browser = hall.browser()
    page = browser.get("/sign-in/certificate/certificate", params={"next": "/account/data"})
    message = authority.kim.sign(text_of(page))
    came = browser.send(page, "/sign-in/certificate", {"signature": base64.b64encode(message).decode()})
    assert came.headers["location"] == "/account/data"
    other = hall.browser()
    page = other.get("/sign-in/certificate/certificate")
    came = other.send(page, "/sign-in/certificate", {"signature": base64.b64encode(message).decode()})
    assert came.status_code == 401
    assert cookie_of(other, "session") == ""
    page = other.get("/sign-in/certificate/certificate")
    pem = f"-----BEGIN CMS-----\n{base64.encodebytes(authority.kim.sign(text_of(page))).decode()}-----END CMS-----\n"
    assert other.send(page, "/sign-in/certificate", {"signature": pem}).headers["location"] == "/desk"


@pytest.mark.parametrize("form", ["nginx", "rfc 9440"])
def test_a_certificate_that_the_proxy_saw_lets_in(hall: Hall, authority: Authority, form: str) -> None:
    """From the address of the trusted proxy alone."""
    authority.link()
    body = "".join(authority.kim.pem.split("-----")[2].split())
    value = quote(authority.kim.pem, safe="") if form == "nginx" else f":{body}:"
    for address, expected in ((PROXY, 303), ("203.0.113.9", 401)):
        browser = hall.browser(address=address)
        page = browser.get("/sign-in/certificate/certificate")
        came = browser.send(page, "/sign-in/certificate/certificate", {}, headers={"x-client-cert": value})
        assert came.status_code == expected
        assert (cookie_of(browser, "session") != "") == (expected == 303)


def test_a_header_that_is_there_twice_is_no_certificate(hall: Hall, authority: Authority) -> None:
    """A proxy that adds its own beside the person's does not say which one it saw."""
    authority.link()
    value = quote(authority.kim.pem, safe="")
    browser = hall.browser(address=PROXY)
    page = browser.get("/sign-in/certificate/certificate")
    twice = [("x-client-cert", value), ("x-client-cert", value)]
    assert browser.send(page, "/sign-in/certificate/certificate", {}, headers=twice).status_code == 401
    assert cookie_of(browser, "session") == ""


def test_a_certificate_is_linked_on_ones_own_page(hall: Hall, authority: Authority) -> None:
    """From the list of ways to sign in; then it signs in, stands in the list by its name, and is removed there."""
    browser = hall.signed_in()
    listed = browser.get("/account/factors")
    assert "/account/factors/certificate/certificate" in listed.text
    page = browser.get("/account/factors/certificate/certificate")
    came = send(browser, page, authority.kim)
    assert came.headers["location"] == "/account/factors?done=linked"
    listed = browser.get("/account/factors")
    assert "김하늘" in listed.text
    assert "비밀번호만 알면" in listed.text, "what is linked is another way in, and not asked for after the password"
    other = hall.browser()
    assert send(other, other.get("/sign-in/certificate/certificate"), authority.kim).status_code == 303
    page = browser.get("/account/factors/certificate/certificate")
    again = send(browser, page, authority.kim)
    assert again.status_code == 409
    assert "another account" in again.text or "다른 계정" in again.text


def test_a_wrong_signature_links_nothing_and_leaves_one_signed_in(hall: Hall, authority: Authority) -> None:
    """The list comes back with what went wrong."""
    browser = hall.signed_in()
    page = browser.get("/account/factors/certificate/certificate")
    came = browser.send(page, "/sign-in/certificate", {"signature": "AAAA"})
    assert came.status_code == 401
    assert "/account/factors/remove" not in came.text
    assert browser.get("/account").status_code == 200


def test_nobody_links_without_having_signed_in(hall: Hall, authority: Authority) -> None:
    """The page is for people who signed in lately."""
    assert hall.browser().get("/account/factors/certificate/certificate").status_code in {302, 303, 401}
    browser = hall.signed_in()
    hall.clock.forward(hours=2)
    assert browser.get("/account/factors/certificate/certificate").status_code in {302, 303}


def test_a_session_is_made_surer_with_a_certificate(hall: Hall, authority: Authority) -> None:
    """From the page that asks for one more proof; a wrong signature leads back to it with words, and it goes on."""
    authority.link()
    browser = hall.signed_in()
    browser.get("/sign-in/again", params={"next": "/account/data"})
    asked = browser.get("/sign-in/next")
    assert "/sign-in/certificate/certificate?step=1" in asked.text
    page = browser.get("/sign-in/certificate/certificate", params={"step": "1"})
    wrong = send(browser, page, authority.root.issue("Mallory"))
    assert wrong.status_code == 401
    assert 'id="certificate"' in wrong.text
    page = browser.get("/sign-in/certificate/certificate", params={"step": "1"})
    came = send(browser, page, authority.kim)
    assert came.headers["location"] == "/account/data"


def test_who_was_revoked_stays_out(hall: Hall, authority: Authority) -> None:
    """From the moment the new list is there; without any list that counts nobody is let in, and is told so."""
    authority.link()
    authority.root.revoke(authority.kim.certificate)
    path = authority.root.crl()
    browser = hall.browser()
    assert send(browser, browser.get("/sign-in/certificate/certificate"), authority.kim).status_code == 401
    path.unlink()
    hall.office.auth.methods["certificate"] = Certificate(anchors=(authority.root.certificate,))
    came = send(browser, browser.get("/sign-in/certificate/certificate"), authority.kim)
    assert came.status_code == 503
    assert cookie_of(browser, "session") == ""


@pytest.mark.parametrize("way", ["password", "nowhere", "x" * 300])
def test_ways_that_take_no_certificates(hall: Hall, authority: Authority, way: str) -> None:
    """Lead back to where one came from."""
    assert hall.browser().get(f"/sign-in/certificate/{way}").headers["location"] == "/sign-in"
    browser = hall.signed_in()
    assert browser.get(f"/account/factors/certificate/{way}").headers["location"] == "/account/factors"


def test_without_a_step_nothing_is_taken(hall: Hall, authority: Authority) -> None:
    """Whoever posts a signature out of nowhere, or goes on from no step, begins again."""
    browser = hall.browser()
    page = browser.get("/sign-in")
    came = browser.send(page, "/sign-in/certificate", {"signature": "AAAA"})
    assert came.headers["location"] == "/sign-in?over=1"
    came = browser.get("/sign-in/certificate/certificate", params={"step": "1"})
    assert came.headers["location"] == "/sign-in?over=1"
