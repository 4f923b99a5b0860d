"""How one signs in, in a real browser: every way enrolled and used, a lost password, sessions, and out everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

import pyotp
import pytest

from egovframe.auth import facts
from egovframe.auth.evidence import HAVE, Evidence
from egovframe.auth.profiles import Contact
from egovframe.auth.settings import AuthSettings
from egovframe.office import Office
from egovframe.testing import open_office
from egovframe.web import build
from tests.support import mailserver
from tests.support.mailserver import Mailbox
from tests.support.pages import Walk, served
from tests.web.account.people import OTHER, PASSWORD
from tests.web.portal.town import CONSOLE, town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@dataclass
class City:
    """A city that is served, with a mail server of its own; kim is an officer with an address."""

    office: Office
    base: str
    box: Mailbox

    def code(self) -> str:
        """The code in the newest letter."""
        self.office.run_due_tasks()
        found = [each for letter in self.box.letters for each in re.findall(r"^[0-9]{8}", letter.text, re.MULTILINE)]
        return str(found[-1])


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """At localhost: browsers make passkeys for names, and take it for as safe as https."""
    with mailserver.running() as box:
        ways = {
            "password": {"memory_kib": 8, "passes": 1},
            "totp": {},
            "recovery": {},
            "passkey": {},
            "email": {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"},
        }
        with open_office(town(), tmp_path, auth=AuthSettings.quick(authenticators=ways)) as office:
            with office.work(by=CONSOLE) as work:
                work.accounts.add("kim", kind="citizen", password=PASSWORD)
                work.accounts.set_profile("kim", emails=(Contact("kim@city.example", primary=True),))
            with served(build(office)) as base:
                yield City(office, base.replace("127.0.0.1", "localhost"), box)


class Person:
    """Somebody at a browser, who looks at every page."""

    def __init__(
        self, browser: Browser, city: City, look: Callable[[Page], None], *, width: int, language: str
    ) -> None:
        self.city, self._look = city, look
        self._looked: set[tuple[str, str]] = set()
        self.context = browser.new_context(viewport={"width": width, "height": 800})
        self.context.add_cookies([{"name": "egov-lang", "value": language, "url": city.base}])
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def look(self, page: Page) -> None:
        """Looks at a page, once in each of its states: the title says when something is wrong."""
        state = (page.url.partition("?")[0], page.title())
        if state not in self._looked:
            self._looked.add(state)
            self._look(page)

    def goes(self, path: str) -> None:
        """Opens a page and looks at it."""
        self.page.goto(self.city.base + path)
        self.look(self.page)

    def at(self, path: str) -> None:
        """Is on that page now, and looks at it."""
        self.page.wait_for_url(f"{self.city.base}{path}")
        self.look(self.page)

    def presses(self, selector: str) -> None:
        """Presses a button."""
        self.page.click(selector)
        self.page.wait_for_load_state("load")

    def types(self, **fields: str) -> None:
        """Fills in fields by their ids."""
        for name, value in fields.items():
            self.page.fill(f"#{name}", value)

    def signs_in(self, password: str = PASSWORD) -> None:
        """Types name and password."""
        self.page.goto(f"{self.city.base}/sign-in")
        self.types(name="kim", password=password)
        self.presses("main form[action='/sign-in'] button")

    def signs_out(self) -> None:
        """Signs out on the account page."""
        self.page.goto(f"{self.city.base}/account")
        self.presses("#sign-out button")
        self.page.wait_for_url(f"{self.city.base}/")

    def codes(self, authenticator: str, code: str) -> None:
        """Types a code on the page for further proofs."""
        self.at("/sign-in/next")
        self.page.fill(f"#{authenticator}", code)
        self.presses(f"form:has(#{authenticator}) button")

    def by_passkey(self) -> None:
        """Goes on with the passkey."""
        self.page.click("a[href^='/sign-in/key/passkey']")
        self.page.wait_for_selector("form[data-passkey]")
        self.presses("form[data-passkey] button")

    def cookies(self) -> set[str]:
        """The names of our cookies in the browser."""
        return {str(cookie.get("name")) for cookie in self.context.cookies()}


def virtual_authenticator(page: Page) -> Any:
    """Puts an authenticator into the browser that unlocks by itself."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "language"), [(360, "ko"), (1280, "en")])
def test_every_way_to_sign_in(browser: Browser, city: City, width: int, language: str, heavy: bool) -> None:
    """App, list, mail, passkey, lost password, sessions, out everywhere: each page readable, nothing left behind."""
    kim = Person(browser, city, Walk(int(language == "en"), whole=heavy), width=width, language=language)
    app, codes = enrols(kim)
    signs_in_in_every_way(kim, app, codes)
    loses_the_password(kim)
    sees_sessions_and_ends_them(kim)
    assert [line for line in kim.complaints if "favicon" not in line and "status of 4" not in line] == []
    kim.context.close()


