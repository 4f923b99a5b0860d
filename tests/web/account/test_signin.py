"""Signing in and out: a new token each time, the same answer for every failure, and a wait that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth import Person, Source, SourceUnavailable
from egovframe.kernel.errors import Busy, EgovError
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.web.account.people import OTHER, PASSWORD, People, session_of, sign_in
from tests.web.client import Browser, hidden
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, town


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page(people: People, language: str) -> None:
    """Name and password stand on one page that needs nothing else."""
    answer = people.browser().get(f"/sign-in?lang={language}")
    assert_sound(answer, language=language)
    assert 'name="name"' in answer.text
    assert 'type="password"' in answer.text
    assert 'class="btn main"' in answer.text


@pytest.mark.parametrize(("name", "start"), [("kim", "/desk"), ("KIM", "/desk"), ("lee", "/account")])
def test_signing_in(people: People, name: str, start: str) -> None:
    """The right password leads on: officers to the desk, others to their account; the case of a name is no matter."""
    browser = people.browser()
    answer = sign_in(browser, name)
    assert (answer.status_code, answer.headers["location"]) == (303, start)
    assert browser.get(start).status_code == 200


@pytest.mark.parametrize(
    ("onward", "leads_to"), [("/account/sessions?x=1", "/account/sessions?x=1"), ("//evil.example/", "/account")]
)
def test_back_to_where_one_wanted(people: People, onward: str, leads_to: str) -> None:
    """Who was sent to sign in comes back to that page, and nowhere off this site."""
    assert sign_in(people.browser(), "lee", onward=onward).headers["location"] == leads_to
    sent = people.browser().get("/account/sessions?x=1")
    assert sent.headers["location"] == "/sign-in?next=/account/sessions%3Fx%3D1"


@pytest.mark.asvs("V7.2.4")
def test_a_new_token_every_time(people: People) -> None:
    """Signing in never goes on with a token from before: that one ends (session fixation)."""
    browser = people.browser()
    browser.cookies.set("egov-session", "planted", domain="127.0.0.1")
    sign_in(browser)
    first = session_of(browser)
    assert first != "planted"
    sign_in(browser)
    second = session_of(browser)
    assert second not in ("", first)
    assert people.office.auth.session(first) is None
    assert people.office.auth.session(second) is not None


@pytest.mark.parametrize(("name", "password"), [("kim", OTHER), ("nobody", PASSWORD), ("\x00", "\x00"), ("kim", " ")])
def test_every_failure_looks_the_same(people: People, name: str, password: str) -> None:
    """Wrong password, unknown name or nothing that is one: one answer, in which the password does not stand."""
    browser = people.browser()
    answer = sign_in(browser, name, password)
    assert answer.status_code == 401
    assert_sound(answer)
    assert "이름과 비밀번호가 맞지 않습니다" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    assert PASSWORD not in answer.text
    assert OTHER not in answer.text
    assert session_of(browser) == ""
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("", ""), (" ", PASSWORD), ("kim", ""), ("nobody", "")])
def test_what_was_left_empty_is_told_and_is_no_try(people: People, name: str, password: str) -> None:
    """Nobody's name, or no password: no failure is counted and none is a fact."""
    browser = people.browser()
    for _ in range(5):
        told = sign_in(browser, name, password)
        assert told.status_code == 422
        assert "계정 이름과 비밀번호를 적으세요" in told.text
    assert_sound(told)
    people.office.seal()
    assert people.office.trail.search(action="sign-in.failed") == []
    assert sign_in(browser, "kim", PASSWORD).status_code == 303


def test_a_disabled_account(people: People) -> None:
    """An account that was shut is out at once, and cannot come back."""
    browser = people.signed_in()
    with people.office.work(by=CONSOLE) as work:
        work.accounts.disable("kim")
    assert browser.get("/account").status_code == 303
    assert sign_in(people.browser()).status_code == 401


class Away(Source):
    """A directory that cannot be asked: out of reach, or too many ask it."""

    why: type[EgovError] = SourceUnavailable

    def check(self, name: str, secret: str) -> Person | None:
        """Nobody can tell."""
        raise self.why("ldap1.inside.example cannot be reached.", hint="Ask again.")


