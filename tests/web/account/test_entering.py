"""What a browser gets when somebody was let in: cookies, addresses, and where forms may lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from egovframe.web.account.entering import allow_visits
from egovframe.web.page import Page
from egovframe.web.response import Response
from tests.auth.fakes import Oracle
from tests.web.account.people import PASSWORD, Hall, People, cookie_of, session_of, sign_in
from tests.web.portal.town import CONSOLE, Town, town


def asked(people: Town, host: str | bytes, scheme: str = "http") -> Page:
    """A request under that Host."""
    raw = host if isinstance(host, bytes) else host.encode()
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": [(b"host", raw)], "scheme": scheme}
    return Page(people.app.site, scope, address="127.0.0.1", number="4XTQ-8KDM")


def test_under_an_unknown_name_people_are_told_and_passwords_still_sign_in(people: People) -> None:
    """Discovery and provider are refused with 421; signing in and out by password needs no address."""
    browser = people.browser(base="http://evil.example")
    answer = browser.get("/.well-known/openid-configuration")
    assert answer.status_code == 421
    assert "evil" not in answer.text
    assert sign_in(browser, "lee").status_code == 303
    assert browser.send(browser.get("/account"), "/sign-out", {}).headers["location"] == "/"
    people.office.auth.providers["city"] = Oracle()
    try:
        page = browser.get("/sign-in")
        assert browser.send(page, "/sign-in/with/city", {}).status_code == 421
    finally:
        del people.office.auth.providers["city"]


def test_forms_lead_to_a_trusted_system_and_to_no_other(hall: Hall) -> None:
    """Only to the address that is registered for the client, and only on the way back to it."""
    with hall.office.work(by=CONSOLE) as work:
        client = work.clients.add("Roads", redirect=("https://roads.example/back",)).client.id
    page = asked(hall, "haneul.example")
    back = f"/oauth/authorize?client_id={client}&redirect_uri=https://roads.example/back"
    allowed = "form-action 'self' https://oracle.example https://roads.example;"
    assert allowed in str(allow_visits(page, Response(), back).get("content-security-policy"))
    for onward in (
        back.replace("roads", "evil"),
        back.replace(client, "x"),
        f"/other?{back}",
        f"https://evil.example{back}",
        "/oauth/authorize",
        "//[",
    ):
        policy = str(allow_visits(page, Response(), onward).get("content-security-policy"))
        assert "form-action 'self' https://oracle.example;" in policy


@pytest.fixture
def https(tmp_path: Path, clock: SetClock) -> Iterator[Hall]:
    """A town at https with nothing but passwords."""
    with open_office(town(), tmp_path, clock=clock, web={"public_url": Hall.CITY}) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
        yield Hall(office, clock)


def test_every_cookie_is_bound_to_this_host(hall: Hall) -> None:
    """Session, device, step, CSRF and language: `__Host-`, Secure, HttpOnly, SameSite, for the whole site."""
    hall.app_of(hall.signed_in())
    browser = hall.browser()
    page = browser.get("/sign-in?lang=en")
    answers = [page, browser.send(page, "/sign-in", {"name": "kim", "password": PASSWORD})]
    answers.append(hall.browser().get("/sign-in/key/passkey"))
    answers.append(sign_in(hall.browser(), "lee"))
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    names = {cookie.partition("=")[0] for cookie in cookies}
    assert names == {f"__Host-egov-{name}" for name in ("csrf", "lang", "step", "session", "device")}
    for cookie in cookies:
        assert cookie.partition(";")[2].startswith((" Path=/; SameSite=Lax", " Path=/; SameSite=Strict"))
        assert cookie.endswith("; HttpOnly; Secure")
        assert "Domain" not in cookie
    (session,) = [cookie for cookie in cookies if cookie.startswith("__Host-egov-session=")]
    assert "Max-Age" not in session, "it ends with the browser"


def test_a_token_from_before_is_not_kept(https: Hall) -> None:
    """Session fixation: neither a token that was planted nor somebody's own earlier one is that of the new session."""
    planted = session_of(https.signed_in())
    browser = https.browser()
    browser.cookies.set("__Host-egov-session", planted, domain="haneul.example")
    sign_in(browser)
    assert session_of(browser) not in ("", planted)
    assert https.office.auth.session(planted) is None
    browser.cookies.set("egov-session", planted, domain="haneul.example")
    assert cookie_of(browser, "session") != ""


def test_a_neighbours_cookie_is_no_session(https: Hall) -> None:
    """At https the plain name, which a neighbouring host can set, is not looked at."""
    own = session_of(https.signed_in())
    browser = https.browser()
    browser.cookies.set("egov-session", own, domain="haneul.example")
    assert browser.get("/account").status_code == 303


@pytest.mark.asvs("V6.3.5")
def test_a_new_browser_is_told_by_letter_and_one_that_is_known_is_not(hall: Hall) -> None:
    """The mark that the browser keeps says which is which."""
    browser = hall.browser()
    for _ in range(2):
        sign_in(browser)
        browser.send(browser.get("/account"), "/sign-out", {})
    assert [text for text in hall.letters() if "처음 보는 브라우저" in text] == hall.letters()[:1]
    sign_in(hall.browser())
    assert len(hall.letters()) == 2
