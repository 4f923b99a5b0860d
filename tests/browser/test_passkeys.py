"""Passkeys in a real browser: Chromium with a virtual authenticator, the script, and the plug-in behind a tiny site."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from egovframe.auth.builtin.passkey import Passkey
from egovframe.auth.errors import ProofRefused
from egovframe.auth.evidence import Evidence
from egovframe.auth.interfaces import Key
from egovframe.web.headers import ALWAYS
from egovframe.web.static import Static
from tests.support.pages import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ACCOUNT = "0197c6f2-7c1e-7a40-9d6e-2f1b8f6f0a11"
SCRIPT = next(file for file in Static().by_address.values() if file.address.startswith("/static/passkey."))
FORM = """<!doctype html><html lang="en"><title>Passkey</title>
<form method="post" action="{path}" data-passkey="{kind}" data-options="{options}">
<input type="hidden" name="csrf" value="token"><input type="hidden" name="answer"><button>Go on</button>
<div data-passkey-failed hidden>That did not work.</div></form>
<script src="{script}" defer></script></html>"""


@dataclass
class Site:
    """A site of three pages: make a key, sign in with whichever, sign in as somebody who is known.

    Its headers are those of the real one: nothing inline runs.
    """

    plugin: Passkey
    origin: str = ""
    keys: list[Key] = field(default_factory=list)
    kept: str = ""
    shown: list[Evidence] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            body = b""
            while True:
                message = await receive()
                body += message["body"]
                if not message.get("more_body"):
                    break
            media, content = "text/html", self.take(scope["path"], parse_qs(body.decode()))
        elif scope["path"] == SCRIPT.address:
            media, content = SCRIPT.media, SCRIPT.plain.decode()
        else:
            media, content = "text/html; charset=utf-8", self.page(scope["path"])
        headers = [*ALWAYS, (b"content-type", media.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content.encode()})

    def page(self, path: str) -> str:
        """The page with the form."""
        if path not in {"/new", "/anybody", "/known"}:
            return ""
        if path == "/new":
            asked = self.plugin.ask_to_enrol(ACCOUNT, "kim", origin=self.origin, office="하늘시", keys=self.keys)
        else:
            asked = self.plugin.ask(origin=self.origin, keys=self.keys if path == "/known" else ())
        self.kept = asked.kept
        kind = "create" if path == "/new" else "get"
        options = html.escape(json.dumps(asked.options))
        return FORM.format(path=path, kind=kind, options=options, script=SCRIPT.address)

    def take(self, path: str, form: dict[str, list[str]]) -> str:
        """Takes the answer as the office does."""
        assert form["csrf"] == ["token"]
        answer = json.loads(form["answer"][0])
        self.sent.append(answer)
        try:
            if path == "/new":
                self.keys.append(self.plugin.enrolled(self.kept, answer, origin=self.origin))
                return "<p>made</p>"
            (at,) = [number for number, key in enumerate(self.keys) if key.handle == self.plugin.handle_of(answer)]
            right = self.plugin.answered(self.kept, answer, self.keys[at], origin=self.origin)
            if right.stored is not None:
                self.keys[at] = replace(self.keys[at], stored=right.stored)
            self.shown.append(right.evidence)
        except ProofRefused as refused:
            return f"<p>refused: {html.escape(refused.message)}</p>"
        return "<p>in</p>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test for anything that its policy refuses."""
    context = browser.new_context()
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [line for line in complaints if "favicon" not in line] == []


