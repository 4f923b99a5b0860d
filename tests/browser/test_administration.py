"""Users and rights in a real browser: every page of them, narrow and wide, by day and by night, and by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from egovframe.auth import SignInFailed
from egovframe.auth.builtin.recovery import Recovery
from egovframe.testing import SetClock, open_office
from tests.auth.fakes import Papers
from tests.support.pages import Walk, served
from tests.web.desk.hall import CONSOLE, PASSWORD, Hall, haneul

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = {
    "hours": "/admin/hours",
    "procedures": "/admin/procedures",
    "procedure": "/admin/procedures/statutory",
    "users": "/admin/users",
    "roles-of": "/admin/users/kim?done=granted",
    "signing-in": "/admin/users/kim?part=sign-in",
    "rights": "/admin/users/kim?part=rights",
    "grant": "/admin/account/grant?name=kim",
    "revoke": "/admin/account/revoke?name=kim&role=road-officer&unit=roads",
    "password": "/admin/account/password?name=kim",
    "reset": "/admin/account/factor?name=kim",
    "certificate": "/admin/account/certificate?name=kim",
    "sessions": "/admin/sessions",
    "units": "/admin/units",
    "unit": "/admin/units/bridges",
    "unit-close": "/admin/units/roads/close",
    "unit-new": "/admin/units/_new",
    "roles": "/admin/roles",
    "define": "/admin/roles/define?role=helper",
    "matrix": "/admin/matrix",
    "policies": "/admin/policies",
    "clients": "/admin/clients",
    "client-add": "/admin/clients/add",
    "substitutes": "/account/substitutes",
    "lend": "/account/substitutes/lend",
}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """The town hall with a tree, roles of its own, lent roles, a lost key and a failed sign-in."""
    clock = SetClock()
    app = haneul()
    app.separate("reader", "keeper")
    with open_office(app, tmp_path, clock=clock) as office:
        hall = Hall(office, clock)
        office.auth.methods["recovery"] = Recovery()
        office.auth.methods["papers"] = Papers()
        hall.officer("kim", "road-officer")
        hall.officer("root", "admin", unit=None)
        with pytest.raises(SignInFailed):
            office.auth.sign_in("kim", "wrong")
        _, root = office.auth.sign_in("root", PASSWORD)
        with office.work(by=CONSOLE) as work:
            now = work.at
            work.access.units.add("bridges", title="교량팀", parent="roads", head="kim", reason="조직 개편")
            work.access.units.add("tunnels", title="터널반", parent="bridges")
            work.access.units.close("parks", since=now + timedelta(days=30))
            work.access.roles.define("helper", includes={"reader"}, may={"account.impersonate", "account.read"})
            grant = work.accounts.grant
            grant("kim", "head", unit="roads", form="pothole", own=True, until=now + timedelta(days=9), reason="대행")
            grant("kim", "reader", unit="parks", since=now + timedelta(days=2), reason="겸임")
            grant("root", "helper")
            work.clients.add("교통 포털", redirect=("https://portal.example/callback",))
            kim = work.accounts.get("kim").id
        with office.auth.changing_factors(kim) as (work, account):
            office.auth.factors.enrol_code(work, account, "recovery")
        with office.work(by=root.actor) as work:
            work.access.delegations.lend("kim", until=now + timedelta(days=7), roles={"admin"}, reason="휴가")
        yield hall


def opened(browser: Browser, hall: Hall, base: str, name: str, language: str, **how: object) -> Page:
    """A page of somebody who has signed in."""
    token, _ = hall.office.auth.sign_in(name, PASSWORD)
    context = browser.new_context(**how)  # type: ignore[arg-type]
    cookies = {"egov-session": token, "egov-lang": language}
    context.add_cookies([{"name": key, "value": value, "url": base} for key, value in cookies.items()])
    return context.new_page()


def looked_at(page: Page, name: str, look_at: Walk) -> None:
    """Look at a page; with EGOVFRAME_TEST_SHOTS, a folder, keep a picture of it there."""
    shots = os.environ.get("EGOVFRAME_TEST_SHOTS")
    if shots:
        page.screenshot(path=Path(shots) / f"{name}.png", full_page=True)
    look_at(page)


@pytest.mark.whole
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_is_accessible(
    hall: Hall, browser: Browser, scheme: Literal["light", "dark"], width: int, heavy: bool
) -> None:
    """No fault for axe and nothing to scroll to sideways, in Korean and English, with faults and while acting."""
    turn, language = (1, "ko") if scheme == "light" else (0, "en")
    look_at = Walk(turn, whole=heavy)
    with served(hall.app) as base:
        page = opened(
            browser, hall, base, "root", language, color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        for shot, path in PAGES.items():
            page.goto(base + path)
            looked_at(page, f"{shot}-{width}", look_at)
        for shot, path, button in (
            ("grant-faults", "/admin/account/grant?name=kim", "form[action$='/grant'] button"),
            ("hours-faults", "/admin/hours", "form[action$='/hours'] button"),
            ("unit-faults", "/admin/units/_new", "form[action$='/_new'] button"),
            ("lend-faults", "/account/substitutes/lend", "form[action$='/lend'] button"),
        ):
            page.goto(base + path)
            page.locator(button).click()
            looked_at(page, f"{shot}-{width}", look_at)
        page.goto(base + "/admin/account/certificate?name=kim")
        page.locator("#link-file").set_input_files({"name": "kim.pem", "mimeType": "text/plain", "buffer": b"kim"})
        page.locator("form[action$='/certificate'] button").click()
        assert page.locator("a[href='#link-reason']").count() == 1
        looked_at(page, f"certificate-faults-{width}", look_at)
        page.goto(base + "/admin/account/act?name=kim")
        looked_at(page, f"act-{width}", look_at)
        page.locator("#act-reason").fill("화면이 비어 보인다는 신고")
        page.locator("form[action$='/act'] button").click()
        page.goto(base + "/desk")
        looked_at(page, f"acting-{width}", look_at)


def test_a_role_is_granted_by_keyboard_alone(hall: Hall, browser: Browser) -> None:
    """Without a script and without a mouse: chosen, explained, sent, and it stands there."""
    with served(hall.app) as base:
        page = opened(browser, hall, base, "root", "en", java_script_enabled=False)
        page.goto(base + "/admin/account/grant?name=kim")
        page.locator("#grant-role").focus()
        page.keyboard.type("Auditor")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.locator("#grant-reason").focus()
        page.keyboard.type("cover for an absence")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/users/kim?done=granted")
        assert "own cases only" in page.locator("tr", has_text="Auditor").locator("td").first.inner_text()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_menu_of_the_office_is_one_line_until_it_is_opened(hall: Hall, browser: Browser, width: int) -> None:
    """Narrow: one line that says where one is, opened by keyboard, without a script. Wide: every line beside the page.

    Closed, its lines are no stops for the keyboard.
    """
    with served(hall.app) as base:
        page = opened(browser, hall, base, "root", "ko", java_script_enabled=False)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(base + "/admin/users/kim")
        menu, line = page.locator("nav.side"), page.locator("nav.side a[aria-current]")
        assert (line.get_attribute("href"), line.get_attribute("aria-current")) == ("/admin/users", "true")
        if width == 1280:
            assert line.is_visible()
            assert not page.locator("nav.side summary").is_visible()
            return
        box = menu.bounding_box()
        assert box is not None
        assert box["height"] < 50
        assert menu.inner_text().split() == ["메뉴", "계정"]
        page.locator("nav.side summary").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
        page.locator("nav.side summary").focus()
        page.keyboard.press("Enter")
        assert line.is_visible()
        page.keyboard.press("Tab")
        first = page.locator("nav.side a").first.get_attribute("href")
        assert page.evaluate("document.activeElement.getAttribute('href')") == first
