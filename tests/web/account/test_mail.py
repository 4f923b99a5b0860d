"""Codes by mail, through a real mail server: to sign in, and to choose a new password."""

from __future__ import annotations

import re

import httpx
import pytest

from egovframe.auth.errors import SignInFailed
from egovframe.kernel.permissions import Actor
from tests.web.account.people import OTHER, PASSWORD, Hall, People, cookie_of, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound

CONSOLE = Actor.system("console")


def asked(browser: Browser, name: str = "kim", *, path: str = "/sign-in/mail", onward: str = "") -> httpx.Response:
    """Ask for a code on the page."""
    page = browser.get(path, params={"next": onward} if onward else {})
    assert_sound(page)
    answer = browser.send(page, "/sign-in/mail", {"name": name})
    if answer.status_code == 200:
        assert_sound(answer)
    return answer


def typed(browser: Browser, page: httpx.Response, code: str) -> httpx.Response:
    """Type the code on the page."""
    return browser.send(page, "/sign-in/mail/code", {"code": code})


@pytest.mark.parametrize("path", ["/sign-in/mail", "/sign-in/forgot"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page(hall: Hall, path: str, language: str) -> None:
    """One field: the name or the address."""
    assert_sound(hall.browser().get(f"{path}?lang={language}"), language=language)


@pytest.mark.parametrize("name", ["kim", " KIM@City.example "])
def test_a_code_signs_in_and_onward(hall: Hall, name: str) -> None:
    """By the account's name or its address; blanks in the code are no matter."""
    browser = hall.browser()
    page = asked(browser, name, onward="/account/data")
    code = hall.code()
    came = typed(browser, page, f" {code[:4]} {code[4:]} ")
    assert came.headers["location"] == "/account/data"
    assert cookie_of(browser, "step") == ""
    session = hall.office.auth.session(cookie_of(browser, "session"))
    assert session is not None
    assert (session.assurance, session.methods) == (1, ("email",))


@pytest.mark.parametrize(
    ("locale", "words"), [("", "Type this code on the sign-in page"), ("ko-KR", "로그인 화면에 이 코드를 입력하세요")]
)
def test_the_letter_is_in_the_language_of_the_account_or_else_of_the_page(hall: Hall, locale: str, words: str) -> None:
    """Whoever reads an English page and never chose a language is not sent a Korean letter."""
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.set_profile("kim", locale=locale)
    browser = hall.browser()
    sent = browser.send(browser.get("/sign-in/mail?lang=en"), "/sign-in/mail", {"name": "kim"})
    assert sent.is_success or sent.is_redirect
    assert words in hall.letters()[-1]


@pytest.mark.parametrize("name", ["nobody", "nobody@city.example", "lee", "\x00", "k" * 2000])
def test_the_answer_is_the_same_for_nobody(hall: Hall, name: str) -> None:
    """For an account without an address as well; no letter goes out, and no code is right."""
    known = asked(hall.browser()).text
    browser = hall.browser()
    page = asked(browser, name)
    masked = re.compile(r'value="[^"]+"|\?v=[^"]+|[A-Z0-9]{4}-[A-Z0-9]{4}')
    assert masked.sub("", page.text) == masked.sub("", known)
    before = len(hall.letters())
    assert before == 1
    assert typed(browser, page, "00000000").status_code == 401


@pytest.mark.parametrize("path", ["/sign-in/mail", "/sign-in/forgot"])
def test_an_empty_name_is_told_beside_the_field(hall: Hall, path: str) -> None:
    """Nobody is sent to wait for a letter that cannot come."""
    told = asked(hall.browser(), " ", path=path)
    assert told.status_code == 422
    assert_sound(told)
    assert 'href="#name"' in told.text
    assert ("비밀번호를 잊었습니다" in told.text) is (path == "/sign-in/forgot")


@pytest.mark.parametrize("path", ["/sign-in/mail", "/sign-in/forgot"])
def test_another_code_can_be_asked_for(hall: Hall, path: str) -> None:
    """From where the code is typed, wrong or not, back to where this one was asked for, and then onward."""
    browser = hall.browser()
    page = asked(browser, path=path, onward="/account/data")
    again = f'href="{path}?next=%2Faccount%2Fdata"'
    assert again in page.text
    assert again in typed(browser, page, "00000000").text


def test_a_wrong_code_is_told_and_five_end_it(hall: Hall) -> None:
    """Then even the right one is too late."""
    browser = hall.browser()
    page = asked(browser)
    code = hall.code()
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(5):
        answer = typed(browser, page, wrong)
        assert answer.status_code == 401
        assert_sound(answer)
    over = typed(browser, page, code)
    assert over.headers["location"] == "/sign-in?over=1"
    assert cookie_of(browser, "step") == ""


def test_a_code_counts_only_in_the_browser_that_asked(hall: Hall) -> None:
    """Somebody who reads the mailbox has nothing to type it into."""
    asked(hall.browser())
    other = hall.browser()
    page = asked(other, "nobody")
    assert typed(other, page, hall.code()).status_code == 401


def test_asking_too_often_waits(hall: Hall) -> None:
    """The same for names that nobody has."""
    for name in ("kim", "nobody"):
        browser = hall.browser()
        answers = [asked(browser, name) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[-1].headers["retry-after"] == "2"
        assert_sound(answers[-1])


@pytest.mark.asvs("V6.4.3")
def test_a_lost_password_is_chosen_anew(hall: Hall) -> None:
    """The old one and all sessions end; then the person signs in with the new one, and gets word of the change."""
    own = hall.signed_in()
    browser = hall.browser()
    page = asked(browser, path="/sign-in/forgot")
    came = typed(browser, page, hall.code())
    assert came.headers["location"] == "/sign-in/new-password"
    assert cookie_of(browser, "session") == ""
    page = browser.get("/sign-in/new-password")
    assert_sound(page)
    for new, again in (("short", "short"), (OTHER, PASSWORD)):
        refused = browser.send(page, "/sign-in/new-password", {"new": new, "again": again})
        assert refused.status_code == 422
        assert_sound(refused)
        assert "short" not in refused.text.partition("<main")[2]
    done = browser.send(page, "/sign-in/new-password", {"new": OTHER, "again": OTHER})
    assert done.headers["location"] == "/sign-in?done=password"
    assert_sound(browser.get("/sign-in?done=password"))
    assert cookie_of(browser, "step") == ""
    assert own.get("/account").status_code == 303, "every session ended"
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", PASSWORD)
    assert sign_in(hall.browser(), "kim", OTHER).status_code == 303
    assert any("비밀번호가 바뀌었습니다" in text for text in hall.letters())
    late = browser.send(page, "/sign-in/new-password", {"new": PASSWORD, "again": PASSWORD})
    assert late.headers["location"] == "/sign-in?over=1"


@pytest.mark.asvs("V6.4.3")
def test_mail_never_takes_the_place_of_a_second_factor(hall: Hall) -> None:
    """Who has an app shows its code as well, before a new password is chosen (NIST SP 800-63B-4, 4.2)."""
    app = hall.app_of(hall.signed_in())
    browser = hall.browser()
    page = asked(browser, path="/sign-in/forgot")
    assert typed(browser, page, hall.code()).headers["location"] == "/sign-in/next"
    assert browser.get("/sign-in/new-password").headers["location"] == "/sign-in"
    page = browser.get("/sign-in/next")
    assert_sound(page)
    came = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    assert came.headers["location"] == "/sign-in/new-password"


@pytest.mark.parametrize("path", ["/sign-in/new-password", "/sign-in/mail/code"])
def test_without_a_way_in_there_is_nothing_to_go_on_from(hall: Hall, path: str) -> None:
    """A form from nowhere begins again."""
    browser = hall.browser()
    page = browser.get("/sign-in/mail")
    answer = browser.send(page, path, {"new": OTHER, "again": OTHER, "code": "1"})
    assert answer.headers["location"] == "/sign-in?over=1"
    assert browser.get("/sign-in/new-password").headers["location"] == "/sign-in?over=1"


def test_a_city_without_mail_offers_none(people: People) -> None:
    """The pages lead back, and the sign-in page says whom to ask."""
    browser = people.browser()
    for path in ("/sign-in/mail", "/sign-in/forgot"):
        assert browser.get(path).headers["location"] == "/sign-in"
    page = browser.get("/sign-in")
    assert "/sign-in/forgot" not in page.text
    assert browser.send(page, "/sign-in/mail", {"name": "kim"}).headers["location"] == "/sign-in"
