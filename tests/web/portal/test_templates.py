"""Portal and account in a real browser: every page and state, narrow and wide, by day and by night, without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pytest

from egovframe.web import pdf
from tests.support.pages import Walk, assert_readable, served
from tests.support.paper import qr_codes_in, text_of
from tests.web.account.people import PASSWORD
from tests.web.portal.town import CONSOLE, Town

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def on(page: Page) -> None:
    """Presses the page's onward button."""
    page.click("main .btn.main")


def file_pothole(page: Page, base: str, look: Callable[[Page], None]) -> tuple[str, str]:
    """Fills in the form with a fault first, mends it, checks and files; gives number and key."""
    page.goto(f"{base}/forms/pothole")
    look(page)
    on(page)
    look(page)
    page.fill("[name=where]", "하늘로 12")
    page.fill("[name=phone]", "010-1234-5678")
    on(page)
    look(page)
    on(page)
    look(page)
    return page.inner_text(".stamp .number"), page.inner_text(".stamp code")


@pytest.mark.sampled(one_in=2, first=1)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_every_state_is_accessible(
    town: Town, browser: Browser, scheme: Literal["light", "dark"], width: int, heavy: bool
) -> None:
    """From the first page to a refusal and to the own sessions, with what goes wrong on the way: all pass axe."""
    turn, language = (1, "ko") if scheme == "light" else (0, "en")
    look_at = Walk(turn, whole=heavy)
    with town.office.work(by=CONSOLE) as work:
        work.accounts.add("kim", password=PASSWORD)
        work.accounts.grant("kim", "road-officer", unit="roads")
    with served(town.app) as base:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        context.add_cookies([{"name": "egov-lang", "value": language, "url": base}])
        page = context.new_page()
        for path in ("/", "/?q=road", "/?q=nothing", "/nowhere", "/forms/everything", "/status"):
            page.goto(base + path)
            look_at(page)
        page.goto(f"{base}/forms/everything")
        on(page)
        look_at(page)
        receipt, key = file_pothole(page, base, look_at)
        on(page)
        look_at(page)
        with town.office.work(by=CONSOLE) as work:
            work.petitions.refuse(receipt, "우리 길이 아닙니다.", basis="도로법 제23조", remedy="60일 안에 이의신청")
        page.goto(f"{base}/status")
        for known in ("", "wrong", key):
            page.fill("#receipt", receipt)
            page.fill("#known", known)
            on(page)
            look_at(page)
        page.click("form[action='/status/seen'] button")
        look_at(page)
        page.click("aside details summary")
        look_at(page)
        page.goto(f"{base}/account")
        for password in ("wrong", PASSWORD):
            look_at(page)
            page.fill("#name", "kim")
            page.fill("#password", password)
            on(page)
        look_at(page)
        page.fill("#current", "wrong")
        page.click("form[action='/account/password'] button")
        look_at(page)
        for path in (
            "/account/data",
            "/account/data?kind=taken",
            "/account/sessions",
            "/account/sessions?done=ended",
            "/account?done=password",
            "/admin/users",
        ):
            page.goto(base + path)
            look_at(page)
        context.close()


def test_without_script(town: Town, browser: Browser) -> None:
    """A browser without JavaScript files a petition, reads the receipt and looks it up; faults take the focus."""
    with served(town.app) as base:
        context = browser.new_context(java_script_enabled=False, locale="ko-KR")
        page = context.new_page()
        focused: list[str] = []

        def look(page: Page) -> None:
            focus = page.locator(":focus")
            focused.append((focus.get_attribute("class") or "") if focus.count() else "")

        receipt, key = file_pothole(page, base, look)
        assert focused[1] == "errors"
        page.goto(f"{base}/status")
        page.fill("#receipt", receipt)
        page.fill("#known", key)
        on(page)
        assert page.inner_text("main .state") == "접수"
        assert not page.is_visible("[data-print]")
        page.click("form[action='/status/seen'] button")
        assert "민원 접수" in page.inner_text(".timeline")
        page.select_option("[name=kind]", "changed")
        page.click("form.filters button")
        with page.expect_download() as statement:
            on(page)
        assert statement.value.suggested_filename == f"{receipt}.statement"
        context.close()


def test_the_receipt_prints_as_a_certificate(town: Town, browser: Browser) -> None:
    """On paper the receipt is a certificate with the city's name, on one page, without the key or a button."""
    with served(town.app) as base:
        context = browser.new_context(color_scheme="dark", locale="ko-KR")
        page = context.new_page()
        file_pothole(page, base, lambda _: None)
        page.emulate_media(media="print")
        text = page.inner_text("body")
        assert "민원 접수증" in text
        assert "하늘시" in text
        assert page.inner_text(".stamp .number") in text
        assert not page.is_visible(".stamp code")
        assert not page.is_visible("main .btn.main")
        assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
        context.close()


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1280), ("light", 360)])
def test_the_receipt_and_what_is_taken_away(
    town: Town, browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    """Before and after the seal each page passes axe, the files come down, and a phone reads the code."""
    with served(town.app) as base:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        page = context.new_page()
        receipt, _ = file_pothole(page, base, lambda _: None)
        page.click("aside details summary")
        assert_readable(page)
        page.click("form[action$='/proof'] button")
        assert_readable(page)
        town.office.seal()
        with page.expect_download() as proof:
            on(page)  # try again
        assert proof.value.suggested_filename == f"{receipt}.tlog-proof"
        page.goto(f"{base}/receipts/{receipt}")
        page.click("aside details summary")
        assert_readable(page)
        page.locator("svg.qr").screenshot(path=tmp_path / "code.png")
        (code,) = qr_codes_in(tmp_path / "code.png")
        assert code.startswith(f"{base}/status?receipt={receipt}#entry=")
        if pdf.lacking() is None:
            with page.expect_download() as paper:
                page.click("form[action$='/pdf'] button")
            assert receipt in text_of(paper.value.path())
        on(page)
        for summary in page.locator("aside details summary").all():
            summary.click()
        assert_readable(page)
        context.close()
