"""People with accounts, and their browsers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, ClassVar

import httpx
import pyotp

from tests.support.mailserver import Mailbox
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


@dataclass
class Hall(People):
    """A town at https whose people prove themselves in every way; `box` has the letters that went out."""

    CITY: ClassVar[str] = "https://haneul.example"
    box: Mailbox = field(default_factory=Mailbox)

    def browser(self, **more: Any) -> Browser:
        """A browser that has never been here."""
        return Browser(self.app, **{"base": self.CITY, **more})

    def app_of(self, browser: Browser) -> pyotp.TOTP:
        """Enrol an authenticator app on the pages as a person does; gives the app."""
        asked = browser.send(browser.get("/account/factors"), "/account/factors/code", {"authenticator": "totp"})
        assert asked.status_code == 200, asked.text
        found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', asked.text)
        assert found is not None
        app = pyotp.TOTP(found[1].replace(" ", ""))
        confirmed = browser.send(asked, "/account/factors/confirm", {"code": self.shown(app)})
        assert confirmed.headers["location"] == "/account/factors?done=added", confirmed.text
        return app

    def shown(self, app: pyotp.TOTP) -> str:
        """The code that the app shows now; the clock goes on, so that the next one is another."""
        self.clock.forward(seconds=31)
        return app.at(self.clock.now())

    def letters(self) -> list[str]:
        """What the mail server was handed, once everything that waits was done."""
        self.office.run_due_tasks()
        return [letter.text.replace("\r\n", "\n") for letter in self.box.letters]

    def code(self) -> str:
        """The code in the newest letter that has one."""
        return [found[0] for text in self.letters() if (found := re.search(r"^[0-9]{8}$", text, re.MULTILINE))][-1]


def cookie_of(browser: Browser, name: str) -> str:
    """One of our cookies in the browser; empty when there is none."""
    names = (f"egov-{name}", f"__Host-egov-{name}")
    return next((cookie.value or "" for cookie in browser.cookies.jar if cookie.name in names), "")


def options_of(page: httpx.Response) -> dict[str, Any]:
    """What a page hands to an authenticator."""
    found = re.search(r'data-options="([^"]+)"', page.text)
    assert found is not None
    options: dict[str, Any] = json.loads(unescape(found[1]))
    return options


def sign_in(browser: Browser, name: str = "kim", password: str = PASSWORD, **more: Any) -> httpx.Response:
    """Fill in the sign-in page as a person does; gives the answer, not followed."""
    agent = more.pop("agent", "")
    headers = {"user-agent": agent} if agent else {}
    page = browser.get("/sign-in", params={"next": more.pop("onward", "")})
    return browser.send(page, "/sign-in", {"name": name, "password": password, **more}, headers=headers)


def session_of(browser: Browser) -> str:
    """The session's token in the browser."""
    return cookie_of(browser, "session")


def session_id(people: People, browser: Browser) -> str:
    """The id of the browser's session, as the list of sessions has it."""
    session = people.office.auth.session(session_of(browser))
    assert session is not None
    return session.id