def enrols(kim: Person) -> tuple[pyotp.TOTP, list[str]]:
    """Enrols an app, a list of codes and a passkey, with a slip on the way; gives the app and the codes."""
    kim.goes("/sign-in")
    kim.signs_in()
    kim.at("/account")
    kim.goes("/account/factors")
    kim.presses("form:has(input[value=totp]) button")
    kim.look(kim.page)
    app = pyotp.TOTP(kim.page.inner_text("code.secret").replace(" ", ""))
    kim.types(code="000000")
    kim.presses("form[action='/account/factors/confirm'] button")
    kim.look(kim.page)
    kim.types(code=app.now())
    kim.presses("form[action='/account/factors/confirm'] button")
    kim.at("/account/factors?done=added")
    kim.presses("form:has(input[value=recovery]) button")
    kim.look(kim.page)
    codes = kim.page.locator("ol.codes code").all_inner_texts()
    assert len(codes) == 10
    kim.page.click(".actions a.main")
    virtual_authenticator(kim.page)
    kim.goes("/account/factors/key/passkey")
    kim.types(label="내 전화")
    kim.presses("form[data-passkey] button")
    kim.at("/account/factors?done=added")
    return app, codes


def signs_in_in_every_way(kim: Person, app: pyotp.TOTP, codes: list[str]) -> None:
    """By app, by a code of the list, by passkey alone, by passkey beside the password, and by mail."""
    kim.signs_out()
    kim.signs_in()
    kim.codes("totp", "000000")
    kim.codes("totp", app.at(int(time()) + 30))
    kim.at("/account")
    kim.signs_out()
    kim.signs_in()
    kim.codes("recovery", codes[0])
    kim.at("/account")
    kim.signs_out()
    kim.goes("/sign-in/key/passkey")
    kim.presses("form[data-passkey] button")
    kim.at("/account")
    kim.signs_out()
    kim.signs_in()
    kim.by_passkey()
    kim.at("/account")
    kim.signs_out()
    kim.goes("/sign-in/mail")
    kim.types(name="kim@city.example")
    kim.presses("form[action='/sign-in/mail'] button")
    kim.look(kim.page)
    kim.types(code="00000000")
    kim.presses("form[action='/sign-in/mail/code'] button")
    kim.look(kim.page)
    kim.types(code=kim.city.code())
    kim.presses("form[action='/sign-in/mail/code'] button")
    kim.codes("recovery", codes[1])
    kim.at("/sign-in/next")  # two things that one has: what makes the account as sure as it can be is still due
    assert kim.page.locator("#totp, #recovery").count() == 0
    kim.by_passkey()
    kim.at("/account")
    kim.signs_out()


def loses_the_password(kim: Person) -> None:
    """Chooses a new one by mail and passkey, and signs in with it."""
    kim.goes("/sign-in/forgot")
    kim.types(name="kim")
    kim.presses("form[action='/sign-in/mail'] button")
    kim.types(code=kim.city.code())
    kim.presses("form[action='/sign-in/mail/code'] button")
    kim.at("/sign-in/next")
    kim.by_passkey()
    kim.at("/sign-in/new-password")
    kim.types(new="short", again="short")
    kim.presses("form[action='/sign-in/new-password'] button")
    kim.look(kim.page)
    kim.types(new=OTHER, again=OTHER)
    kim.presses("form[action='/sign-in/new-password'] button")
    kim.at("/sign-in?done=password")
    kim.signs_in()
    kim.look(kim.page)
    kim.signs_in(OTHER)
    kim.by_passkey()
    kim.at("/account")


def sees_sessions_and_ends_them(kim: Person) -> None:
    """Two other browsers are signed in as well; one is ended from the list, then all others; activity tells of it."""
    token, other = elsewhere(kim.city), elsewhere(kim.city)
    kim.goes("/account/sessions")
    assert kim.page.locator("ul.list li").count() == 3
    kim.page.locator("ul.list li").filter(has_not=kim.page.locator(".state")).first.locator("button").click()
    kim.at("/account/sessions?done=ended")
    assert kim.page.locator("ul.list li").count() == 2
    kim.presses("form[action='/account/sessions/end-others'] button")
    kim.page.wait_for_url("**/account/sessions?done=ended")
    assert kim.page.locator("ul.list li").count() == 1
    for each in (token, other):
        assert kim.city.office.auth.session(each) is None
    kim.goes("/account/data")
    kim.goes("/account/factors")
    kim.page.locator("form[action='/account/factors/remove'] button").last.click()
    kim.at("/account/factors?done=removed")
    assert "egov-step" not in kim.cookies()
    kim.goes("/sign-in/again?next=/account/factors")


def elsewhere(city: City) -> str:
    """A session of kim in another browser, opened past the pages; gives its token."""
    with city.office.work(by=CONSOLE) as work:
        account = work.accounts.get("kim")
        shown = (Evidence("pwd"), Evidence("otp", HAVE))
        token, session = city.office.auth.sessions_kept.begin(work, account, frozenset(), shown=shown)
        told = {"authenticator": "password", "assurance": 2, "methods": ["pwd", "otp"], "tier": ""}
        work.note(facts.SIGNED_IN, object=f"session:{session.id}", subjects=(account.ref,), details=told)
    return str(token)
