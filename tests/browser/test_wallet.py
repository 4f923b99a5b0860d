"""Signing in with a wallet in a real browser: on one device and on two, small screen and large, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from egovframe.auth.settings import AuthSettings
from egovframe.office import Office
from egovframe.testing import open_office
from egovframe.web import build
from tests.auth.wallet.purse import ISSUER, TYPE, Purse, payload_of
from tests.support.pages import assert_readable, served
from tests.web.portal.town import town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@dataclass
class City:
    """A city that is served, and a wallet with one credential."""

    office: Office
    base: str
    purse: Purse

    def scan(self, link: str) -> str:
        """What the wallet does with a link: fetch the request, present, post; gives where it sends the person on."""
        asked = payload_of(httpx.get(dict(parse_qsl(urlsplit(link).query))["request_uri"], timeout=20).text)
        presentation = self.purse.presented(self.purse.issued(), asked)
        answer = httpx.post(asked["response_uri"], data=self.purse.answer(presentation, asked), timeout=20)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["redirect_uri"])


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """Whoever comes with a credential gets an account."""
    purse = Purse(tmp_path / "wallet")
    purse.plugin()
    settings: dict[str, Any] = {
        "key": str(purse.folder / "key.pem"),
        "certificate": str(purse.folder / "haneul.pem"),
        "issuers": [{"issuer": ISSUER, "keys": str(purse.folder / "issuer.jwks")}],
        "types": [TYPE],
        "claims": {"title": "full_name"},
        "create": True,
    }
    ways = {"password": {"memory_kib": 8, "passes": 1}, "wallet": settings}
    with (
        open_office(town(), tmp_path / "data", auth=AuthSettings.quick(authenticators=ways)) as office,
        served(build(office)) as base,
    ):
        yield City(office, base, purse)


def opened(browser: Browser, city: City, *, width: int, language: str, scripts: bool = True) -> Page:
    """A page in a browser of its own; without `scripts` as old phones and careful people have it."""
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    context.add_cookies([{"name": "egov-lang", "value": language, "url": city.base}])
    return context.new_page()


def begun(page: Page, city: City) -> str:
    """Press the button; gives what opens the wallet."""
    page.goto(f"{city.base}/sign-in")
    page.click("form[action='/sign-in/wallet/with/wallet'] button")
    link = page.get_attribute("a[href^='openid4vp:']", "href")
    assert link
    return link


@pytest.mark.sampled(one_in=2)
@pytest.mark.parametrize(("width", "language"), [(360, "ko"), (1280, "en")])
def test_on_two_devices(browser: Browser, city: City, width: int, language: str) -> None:
    """Each page is readable; a wrong number is said, the right one signs in."""
    page, phone = (opened(browser, city, width=each, language=language) for each in (width, 360))
    link = begun(page, city)
    assert_readable(page)
    box = page.locator("svg.qr").bounding_box()
    assert box is not None
    assert box["width"] >= 240, "large enough for a camera"
    phone.goto(city.scan(link))
    assert_readable(phone)
    number = re.sub(r"\D", "", phone.inner_text("code.secret"))
    page.fill("#number", f"{(int(number) + 1) % 10**6:06}")
    page.click("form[action='/sign-in/wallet'] button")
    assert_readable(page)
    page.fill("#number", number)
    page.click("form[action='/sign-in/wallet'] button")
    assert urlsplit(page.url).path == "/account"
    page.context.close()
    phone.context.close()


@pytest.mark.whole
def test_without_a_script(browser: Browser, city: City) -> None:
    """The whole way on one device, and then on two, where no script of a page runs."""
    page = opened(browser, city, width=360, language="ko", scripts=False)
    page.goto(city.scan(begun(page, city)))
    assert urlsplit(page.url).path == "/account"
    page.context.close()
    page, phone = (opened(browser, city, width=360, language="ko", scripts=False) for _ in range(2))
    phone.goto(city.scan(begun(page, city)))
    page.fill("#number", re.sub(r"\D", "", phone.inner_text("code.secret")))
    page.click("form[action='/sign-in/wallet'] button")
    assert urlsplit(page.url).path == "/account"
    page.context.close()
    phone.context.close()
