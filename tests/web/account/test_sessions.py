"""My sessions: where I am signed in, and how to end that."""

from __future__ import annotations

import re

import pytest

from egovframe.testing import SetClock
from tests.web.account.people import PASSWORD, People, session_id
from tests.web.html import assert_sound

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def ends(text: str) -> list[str]:
    """The sessions that the page has a form for."""
    return re.findall(r'name="session" value="([^"]+)"', text)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_list(people: People, language: str) -> None:
    """Every session of the account is there with its browser and its own form, and nobody else's."""
    browser = people.signed_in()
    people.signed_in(agent=FIREFOX)
    people.signed_in("lee")
    answer = browser.get(f"/account/sessions?lang={language}")
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    assert len(ends(answer.text)) == 2
    assert "Firefox, Windows" in answer.text
    assert answer.text.count("이 브라우저" if language == "ko" else "this browser") == 1
    assert answer.text.count('action="/account/sessions/end-others"') == 1


def test_end_one(people: People) -> None:
    """Ending another session puts that browser out at once and leaves this one in; ending it twice is no error."""
    browser, other = people.signed_in(), people.signed_in()
    chosen = session_id(people, other)
    page = browser.get("/account/sessions")
    for _ in range(2):
        assert browser.send(page, "/account/sessions/end", {"session": chosen}).status_code == 303
    assert other.get("/account").status_code == 303
    assert browser.get("/account").status_code == 200
    assert ends(browser.get("/account/sessions?done=ended").text) != [chosen]


def test_end_this_one(people: People) -> None:
    """Ending the session of this browser is signing out."""
    browser = people.signed_in()
    page = browser.get("/account/sessions")
    browser.send(page, "/account/sessions/end", {"session": ends(page.text)[0]})
    assert browser.get("/account").status_code == 303


@pytest.mark.asvs("V7.4.3")
def test_end_all_others(people: People) -> None:
    """One form ends all sessions but this one."""
    browser, others = people.signed_in(), [people.signed_in() for _ in range(3)]
    citizen = people.signed_in("lee")
    answer = browser.send(browser.get("/account/sessions"), "/account/sessions/end-others", {}, follow=True)
    assert_sound(answer)
    assert len(ends(answer.text)) == 1
    assert [other.get("/account").status_code for other in others] == [303, 303, 303]
    assert citizen.get("/account").status_code == 200


def test_only_my_own(people: People) -> None:
    """Naming somebody else's session ends nothing."""
    browser, citizen = people.signed_in(), people.signed_in("lee")
    theirs = session_id(people, citizen)
    browser.send(browser.get("/account/sessions"), "/account/sessions/end", {"session": theirs})
    assert citizen.get("/account").status_code == 200
    assert people.browser().get("/account/sessions").status_code == 303


@pytest.mark.asvs("V7.5.2")
@pytest.mark.parametrize("deed", ["end", "end-others"])
def test_an_old_session_proves_itself_before_it_ends_others(people: People, clock: SetClock, deed: str) -> None:
    """The list is seen; nothing ends until the password is typed again, and then it does."""
    browser, other = people.signed_in(), people.signed_in()
    chosen = session_id(people, other)
    clock.forward(minutes=16)
    page = browser.get("/account/sessions")
    assert len(ends(page.text)) == 2
    asked = browser.send(page, f"/account/sessions/{deed}", {"session": chosen})
    assert asked.headers["location"].startswith("/sign-in/again?next=")
    assert other.get("/account").status_code == 200
    browser.get(asked.headers["location"])
    proved = browser.send(browser.get("/sign-in/next"), "/sign-in/password", {"password": PASSWORD})
    assert proved.status_code == 303
    browser.send(browser.get("/account/sessions"), f"/account/sessions/{deed}", {"session": chosen})
    assert other.get("/account").status_code == 303
