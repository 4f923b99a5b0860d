"""A public petition in a real browser: published at the desk, signed by a link on a phone's width, and withdrawn."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from egovframe.forms.public.folding import Folding
from egovframe.kernel.permissions import Actor
from tests.support import mailserver
from tests.support.browser import assert_accessible
from tests.support.mailserver import Mailbox
from tests.support.pages import served
from tests.web.plaza import CONSOLE, PASSWORD, Plaza, open_plaza

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Plaza, str, Mailbox]]:
    """The city, served, with a mail server of its own."""
    with mailserver.running() as box:
        options = {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"}
        with open_plaza(tmp_path, forms={"channel": "mail", "options": options}) as plaza, served(plaza.app) as base:
            yield plaza, base, box


def look(page: Page, name: str) -> None:
    """Look at a page: sound for everybody, no sideways scroll; kept as a picture where a folder is named."""
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    if folder := os.environ.get("EGOVFRAME_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.whole
def test_from_the_desk_to_the_signature(place: tuple[Plaza, str, Mailbox], page: Page) -> None:
    """An officer publishes; somebody without an account signs on a phone by the link in a letter, and takes it back."""
    plaza, base, box = place
    receipt = plaza.receive()
    with plaza.office.work(by=CONSOLE) as work:
        work.accounts.add("kim", password=PASSWORD)
        work.accounts.grant("kim", "park-officer", unit="parks")
    page.goto(f"{base}/sign-in?lang=en&next=/desk/public")
    page.get_by_label("Name").fill("kim")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    look(page, "desk-list")
    page.goto(f"{base}/desk/petitions/{receipt}/public")
    look(page, "desk-publish")
    page.get_by_label("Title in public").fill("은하동에 놀이터를 만들어 주세요")
    page.get_by_role("button", name="Publish it and collect signatures").click()
    page.get_by_text("The petition is public now").wait_for()
    look(page, "desk-published")
    page.context.clear_cookies()

    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{base}/petitions?lang=ko")
    look(page, "list")
    page.get_by_role("link", name="은하동에 놀이터를 만들어 주세요").click()
    look(page, "petition")
    page.get_by_role("button", name="링크 받기").click()
    look(page, "petition-wrong")
    page.get_by_label("이름").fill("성춘향")
    page.get_by_label("전자우편 주소").fill("spring@example.org")
    page.get_by_role("button", name="링크 받기").click()
    page.get_by_text("링크를 보냈습니다").wait_for()
    plaza.office.run_due_tasks()
    letter = next(each.text for each in reversed(box.letters) if "/signatures/" in each.text)
    found = re.search(r"https?://\S+?(/signatures/\S+)", letter)
    assert found is not None
    page.goto(base + found[1])
    look(page, "link")
    page.get_by_role("button", name="서명합니다").click()
    page.get_by_text("이 청원에 서명했습니다").wait_for()
    look(page, "signed")

    public = page.get_by_role("link", name="은하동에 놀이터를 만들어 주세요").get_attribute("href")
    assert public is not None
    with plaza.office.work(by=Actor("citizen", "c-1", "이몽룡", assurance=1)) as work:
        work.public.signing.sign(public.rpartition("/")[2])
    Folding(plaza.office)()
    page.goto(base + public)
    page.get_by_text("2명 서명").wait_for()
    look(page, "reached")
    page.goto(base + found[1])
    page.get_by_role("button", name="서명 철회").click()
    page.get_by_text("서명을 철회했습니다").wait_for()
    look(page, "withdrawn")
