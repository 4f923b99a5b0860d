"""On a phone: a petition is co-signed by a link, then changed on the form's own pages, and a supplement is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.browser import filled_city
from tests.forms.damage import ANSWERS
from tests.forms.uploads.samples import photo
from tests.support.pages import assert_readable, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

VISITOR = Actor.visitor()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The city of the form with three pages."""
    with open_office(filled_city.declared(), tmp_path, clock=SetClock()) as office:
        yield office


def on_a_phone(browser: Browser) -> Page:
    """Open a page as wide as a small phone."""
    return browser.new_context(viewport={"width": 360, "height": 740}, locale="ko-KR").new_page()


def press(page: Page, button: Locator) -> None:
    """Press a button; the page that follows is readable and has nothing to scroll to sideways."""
    with page.expect_navigation():
        button.click()
    assert_readable(page)


class Own:
    """A petition that was filed, and its holder's phone."""

    def __init__(self, browser: Browser, office: Office, url: str) -> None:
        answers = {**ANSWERS, "things": ANSWERS["things"][:1], "photos": []}
        with office.work(by=VISITOR) as work:
            filed = work.petitions.submit("damage", answers)
        self.office, self.url = office, url
        self.receipt, self.key = filed.petition.receipt, filed.key
        self.page = on_a_phone(browser)

    def status(self) -> None:
        """Open the progress page."""
        self.page.goto(f"{self.url}/status")
        self.page.locator("[name=receipt]").fill(self.receipt)
        self.page.locator("[name=known]").fill(self.key)
        self.press("main form .btn.main")

    def press(self, button: str) -> None:
        """Press a button of the page."""
        press(self.page, self.page.locator(button))

    def fill(self, **entered: str) -> None:
        """Fill in an entry of the group."""
        for name, value in entered.items():
            self.page.locator(f"[name='things.1.{name}']").fill(value)

    @property
    def petition(self) -> Any:
        """The petition as it stands."""
        with self.office.look(by=VISITOR) as work:
            return work.petitions.holder(self.receipt, self.key)

    @property
    def signed(self) -> tuple[int, int]:
        """How many have signed, and how many of them an earlier text."""
        with self.office.look(by=VISITOR) as work:
            gathered = work.cosigners.gathered(work.petitions.holder(self.receipt, self.key))
        assert gathered is not None
        return gathered.signed, gathered.earlier


@pytest.mark.whole
def test_signed_by_a_link_changed_and_signed_again(browser: Browser, office: Office) -> None:
    """The holder makes a link, another phone signs with it; an entry is added, and the signature renewed."""
    with served(build(office)) as url:
        own, other = Own(browser, office, url), on_a_phone(browser)
        own.status()
        own.press("form[action='/status/cosigners'] button")
        own.page.locator("[name=name]").fill("옆집")
        own.press("form[action='/status/cosigners/invite'] .btn.main")
        link = own.page.locator("#link").input_value()
        other.goto(link)
        assert_readable(other)
        press(other, other.locator("form[action='/cosign/sign'] .btn.main"))
        assert own.signed == (1, 0)  # with the name that the holder wrote, which stood there
        own.press("form[action='/status'] button")
        own.page.locator("summary", has_text="내가 적은 내용").click()
        own.press("form[action='/status/change'] .btn.wide")
        own.press("[value='change:things']")
        own.press("[value='add:things']")
        own.fill(what="휠", price="5만 원")
        own.press("form .btn.main")
        assert own.page.locator(".errors a").get_attribute("href") == "#q-things.1.price"
        own.fill(price="50,000")
        own.press("form .btn.main")
        assert "140,000원" in own.page.locator("#changes ~ dl").inner_text()
        own.press("[value=file]")
        assert [each.what for each in own.petition.form.things] == ["타이어", "휠"]
        assert own.signed == (1, 1)
        other.goto(link)
        assert_readable(other)
        press(other, other.locator("form[action='/cosign/sign'] .btn.main"))
        assert own.signed == (1, 0)


def test_a_supplement_with_a_photo(browser: Browser, office: Office, tmp_path: Path) -> None:
    """What was typed on the progress page goes along with the photo that was asked for."""
    picture = tmp_path / "길.jpg"
    picture.write_bytes(photo())
    with served(build(office)) as url:
        own = Own(browser, office, url)
        with office.work(by=Actor.system("console")) as work:
            work.petitions.ask_supplement(own.receipt, "사진을 내 주세요.", days=5)
        own.status()
        own.page.locator("#supplement-text").fill("사진을 붙입니다.")
        own.press("[formaction='/status/change']")
        own.press("[value='change:photos']")
        own.page.locator("input[type=file]").set_input_files(picture)
        own.press("form .btn.main")
        assert own.page.locator("#form-text").input_value() == "사진을 붙입니다."
        own.press("[value=file]")
        assert len(own.petition.form.photos) == 1
        assert own.petition.held is None
