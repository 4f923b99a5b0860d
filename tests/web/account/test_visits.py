"""Signing in where others vouch for people: onward, back and linked, and nothing left behind when it did not work."""

from __future__ import annotations

import base64
import re
from html import unescape
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.evidence import KNOW, Factor
from tests.auth.fakes import Oracle, Papers
from tests.web.account.people import Hall, cookie_of, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE

ORACLE = "https://oracle.example"
PROXY = "10.0.0.1"


class Scrap(Papers):
    """Papers that show only what one knows."""

    assurance: ClassVar[int] = 1
    factors: ClassVar[frozenset[Factor]] = KNOW


def visit(browser: Browser, *, onward: str = "") -> httpx.Response:
    """Press the provider's button on the sign-in page."""
    page = browser.get("/sign-in", params={"next": onward} if onward else {})
    return browser.send(page, "/sign-in/with/city", {})


def back(browser: Browser, who: str = "k1", **more: str) -> httpx.Response:
    """Come back from the provider as somebody."""
    answer = {"state": "s", "word": "true", "who": who, **more}
    return browser.get("/sign-in/from/city", params=answer)


def linked(hall: Hall, who: str = "k1") -> Browser:
    """Kim's browser, with the account there linked with the one here."""
    browser = hall.signed_in()
    there = browser.send(browser.get("/account/factors"), "/sign-in/link/city", {})
    assert there.headers["location"].startswith(f"{ORACLE}/go")
    assert back(browser, who).headers["location"] == "/account/factors?done=linked"
    return browser


def test_a_visit_leads_to_the_provider_and_back_to_where_one_wanted(hall: Hall) -> None:
    """The page's policy lets the form lead there; the session says who let the person in."""
    linked(hall)
    browser = hall.browser()
    page = browser.get("/sign-in")
    assert f"form-action 'self' {ORACLE}" in page.headers["content-security-policy"]
    there = visit(browser, onward="/account/sessions")
    asked = parse_qs(urlsplit(there.headers["location"]).query)
    assert asked["back"] == [f"{hall.CITY}/sign-in/from/city"]
    came = back(browser)
    assert (came.status_code, came.headers["location"]) == (303, "/account/sessions")
    session = hall.office.auth.session(cookie_of(browser, "session"))
    assert session is not None
    assert session.authenticator == "oidc:city"


def test_a_provider_that_nobody_named_leads_back(hall: Hall) -> None:
    """Whatever stands in the address."""
    browser = hall.browser()
    answer = browser.send(browser.get("/sign-in"), "/sign-in/with/elsewhere", {})
    assert answer.headers["location"] == "/sign-in"


def test_linking_leaves_no_step_in_the_browser(hall: Hall) -> None:
    """What was spent is taken out of the browser."""
    assert cookie_of(linked(hall), "step") == ""


@pytest.mark.parametrize("answer", [{"word": "false"}, {"who": "stranger"}, {"state": "other"}])
def test_a_visit_that_failed_leaves_no_step_in_the_browser(hall: Hall, answer: dict[str, str]) -> None:
    """Refused there, linked with nobody, or an answer to another visit: the person begins again, with nothing old."""
    browser = hall.browser()
    visit(browser)
    assert cookie_of(browser, "step") != ""
    came = back(browser, **answer)
    assert came.status_code in (303, 401)
    assert cookie_of(browser, "step") == ""
    assert cookie_of(browser, "session") == ""


def test_whoever_cancelled_over_there_is_told_so(hall: Hall) -> None:
    """Not that their account is unknown: they asked for none (RFC 6749, 4.1.2.1)."""
    browser = hall.browser()
    visit(browser)
    came = back(browser, word="false", error="access_denied")
    assert came.status_code == 401
    assert_sound(came)
    assert "그쪽에서 취소하셨습니다" in came.text
    assert "연결된 계정이 없거나" not in came.text


def only_by_the_provider(hall: Hall) -> Browser:
    """The browser of somebody whom the provider brought: no password here."""
    hall.office.auth.providers["city"] = Oracle(create=True)
    browser = hall.browser()
    visit(browser)
    assert back(browser, "k9", name="park").status_code == 303
    return browser