def authenticator(page: Page, *, resident: bool = True, unlocks: bool = True, **more: object) -> tuple[Any, str]:
    """Puts a virtual authenticator into the browser; gives the way to talk to it and its id."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal" if resident else "usb",
        "hasResidentKey": resident,
        "hasUserVerification": unlocks,
        "isUserVerified": unlocks,
        "automaticPresenceSimulation": True,
        **more,
    }
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, added["authenticatorId"]


def walk(page: Page, site: Site, path: str) -> str:
    """Opens a page, presses its button, and gives what came of it."""
    page.goto(site.origin + path)
    page.get_by_role("button").click()
    page.wait_for_selector("p, [data-passkey-failed]:not([hidden])")
    return page.locator("p, [data-passkey-failed]").inner_text()


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """The site, at localhost: browsers make passkeys for names, never for addresses of numbers."""
    tiny = Site(getattr(request, "param", Passkey()))
    with served(tiny) as address:
        tiny.origin = address.replace("127.0.0.1", "localhost")
        yield tiny


def test_a_key_is_made_and_signs_in_with_and_without_a_name(page: Page, site: Site) -> None:
    """Discoverable and unlocked: enrolled, then found with no name typed, then as a second factor."""
    devtools, device = authenticator(page)
    assert walk(page, site, "/new") == "made"
    assert walk(page, site, "/anybody") == "in"
    assert walk(page, site, "/known") == "in"
    assert [(each.assurance, set(each.factors)) for each in site.shown] == [(2, {"have", "know"})] * 2
    (held,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert held["isResidentCredential"]
    assert held["rpId"] == "localhost"
    assert json.loads(site.keys[0].stored)["transports"] == ["internal"]


@pytest.mark.parametrize("site", [Passkey(verification="preferred", discoverable="discouraged")], indirect=True)
def test_a_key_that_is_not_discoverable_is_a_second_factor_alone(page: Page, site: Site) -> None:
    """Not unlocked either: level 1, and nothing to find when no name is typed."""
    authenticator(page, resident=False, unlocks=False)
    assert walk(page, site, "/new") == "made"
    assert walk(page, site, "/known") == "in"
    assert [(each.assurance, set(each.factors)) for each in site.shown] == [(1, {"have"})]
    assert walk(page, site, "/anybody") == "That did not work."


@pytest.mark.parametrize("site", [Passkey(verification="preferred")], indirect=True)
@pytest.mark.parametrize(("unlocks", "level"), [(True, 2), (False, 1)])
def test_the_level_follows_what_the_device_did(page: Page, site: Site, unlocks: bool, level: int) -> None:
    """Where unlocking is preferred, a discoverable key signs in at the level that the authenticator says.

    Chromium offers a key that cannot be unlocked only for a name that was typed.
    """
    authenticator(page, unlocks=unlocks)
    assert walk(page, site, "/new") == "made"
    assert walk(page, site, "/known") == "in"
    assert [each.assurance for each in site.shown] == [level]


def test_a_device_that_cannot_unlock_makes_no_key_where_that_is_asked(page: Page, site: Site) -> None:
    """The form says so in its own words, and nothing is sent."""
    authenticator(page, unlocks=False)
    assert walk(page, site, "/new") == "That did not work."
    assert site.sent == []


def test_a_device_holds_one_key_of_an_account(page: Page, site: Site) -> None:
    """The browser is told of those that are there."""
    authenticator(page)
    assert walk(page, site, "/new") == "made"
    assert walk(page, site, "/new") == "That did not work."
    assert len(site.keys) == 1


def test_a_second_try_works_on_the_same_page(page: Page, site: Site) -> None:
    """The words go away, and the challenge waits."""
    devtools, device = authenticator(page, unlocks=False)
    assert walk(page, site, "/new") == "That did not work."
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    authenticator(page)
    page.get_by_role("button").click()
    page.wait_for_selector("p")
    assert page.locator("p").inner_text() == "made"


def test_another_sites_page_gets_nothing_that_counts(page: Page, site: Site) -> None:
    """A page at another port has the same RP id, and is another origin: exactly the origin counts."""
    authenticator(page)
    assert walk(page, site, "/new") == "made"
    with served(site) as address:
        page.goto(address.replace("127.0.0.1", "localhost") + "/known")
        page.get_by_role("button").click()
        page.wait_for_selector("p")
        assert "another site" in page.locator("p").inner_text()
    assert site.shown == []


@pytest.mark.parametrize("site", [Passkey(verification="preferred")], indirect=True)
def test_a_copy_of_a_key_is_noticed(page: Page, site: Site) -> None:
    """The virtual authenticator's counter is set back, as that of a copy would be."""
    devtools, device = authenticator(page)
    assert walk(page, site, "/new") == "made"
    for _ in range(3):
        assert walk(page, site, "/known") == "in"
    (held,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    copy = {"authenticatorId": device, "credential": {**held, "signCount": 1}}
    devtools.send("WebAuthn.addCredential", copy)
    assert "counter went back" in walk(page, site, "/known")


WITHOUT_JSON = """
delete PublicKeyCredential.parseCreationOptionsFromJSON;
delete PublicKeyCredential.parseRequestOptionsFromJSON;
delete PublicKeyCredential.prototype.toJSON;
"""


def test_a_browser_that_writes_no_json_is_helped(page: Page, site: Site) -> None:
    """The same answers, byte for byte what the library's own form holds."""
    authenticator(page)
    page.add_init_script(WITHOUT_JSON)
    assert walk(page, site, "/new") == "made"
    assert walk(page, site, "/anybody") == "in"
    assert walk(page, site, "/known") == "in"
    assert all("clientExtensionResults" not in answer for answer in site.sent), "the fallback was not used"
    assert json.loads(site.keys[0].stored)["transports"] == ["internal"]


def test_a_browser_without_passkeys_says_so_at_once(page: Page, site: Site) -> None:
    """The form shows its words before anybody presses anything, and sends nothing."""
    page.add_init_script("delete window.PublicKeyCredential;")
    page.goto(site.origin + "/known")
    page.wait_for_selector("[data-passkey-failed]:not([hidden])")
    page.get_by_role("button").click()
    assert page.url.endswith("/known")
    assert site.sent == []


def test_the_script_is_small() -> None:
    """At most 2 KiB, and half of that as it is sent."""
    assert len(SCRIPT.plain) <= 2048
    assert SCRIPT.packed is not None
    assert len(SCRIPT.packed) <= 1024
