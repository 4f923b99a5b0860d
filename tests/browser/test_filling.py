"""A form of three pages on a phone: every page, with faults and without, free of access faults, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.pages import assert_readable
from tests.support.processes import Served, command, free_port, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Served]:
    """The city, served."""
    folder = tmp_path_factory.mktemp("filled")
    env = {"EGOVFRAME_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(repository)}
    words = command("--app", "tests.browser.filled_city:app", "run", "--port", str(free_port()))
    with serve(words, cwd=folder, env=env) as served:
        yield served


def onward(page: Page) -> None:
    """Press the main button; the page that follows is readable."""
    with page.expect_navigation():
        page.locator("form .btn.main").click()
    assert_readable(page)


def test_three_pages_on_a_phone(browser: Browser, city: Served) -> None:
    """A raised question, a fault, an entry added by a button, the total, and the receipt at the end."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ko-KR")
    page = context.new_page()
    page.goto(f"{city.url}forms/damage")
    assert_readable(page)
    page.locator("[name=hurt][value=yes]").check()
    page.locator("[name=at]").fill("07:40")
    onward(page)
    assert page.locator(".errors").count() == 0
    onward(page)
    assert page.locator(".errors a").get_attribute("href") == "#q-how"
    page.locator("[name=how]").fill("넘어졌습니다")
    onward(page)
    assert page.locator(".steps [aria-current]").inner_text().startswith("2/4")
    page.locator("[name='things.0.what']").fill("타이어")
    page.locator("[name='things.0.price']").fill("90,000")
    with page.expect_navigation():
        page.locator("[value='add:things']").click()
    assert_readable(page)
    assert page.evaluate("document.activeElement.name") == "things.1.what"
    page.keyboard.type("휠")
    page.locator("[name='things.1.price']").fill("5만")
    onward(page)
    assert page.locator(".errors a").get_attribute("href") == "#q-things.1.price"
    page.locator("[name='things.1.price']").fill("50,000")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the first button of the page is what Enter presses: onward, not an entry away
    assert_readable(page)
    onward(page)
    assert page.locator(".errors li").count() == 3
    page.locator("[name=home-zip]").fill("04524")
    page.locator("[name=home-road]").fill("하늘시 중앙로 12")
    page.locator("[name=agree]").check()
    page.locator("[name=sign]").fill("홍길동")
    onward(page)
    assert "140,000원" in page.locator(".answers").inner_text()
    onward(page)
    assert re.search(r"\w{3}", page.locator(".stamp .number").inner_text())
    context.close()