def test_the_only_way_in_is_not_taken_away(hall: Hall) -> None:
    """Nobody locks themselves out; a code is no way in by itself, a certificate is."""
    browser = only_by_the_provider(hall)
    refused = browser.send(browser.get("/account/factors"), "/account/factors/remove", {})
    assert refused.status_code == 409
    assert_sound(refused)
    assert "하나뿐인 방법" in refused.text
    hall.app_of(browser)
    page = browser.get("/account/factors")
    link = re.findall(r'name="factor" value="([^"]+)"', page.text)[0]
    assert browser.send(page, "/account/factors/remove", {"factor": link}).status_code == 409
    papers(hall, account="park")
    gone = browser.send(page, "/account/factors/remove", {"factor": link})
    assert gone.headers["location"] == "/account/factors?done=removed"


def test_whoever_has_no_password_here_is_asked_for_none(hall: Hall) -> None:
    """The account page offers no change of a password that there is not, and says how one signs in."""
    page = only_by_the_provider(hall).get("/account")
    assert_sound(page)
    assert 'name="current"' not in page.text
    assert "여기에 비밀번호가 없고" in page.text
    assert 'name="current"' in hall.signed_in().get("/account").text


def test_a_provider_that_cannot_be_reached_leaves_no_step(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told in words; on the way there and on the way back."""

    def away(*_: object, **__: object) -> None:
        raise SourceUnavailable("no answer", hint="Wait.")

    browser = hall.browser()
    visit(browser)
    monkeypatch.setattr(Oracle, "finish", away)
    came = back(browser)
    assert_sound(came)
    assert "지금은 연결되지 않습니다" in came.text or "연결" in came.text
    assert cookie_of(browser, "step") == ""
    monkeypatch.setattr(Oracle, "begin", away)
    assert_sound(visit(browser))
    assert cookie_of(browser, "step") == ""


def test_somebody_elses_link_is_not_taken(hall: Hall) -> None:
    """Lee is told, and kim's link stays kim's."""
    linked(hall)
    lee = hall.signed_in("lee")
    lee.send(lee.get("/account/factors"), "/sign-in/link/city", {})
    came = back(lee)
    assert "다른 계정" in came.text
    assert cookie_of(lee, "step") == ""
    assert cookie_of(lee, "session") != "", "whoever was signed in still is"


def test_a_second_factor_is_asked_for_after_a_visit(hall: Hall) -> None:
    """And the person still comes to where they wanted."""
    app = hall.app_of(linked(hall))
    browser = hall.browser()
    visit(browser, onward="/account/data")
    came = back(browser)
    assert came.headers["location"] == "/sign-in/next"
    page = browser.get("/sign-in/next")
    entered = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    assert entered.headers["location"] == "/account/data"


def test_a_visit_brings_the_mark_of_a_known_device_along(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule for known devices sees that this browser signed in before."""
    seen: list[bool] = []
    browser = linked(hall)
    monkeypatch.setattr(
        hall.office.auth.policies["open"].__class__, "objection", lambda _, sign_in: seen.append(sign_in.device)
    )
    visit(browser)
    back(browser)
    visit(stranger := hall.browser())
    back(stranger)
    assert seen == [True, False]


# ---------------------------------------------------------------------------------------------- certificates


def papers(hall: Hall, name: str = "k1", *, account: str = "kim") -> None:
    """Link an account with a certificate."""
    with hall.office.look(by=CONSOLE) as work:
        owner = work.accounts.get(account).id
    person = Papers().shown(name, at=hall.clock.now())
    with hall.office.auth.changing_factors(owner) as (work, found):
        handle = hall.office.auth.people.handle_of(person)
        hall.office.auth.factors.link(work, found, "papers", handle=handle, label=name)


def challenge(page: httpx.Response) -> bytes:
    """The text to sign."""
    found = re.search(r'<p class="box"><code>([^<]+)</code>', page.text)
    assert found is not None
    return unescape(found[1]).encode()


def test_a_signed_text_lets_in_and_onward(hall: Hall) -> None:
    """The text names the city; the same signature a second time is too late."""
    papers(hall)
    browser = hall.browser()
    page = browser.get("/sign-in/certificate/papers", params={"next": "/account/data"})
    assert_sound(page)
    text = challenge(page)
    assert text.startswith(hall.CITY.encode())
    signature = base64.b64encode(text + b"|k1").decode()
    came = browser.send(page, "/sign-in/certificate", {"signature": signature})
    assert came.headers["location"] == "/account/data"
    assert cookie_of(browser, "step") == ""
    again = hall.browser()
    page = again.get("/sign-in/certificate/papers")
    came = again.send(page, "/sign-in/certificate", {"signature": signature})
    assert came.status_code == 401


@pytest.mark.parametrize("signature", ["AAAA", "-----BEGIN CMS-----\nx"])
def test_what_is_no_signature_lets_nobody_in(hall: Hall, signature: str) -> None:
    """Told in words, with nothing left in the browser."""
    papers(hall)
    browser = hall.browser()
    page = browser.get("/sign-in/certificate/papers")
    came = browser.send(page, "/sign-in/certificate", {"signature": signature})
    assert came.status_code == 401
    assert_sound(came)
    assert cookie_of(browser, "step") == ""


@pytest.mark.parametrize("signature", ["", " \n", "no base64!"])
def test_nothing_pasted_is_told_beside_the_field_and_the_text_still_counts(hall: Hall, signature: str) -> None:
    """It is no try: the same text stands there, and its signature lets in."""
    papers(hall)
    browser = hall.browser()
    page = browser.get("/sign-in/certificate/papers")
    told = browser.send(page, "/sign-in/certificate", {"signature": signature})
    assert told.status_code == 422
    assert_sound(told)
    assert 'href="#signature"' in told.text
    assert '<label for="signature">서명값</label>' in told.text
    assert challenge(told) == challenge(page)
    signed = base64.b64encode(challenge(page) + b"|k1").decode()
    assert browser.send(told, "/sign-in/certificate", {"signature": signed}).headers["location"] == "/desk"


def test_without_a_text_nothing_is_asked_for(hall: Hall) -> None:
    """Nothing pasted where no text was shown: back to the beginning."""
    browser = hall.browser()
    page = browser.get("/sign-in")
    assert browser.send(page, "/sign-in/certificate", {"signature": ""}).headers["location"] == "/sign-in?over=1"
    visit(browser)
    assert browser.send(page, "/sign-in/certificate", {"signature": ""}).headers["location"] == "/sign-in?over=1"


def test_a_certificate_that_was_shown_leads_onward_through_a_second_factor(hall: Hall) -> None:
    """Where the person wanted to go is not lost between the certificate and the code."""
    papers(hall)
    owner = hall.signed_in()
    app = hall.app_of(owner)
    hall.office.auth.methods["papers"] = Scrap()
    browser = hall.browser(address=PROXY)
    page = browser.get("/sign-in/certificate/papers", params={"next": "/account/data"})
    came = browser.send(page, "/sign-in/certificate/papers", {}, headers={"x-client-cert": "k1"})
    assert came.headers["location"] == "/sign-in/next"
    page = browser.get("/sign-in/next")
    entered = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    assert entered.headers["location"] == "/account/data"


def test_nobody_shows_a_certificate_without_the_trusted_proxy(hall: Hall) -> None:
    """The header of a stranger is no certificate."""
    papers(hall)
    browser = hall.browser()
    page = browser.get("/sign-in/certificate/papers")
    came = browser.send(page, "/sign-in/certificate/papers", {}, headers={"x-client-cert": "k1"})
    assert came.status_code == 401
    assert cookie_of(browser, "session") == ""


def test_signing_out_leads_to_the_provider(hall: Hall) -> None:
    """The account page's policy lets its form lead there: a browser asks the policy about redirects too."""
    linked(hall)
    browser = hall.browser()
    visit(browser)
    back(browser)
    page = browser.get("/account")
    assert f"form-action 'self' {ORACLE}" in page.headers["content-security-policy"]
    left = browser.send(page, "/sign-out", {})
    assert left.headers["location"].startswith(f"{ORACLE}/out?hint=id-token")
    assert cookie_of(browser, "session") == ""


def test_a_provider_is_asked_for_what_the_account_needs(hall: Hall) -> None:
    """Whoever links is proved anew there; a stranger is asked for no more than the least."""
    browser = hall.signed_in()
    there = browser.send(browser.get("/account/factors"), "/sign-in/link/city", {})
    assert parse_qs(urlsplit(there.headers["location"]).query)["fresh"] == ["True"]
    there = visit(hall.browser())
    asked = parse_qs(urlsplit(there.headers["location"]).query)
    assert (asked["fresh"], asked["level"]) == (["False"], ["1"])


def test_the_sign_in_page_names_what_there_is(hall: Hall) -> None:
    """Provider, passkey, certificate and mail stand beside the password."""
    answer = hall.browser().get("/sign-in")
    assert_sound(answer)
    for path in ("/sign-in/with/city", "/sign-in/key/passkey", "/sign-in/certificate/papers", "/sign-in/mail"):
        assert path in answer.text
    assert sign_in(hall.browser()).status_code == 303