@pytest.mark.parametrize(
    ("why", "language", "words"),
    [
        (SourceUnavailable, "ko", "이름과 비밀번호를 확인하지 못했습니다"),
        (SourceUnavailable, "en", "Your name and password could not be checked"),
        (Busy, "ko", "지금 로그인하는 사람이 많습니다"),
        (Busy, "en", "Too many people sign in at this moment"),
    ],
)
@pytest.mark.parametrize("name", ["kim", "nobody"])
def test_a_directory_that_does_not_answer(
    people: People, name: str, why: type[EgovError], language: str, words: str
) -> None:
    """The form comes again with what was typed, where one was going, and what to do: 503, the same for every name."""
    people.office.auth.sources["book"] = Away(why=why)
    browser = people.browser()
    page = browser.get("/sign-in", params={"lang": language, "next": "/account/data"})
    answer = browser.send(page, "/sign-in", {"name": name, "password": OTHER})
    assert answer.status_code == 503
    assert_sound(answer, language=language)
    assert words in answer.text
    assert f'value="{name}"' in answer.text
    assert hidden(answer)["next"] == "/account/data"
    assert "ldap1.inside" not in answer.text
    assert OTHER not in answer.text
    assert session_of(browser) == ""
    del people.office.auth.sources["book"]
    assert browser.send(answer, "/sign-in", {"name": "kim", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("name", ["kim", "nobody"])
def test_slowed_down(people: People, name: str) -> None:
    """After some failures in a row there is a wait, told in words and to programs, and the same for unknown names."""
    browser = people.browser()
    statuses = [sign_in(browser, name, OTHER).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    answer = sign_in(browser, name, PASSWORD)
    assert answer.status_code == 429
    assert_sound(answer)
    assert answer.headers["retry-after"] == "2"
    assert "2초 뒤에 다시" in answer.text


def test_the_wait_ends(people: People) -> None:
    """After the wait the right password lets in."""
    browser = people.browser()
    for _ in range(4):
        sign_in(browser, "kim", OTHER)
    people.clock.forward(seconds=3)
    assert sign_in(browser).status_code == 303


def test_strangers_do_not_slow_down_the_owner(people: People) -> None:
    """A browser that signed in before is let in at once while strangers try the account's name."""
    own = people.signed_in()
    own.cookies.delete("egov-session")
    stranger = people.browser()
    for _ in range(4):
        sign_in(stranger, "kim", OTHER)
    assert sign_in(stranger).status_code == 429
    assert sign_in(own).status_code == 303


@pytest.mark.asvs("V7.4.4")
def test_signing_out(people: People) -> None:
    """Signing out ends the session in the office, not only in the browser; it takes a POST with the hidden field."""
    browser = people.signed_in()
    token = session_of(browser)
    page = browser.get("/account")
    assert 'action="/sign-out"' in page.text
    assert browser.get("/sign-out").status_code == 405
    assert browser.post("/sign-out").status_code == 403
    assert people.office.auth.session(token) is not None
    assert browser.send(page, "/sign-out", {}).status_code == 303
    assert people.office.auth.session(token) is None
    assert session_of(browser) == ""
    assert browser.get("/account").status_code == 303
    assert browser.send(page, "/sign-out", {}).status_code == 303, "a second time is no error"


def test_by_https(tmp_path: Path, clock: SetClock) -> None:
    """Seen by https, the session's cookie is bound to this host and never sent in the clear."""
    with open_office(town(), tmp_path, clock=clock, web={"public_url": "https://haneul.example"}) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
        browser = Browser(build(office), base="https://haneul.example")
        page = browser.get("/sign-in")
        answer = browser.post("/sign-in", {**hidden(page), "name": "kim", "password": PASSWORD})
        cookies = answer.headers.get_list("set-cookie")
        assert len(cookies) == 2
        for cookie in cookies:
            assert cookie.startswith(("__Host-egov-session=", "__Host-egov-device="))
            assert "; Path=/;" in cookie
            assert "; Secure" in cookie
            assert "; HttpOnly" in cookie
        assert browser.get("/account").status_code == 200


def test_what_the_trail_says(people: People) -> None:
    """Coming, failing and going are facts; neither the name that was tried nor a password is in the public part."""
    browser = people.signed_in()
    sign_in(people.browser(), "비밀이름", OTHER)
    browser.send(browser.get("/account"), "/sign-out", {})
    actions = [fact["action"] for fact in people.office.trail.search(limit=3)]
    assert actions == ["session.ended", "sign-in.failed", "sign-in.succeeded"]
    public = str(people.office.trail.search(action="sign-in.failed"))
    assert OTHER not in public
