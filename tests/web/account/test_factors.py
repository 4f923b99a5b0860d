"""How one signs in: added, confirmed and removed by whoever proved lately who they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyotp
import pytest

from egovframe.auth.errors import SignInFailed
from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.support.authenticator import SoftwareAuthenticator
from tests.web.account.people import PASSWORD, Hall, cookie_of, options_of, sign_in
from tests.web.client import Browser, hidden
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, town


def offered(browser: Browser, authenticator: str) -> str:
    """The page that enrols a code."""
    page = browser.get("/account/factors")
    return browser.send(page, "/account/factors/code", {"authenticator": authenticator}).text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_says_what_there_is_and_what_can_be_added(hall: Hall, language: str) -> None:
    """Nothing at first; every way that the city has is offered."""
    answer = hall.signed_in().get(f"/account/factors?lang={language}")
    assert_sound(answer, language=language)
    assert hidden(answer)["authenticator"] in {"totp", "recovery"}
    assert 'href="/account/factors/key/passkey"' in answer.text
    assert 'action="/sign-in/link/city"' in answer.text
    assert ("두 번째" in answer.text) is (language == "ko")


def test_an_app_is_added_and_the_session_goes_on_surer(hall: Hall) -> None:
    """Its first code has a new session begin, at level 2, in the place of the old one; nobody has to sign in again."""
    browser = hall.signed_in()
    before = cookie_of(browser, "session")
    hall.app_of(browser)
    after = cookie_of(browser, "session")
    assert after not in ("", before)
    assert hall.office.auth.session(before) is None
    session = hall.office.auth.session(after)
    assert session is not None
    assert (session.assurance, session.methods) == (2, ("pwd", "otp"))
    page = browser.get("/account/factors?done=added")
    assert_sound(page)
    assert 'role="status"' in page.text
    assert browser.send(page, "/account/factors/code", {"authenticator": "recovery"}).status_code == 200, "fresh"


def test_a_wrong_first_code_is_told_and_the_right_one_still_counts(hall: Hall) -> None:
    """A slip does not have the person begin again; the secret is not shown a second time."""
    browser = hall.signed_in()
    asked = browser.send(browser.get("/account/factors"), "/account/factors/code", {"authenticator": "totp"})
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', asked.text)
    assert found is not None
    app = pyotp.TOTP(found[1].replace(" ", ""))
    wrong = browser.send(asked, "/account/factors/confirm", {"code": "000000"})
    assert wrong.status_code == 422
    assert_sound(wrong)
    assert found[1] not in wrong.text
    assert 'class="picture"' in asked.text
    assert 'class="picture"' not in wrong.text
    right = browser.send(wrong, "/account/factors/confirm", {"code": hall.shown(app)})
    assert right.headers["location"] == "/account/factors?done=added"


@pytest.mark.parametrize("factor", ["", "nobody's", "x" * 500])
def test_what_does_not_wait_is_not_confirmed(hall: Hall, factor: str) -> None:
    """The list is shown instead."""
    browser = hall.signed_in()
    page = browser.get("/account/factors")
    answer = browser.send(page, "/account/factors/confirm", {"factor": factor, "code": "123456"})
    assert answer.headers["location"] == "/account/factors"


def test_recovery_codes_are_shown_once_and_sign_in(hall: Hall) -> None:
    """The list says how many are left; one that was used is gone."""
    browser = hall.signed_in()
    hall.app_of(browser)
    text = offered(browser, "recovery")
    codes = re.findall(r"<li><code>([0-9A-Z-]+)</code></li>", text)
    assert len(codes) == 10
    assert "10" in browser.get("/account/factors").text
    other = hall.browser()
    assert sign_in(other).headers["location"] == "/sign-in/next"
    page = other.get("/sign-in/next")
    came = other.send(page, "/sign-in/next", {"authenticator": "recovery", "code": codes[3].lower()})
    assert came.headers["location"] == "/desk"
    assert "코드 9개" in other.get("/account/factors").text
    assert codes[3] not in other.get("/account/factors").text


def test_a_passkey_is_added_and_the_session_goes_on_surer(hall: Hall) -> None:
    """The browser's answer is the proof: the session is of level 2 and the step is gone."""
    browser = hall.signed_in()
    page = browser.get("/account/factors/key/passkey")
    assert_sound(page)
    answer = json.dumps(SoftwareAuthenticator().make(options_of(page), origin=hall.CITY))
    came = browser.send(page, "/account/factors/key", {"answer": answer, "label": "내 전화"})
    assert came.headers["location"] == "/account/factors?done=added", came.text
    session = hall.office.auth.session(cookie_of(browser, "session"))
    assert session is not None
    assert session.assurance == 2
    assert cookie_of(browser, "step") == ""
    assert "내 전화" in browser.get("/account/factors").text


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": "x"}', "null", "[" * 3000])
def test_what_is_no_answer_adds_nothing(hall: Hall, answer: str) -> None:
    """Whatever a script put into the form: told in words, with nothing left in the browser."""
    browser = hall.signed_in()
    page = browser.get("/account/factors/key/passkey")
    came = browser.send(page, "/account/factors/key", {"answer": answer})
    assert came.status_code == 422
    assert_sound(came)
    assert cookie_of(browser, "step") == ""


@pytest.mark.parametrize("path", ["/account/factors/key/totp", "/account/factors/key/nothing"])
def test_what_has_no_keys_asks_for_none(hall: Hall, path: str) -> None:
    """The list is shown instead."""
    assert hall.signed_in().get(path).headers["location"] == "/account/factors"


def test_an_address_that_passkeys_do_not_fit_is_told(tmp_path: Path, clock: SetClock) -> None:
    """A setting of the office that does not hold is no fault of the person's, and no page that broke."""
    ways = {"password": {"memory_kib": 8, "passes": 1}, "passkey": {"rp_id": "elsewhere.example"}}
    auth, web = AuthSettings.quick(authenticators=ways), {"public_url": Hall.CITY}
    with open_office(town(), tmp_path, clock=clock, auth=auth, web=web) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
        browser = Browser(build(office), base=Hall.CITY)
        sign_in(browser)
        for path in ("/account/factors/key/passkey", "/sign-in/key/passkey"):
            answer = browser.get(path)
            assert answer.status_code == 409
            assert_sound(answer)
            assert "이 주소에서는 패스키를 쓸 수 없습니다" in answer.text


def test_a_way_to_sign_in_is_taken_away(hall: Hall) -> None:
    """Afterwards the password is enough again; taking away what is gone is no error."""
    browser = hall.signed_in()
    hall.app_of(browser)
    page = browser.get("/account/factors")
    factor = hidden(page)["factor"]
    for _ in range(2):
        gone = browser.send(page, "/account/factors/remove", {"factor": factor})
        assert gone.headers["location"] == "/account/factors?done=removed"
    assert sign_in(hall.browser()).headers["location"] == "/desk"


def test_nobody_takes_away_what_is_somebody_elses(hall: Hall) -> None:
    """Lee names kim's factor, and kim still has it."""
    browser = hall.signed_in()
    hall.app_of(browser)
    factor = hidden(browser.get("/account/factors"))["factor"]
    lee = hall.signed_in("lee")
    lee.send(lee.get("/account/factors"), "/account/factors/remove", {"factor": factor})
    assert sign_in(hall.browser()).headers["location"] == "/sign-in/next"


def test_whoever_signed_in_long_ago_proves_it_again_first(hall: Hall) -> None:
    """Then they go on where they were."""
    browser = hall.signed_in()
    hall.clock.forward(minutes=16)
    page = browser.get("/account/factors")
    sent = browser.send(
        page,
        "/account/factors/code",
        {"authenticator": "totp"},
        headers={"referer": f"{hall.CITY}/account/factors"},
    )
    assert sent.headers["location"] == "/sign-in/again?next=/account/factors"


def test_a_short_password_beside_a_second_factor(hall: Hall) -> None:
    """Eight characters will do while a second factor is asked for; without one they let nobody in (NIST 3.1.1.2)."""
    short = "초록 고양이 9"
    browser = hall.signed_in()
    page = browser.get("/account")
    change = {"current": PASSWORD, "new": short, "again": short}
    assert browser.send(page, "/account/password", change).status_code == 422
    app = hall.app_of(browser)
    assert browser.send(browser.get("/account"), "/account/password", change).status_code == 303
    other = hall.browser()
    assert sign_in(other, "kim", short).headers["location"] == "/sign-in/next"
    page = other.get("/sign-in/next")
    other.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    page = other.get("/account/factors")
    other.send(page, "/account/factors/remove", {"factor": hidden(page)["factor"]})
    alone = hall.browser()
    assert sign_in(alone, "kim", short).headers["location"] == "/sign-in/new-password"
    assert cookie_of(alone, "session") == "", "too short to be the only factor"
    page = alone.get("/sign-in/new-password")
    again = alone.send(page, "/sign-in/new-password", {"new": short, "again": short})
    assert again.status_code == 422
    done = alone.send(page, "/sign-in/new-password", {"new": PASSWORD, "again": PASSWORD})
    assert done.headers["location"] == "/sign-in?done=password"
    assert sign_in(hall.browser()).headers["location"] == "/desk"
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", short)
