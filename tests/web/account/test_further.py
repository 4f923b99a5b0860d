"""The way in beyond the first proof: codes, keys, and proving oneself again."""

from __future__ import annotations

import json

import httpx
import pytest

from egovframe.auth.factors.steps import LASTS
from tests.support.authenticator import SoftwareAuthenticator
from tests.web.account.people import OTHER, PASSWORD, Hall, cookie_of, options_of, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE


def passkey(hall: Hall, browser: Browser) -> SoftwareAuthenticator:
    """Enrol a passkey in a browser that is signed in; gives the device that has it."""
    device = SoftwareAuthenticator()
    page = browser.get("/account/factors/key/passkey")
    answer = json.dumps(device.make(options_of(page), origin=hall.CITY))
    assert browser.send(page, "/account/factors/key", {"answer": answer}).status_code == 303
    return device


def used(
    hall: Hall, browser: Browser, device: SoftwareAuthenticator, path: str = "/sign-in/key/passkey"
) -> httpx.Response:
    """Use the passkey on the page at that path."""
    page = browser.get(path)
    assert_sound(page)
    answer = json.dumps(device.use(options_of(page), origin=hall.CITY))
    return browser.send(page, "/sign-in/key", {"answer": answer})


def enrolled(hall: Hall) -> tuple[Browser, SoftwareAuthenticator]:
    """Kim's browser, with an app and a passkey enrolled."""
    browser = hall.signed_in()
    hall.app_of(browser)
    return browser, passkey(hall, browser)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_asks_for_each_way_and_no_id_stands_twice(hall: Hall, language: str) -> None:
    """Also with an error beside a way: every label and every fault leads to one field."""
    enrolled(hall)
    browser = hall.browser()
    assert sign_in(browser).headers["location"] == "/sign-in/next"
    page = browser.get(f"/sign-in/next?lang={language}")
    assert_sound(page, language=language)
    assert 'autocomplete="one-time-code"' in page.text
    assert "/sign-in/key/passkey?step=1" in page.text
    wrong = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": "000000"})
    assert wrong.status_code == 401
    assert_sound(wrong, language=language)


def test_a_key_that_fails_is_told_on_the_page_with_the_other_ways(hall: Hall) -> None:
    """With two kinds of keys beside each other there is still one place for the fault."""
    browser, device = enrolled(hall)
    two_kinds_of_keys(hall, browser)
    other = hall.browser()
    sign_in(other)
    page = other.get("/sign-in/key/passkey?step=1")
    answer = device.use(options_of(page), origin="https://evil.example")
    wrong = other.send(page, "/sign-in/key", {"answer": json.dumps(answer)})
    assert wrong.status_code == 401
    assert_sound(wrong)
    assert 'id="key-fault"' in wrong.text
    assert wrong.text.count("/sign-in/key/") == 2


def two_kinds_of_keys(hall: Hall, browser: Browser) -> None:
    """A second plug-in for keys, with one that kim enrolled."""
    hall.office.auth.methods["stick"] = hall.office.auth.methods["passkey"]
    page = browser.get("/account/factors/key/stick")
    answer = json.dumps(SoftwareAuthenticator().make(options_of(page), origin=hall.CITY))
    assert browser.send(page, "/account/factors/key", {"answer": answer}).status_code == 303


def test_a_code_goes_on_to_where_one_wanted(hall: Hall) -> None:
    """With a new token, at level 2; the step is gone from the browser."""
    app = hall.app_of(hall.signed_in())
    browser = hall.browser()
    assert sign_in(browser, onward="/account/data").headers["location"] == "/sign-in/next"
    assert cookie_of(browser, "session") == "", "nobody is signed in between two proofs"
    page = browser.get("/sign-in/next")
    came = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    assert came.headers["location"] == "/account/data"
    assert cookie_of(browser, "step") == ""
    session = hall.office.auth.session(cookie_of(browser, "session"))
    assert session is not None
    assert session.assurance == 2


