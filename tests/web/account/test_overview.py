"""My account: who I am here, which roles I hold, and my password."""

from __future__ import annotations

import httpx
import pytest

from tests.web.account.people import OTHER, PASSWORD, People, session_of, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound


def change(browser: Browser, current: str, new: str, again: str | None = None) -> httpx.Response:
    """Fill in the form for a new password as a person does."""
    entered = {"current": current, "new": new, "again": new if again is None else again}
    return browser.send(browser.get("/account"), "/account/password", entered)


@pytest.mark.parametrize(("name", "language"), [("kim", "ko"), ("kim", "en"), ("lee", "ko")])
def test_my_account(people: People, name: str, language: str) -> None:
    """The page tells name and roles with their unit, leads to my sessions, and has the way out."""
    answer = people.signed_in(name).get(f"/account?lang={language}")
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    assert f"<h1>{name}</h1>" in answer.text
    assert ("도로 담당 (도로과)" in answer.text) is (name == "kim" and language == "ko")
    assert 'href="/account/sessions"' in answer.text
    assert 'action="/sign-out"' in answer.text
    assert ('href="/desk"' in answer.text) is (name == "kim")


def test_only_signed_in(people: People) -> None:
    """Nobody sees an account without having signed in."""
    assert people.browser().get("/account").status_code == 303
    assert people.browser().post("/account/password", {}).status_code == 401


@pytest.mark.asvs("V6.2.2")
def test_new_password(people: People) -> None:
    """A new password counts at once; this browser stays in, all others are out."""
    browser, other = people.signed_in(), people.signed_in()
    answer = change(browser, PASSWORD, OTHER)
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"])
    assert_sound(page)
    assert 'role="status"' in page.text
    assert other.get("/account").status_code == 303
    assert sign_in(people.browser(), "kim", PASSWORD).status_code == 401
    assert sign_in(people.browser(), "kim", OTHER).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "field"),
    [
        (OTHER, OTHER + "!", None, "current"),
        (PASSWORD, "짧다", None, "new"),
        (PASSWORD, "password1234567890", None, "new"),
        (PASSWORD, OTHER, OTHER + " ", "again"),
        (PASSWORD, "긴 비밀번호 " * 1000, None, "new"),
    ],
)
def test_what_does_not_hold(people: People, current: str, new: str, again: str | None, field: str) -> None:
    """What is wrong is said beside its field and in the summary; the old password goes on counting, nothing leaks."""
    browser = people.signed_in()
    answer = change(browser, current, new, again)
    assert answer.status_code == 422
    assert_sound(answer)
    assert f'<li><a href="#{field}">' in answer.text
    assert f'id="{field}-fault"' in answer.text
    assert OTHER not in answer.text
    assert people.office.auth.session(session_of(browser)) is not None
    assert sign_in(people.browser(), "kim", PASSWORD).status_code == 303


def test_guessing_the_present_password_is_slowed_down(people: People) -> None:
    """Somebody at an open browser cannot try passwords without end."""
    browser = people.signed_in()
    statuses = [change(browser, f"{OTHER} {number}", OTHER).status_code for number in range(4)]
    assert statuses == [422, 422, 422, 429]
    answer = change(browser, PASSWORD, OTHER)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert_sound(answer)
