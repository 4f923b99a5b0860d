"""People with accounts, and their browsers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from tests.web.client import Browser
from tests.web.portal.town import Town

PASSWORD = "사과나무 아래 노란 우산 7"
OTHER = "겨울 바다 위의 초록 고양이 9"


@dataclass
class People(Town):
    """A town whose people sign in."""

    def signed_in(self, name: str = "kim", password: str = PASSWORD, **more: Any) -> Browser:
        """A new browser in which this person signed in on the page."""
        browser = self.browser()
        assert sign_in(browser, name, password, **more).status_code == 303
        return browser


def sign_in(browser: Browser, name: str = "kim", password: str = PASSWORD, **more: Any) -> httpx.Response:
    """Fill in the sign-in page as a person does; gives the answer, not followed."""
    agent = more.pop("agent", "")
    headers = {"user-agent": agent} if agent else {}
    page = browser.get("/sign-in", params={"next": more.pop("onward", "")})
    return browser.send(page, "/sign-in", {"name": name, "password": password, **more}, headers=headers)


def session_of(browser: Browser) -> str:
    """The session's token in the browser."""
    return next((cookie.value or "" for cookie in browser.cookies.jar if cookie.name == "egov-session"), "")


def session_id(people: People, browser: Browser) -> str:
    """The id of the browser's session, as the list of sessions has it."""
    session = people.office.auth.session(session_of(browser))
    assert session is not None
    return session.id