def test_too_many_wrong_codes_wait_and_say_so(hall: Hall) -> None:
    """In words and in the header."""
    hall.app_of(hall.signed_in())
    browser = hall.browser()
    sign_in(browser)
    answers = []
    for _ in range(4):
        page = browser.get("/sign-in/next")
        answers.append(browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": "000000"}))
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert_sound(answers[-1])


@pytest.mark.parametrize("authenticator", ["", "password", "passkey", "recovery", "papers", "x" * 400])
def test_another_way_than_those_that_are_offered_lets_nobody_in(hall: Hall, authenticator: str) -> None:
    """A form that was made up: the way in begins again, or the code is not right."""
    hall.app_of(hall.signed_in())
    browser = hall.browser()
    sign_in(browser)
    page = browser.get("/sign-in/next")
    answer = browser.send(page, "/sign-in/next", {"authenticator": authenticator, "code": PASSWORD})
    assert answer.status_code in (303, 401)
    assert answer.headers.get("location", "/sign-in?over=1") == "/sign-in?over=1"
    assert cookie_of(browser, "session") == ""


def test_a_way_in_that_took_too_long_begins_again(hall: Hall) -> None:
    """Ten minutes; the page says so, and nothing old stays in the browser."""
    app = hall.app_of(hall.signed_in())
    browser = hall.browser()
    sign_in(browser)
    page = browser.get("/sign-in/next")
    hall.clock.forward(seconds=LASTS.total_seconds())
    answer = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    assert answer.headers["location"] == "/sign-in?over=1"
    assert cookie_of(browser, "step") == ""
    assert_sound(browser.get("/sign-in?over=1"))
    assert browser.get("/sign-in/next").headers["location"] == "/sign-in?over=1"


def test_a_passkey_signs_in_with_no_name(hall: Hall) -> None:
    """And leads onward; an officer comes to the desk otherwise."""
    _, device = enrolled(hall)
    browser = hall.browser()
    assert used(hall, browser, device, "/sign-in/key/passkey?next=/account/data").headers["location"] == "/account/data"
    assert used(hall, hall.browser(), device).headers["location"] == "/desk"


def test_a_passkey_that_nobody_knows_is_told(hall: Hall) -> None:
    """On the sign-in page, with nothing left in the browser; the answer is the same for one that is known."""
    _, device = enrolled(hall)
    texts = []
    for one, origin in ((stranger(), hall.CITY), (device, "https://evil.example")):
        browser = hall.browser()
        page = browser.get("/sign-in/key/passkey")
        came = browser.send(page, "/sign-in/key", {"answer": json.dumps(one.use(options_of(page), origin=origin))})
        assert came.status_code == 401
        assert_sound(came)
        assert cookie_of(browser, "step") == ""
        texts.append(came.text[came.text.index('role="alert"') :].partition("</p>")[0])
    assert texts[0] == texts[1]
    assert "증명하지 못했습니다" in texts[0] or len(texts[0]) > 20


def stranger() -> SoftwareAuthenticator:
    """A device with a passkey of this site that the office has never seen."""
    device = SoftwareAuthenticator()
    device.make(
        {
            "rp": {"id": "haneul.example"},
            "user": {"id": "aGVsbG8"},
            "pubKeyCredParams": [{"alg": -7}],
            "challenge": "x",
        },
        origin=Hall.CITY,
    )
    return device


@pytest.mark.parametrize("path", ["/sign-in/key/nothing", "/sign-in/key/totp", "/sign-in/key/passkey?step=1"])
def test_a_challenge_that_cannot_be_asked_begins_again(hall: Hall, path: str) -> None:
    """No such keys, or no way in to go on from."""
    assert hall.browser().get(path).headers["location"] == "/sign-in?over=1"


def test_again_takes_the_password_and_gives_a_new_token(hall: Hall) -> None:
    """The old token is worth nothing from then on; the person goes on where they were."""
    browser = hall.signed_in("lee")
    before = cookie_of(browser, "session")
    assert browser.get("/sign-in/again?next=/account/factors").headers["location"] == "/sign-in/next"
    page = browser.get("/sign-in/next")
    assert_sound(page)
    wrong = browser.send(page, "/sign-in/password", {"password": OTHER})
    assert wrong.status_code == 401
    assert_sound(wrong)
    came = browser.send(page, "/sign-in/password", {"password": PASSWORD})
    assert came.headers["location"] == "/account/factors"
    after = cookie_of(browser, "session")
    assert after not in ("", before)
    assert hall.office.auth.session(before) is None


def test_whoever_has_no_password_is_not_asked_for_one(hall: Hall) -> None:
    """Somebody who comes in by a provider proves themselves again there, anew."""
    owner = hall.signed_in()
    owner.send(owner.get("/account/factors"), "/sign-in/link/city", {})
    assert owner.get("/sign-in/from/city", params={"state": "s", "word": "true", "who": "k1"}).status_code == 303
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.add("park", kind="citizen")
        park = work.accounts.get("park").id
    with hall.office.auth.changing_factors(park) as (work, account):
        provider = hall.office.auth.providers["city"]
        person = provider.finish("kept", {"word": "true", "who": "p1"}, "back")
        hall.office.auth.factors.link(
            work, account, "oidc:city", handle=hall.office.auth.people.handle_of(person), label="p"
        )
    browser = hall.browser()
    browser.send(browser.get("/sign-in"), "/sign-in/with/city", {})
    browser.get("/sign-in/from/city", params={"state": "s", "word": "true", "who": "p1"})
    browser.get("/sign-in/again?next=/account/factors")
    page = browser.get("/sign-in/next")
    assert_sound(page)
    assert 'type="password"' not in page.text
    assert "form-action 'self' https://oracle.example" in page.headers["content-security-policy"]
    there = browser.send(page, "/sign-in/again/city", {})
    assert "fresh=True" in there.headers["location"]
    came = browser.get("/sign-in/from/city", params={"state": "s", "word": "true", "who": "p1"})
    assert came.headers["location"] == "/account/factors"


def test_again_is_for_people_who_signed_in(hall: Hall) -> None:
    """Everybody else signs in."""
    assert hall.browser().get("/sign-in/again").headers["location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("path", ["/sign-in/next", "/sign-in/password", "/sign-in/key"])
def test_nothing_is_taken_without_the_hidden_field(hall: Hall, path: str) -> None:
    """A form of another site."""
    assert hall.browser().post(path, {"code": "1"}).status_code == 403
