"""Paying a fee on a phone: from the check page over the provider's page and back, and what an officer sees of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.fees.city import PASSWORD, SETTINGS, city, officer
from tests.support.pages import assert_readable, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("EGOVFRAME_TEST_SHOTS", "")
"""A folder for pictures of the pages, to be looked at; none are taken without."""


def look(page: Page, name: str) -> None:
    """Look at the page as somebody who depends on it does."""
    assert_readable(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def press(page: Page, what: str) -> None:
    """Press a button or a link, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(what).first.click()


@pytest.mark.whole
def test_a_fee_is_paid_on_a_phone_and_given_back_at_the_desk(browser: Browser, tmp_path: Path) -> None:
    """Our own content security policy lets people go to the provider and come back."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        officer(office, "kim", "cashier")
        with served(build(office)) as url:
            context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ko-KR")
            page = context.new_page()
            page.goto(f"{url}/forms/certificate")
            page.locator("[name=copies]").fill("3")
            page.locator("[name=reduction][value=none]").check()
            press(page, "form .btn.main")
            look(page, "check")
            assert "1,800원" in page.locator("main").inner_text()
            press(page, "[value=file]")
            look(page, "receipt")
            receipt = page.url.rpartition("/")[2]
            press(page, "[name=provider][value=card]")
            look(page, "pay")
            press(page, "a.btn.main")
            look(page, "demo")
            press(page, "[name=how][value=paid]")
            look(page, "back")
            assert "납부를 확인했습니다" in page.locator("main").inner_text()
            context.close()
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR")
            page = context.new_page()
            page.goto(f"{url}/sign-in")
            page.locator("[name=name]").fill("kim")
            page.locator("[type=password]").fill(PASSWORD)
            press(page, "main .main")
            page.goto(f"{url}/desk/petitions/{receipt}")
            page.locator("#s-fee ~ details summary").click()
            look(page, "case")
            page.locator("#refund-reason").fill("두 번 냄")
            press(page, "form[action$=refund] button")
            look(page, "refunded")
            assert "환불했습니다" in page.locator("main").inner_text()
            context.close()
