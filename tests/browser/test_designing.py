"""The form designer and the list of results that did not arrive, in a real browser: narrow and wide, with faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from egovframe.forms.definition import Definition
from egovframe.testing import SetClock, open_office
from tests.browser.test_administration import looked_at, opened
from tests.forms.fees.city import SETTINGS
from tests.support.pages import Walk, served
from tests.web.admin.designer.test_everything import WISH, installed
from tests.web.desk.hall import CONSOLE, Hall, haneul
from tests.web.desk.test_lost import decided

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DRAFT = "/admin/forms/wish"
SAID = {
    **WISH,
    "public": {"thresholds": [100, 1000], "days": 5},
    "questions": [{**WISH["questions"][0], "kind": "person-name", "personal": "personal", "prefill": "gone.name"}],
}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """The town hall with a register, a form in the making that lacks several things, and two lost results."""
    register = {"plugin": "made-for-tests", "title": {"ko": "주민등록", "en": "Residents"}}
    forms = {**SETTINGS["forms"], "prefills": {"registry": register}}
    with installed(tmp_path), open_office(haneul(), tmp_path / "data", forms=forms, clock=SetClock()) as office:
        hall = Hall(office, SetClock())
        hall.officer("root", "admin", "road-officer", unit=None)
        with office.work(by=CONSOLE) as work:
            work.drafts.save(Definition.parse(SAID))
        for state in ("returned", "failed"):
            decided(hall, state=state)
        yield hall


def unfolded(page: Page) -> None:
    """Open whatever is folded, so that all of it is looked at."""
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


@pytest.mark.sampled(one_in=2)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_is_accessible(
    hall: Hall, browser: Browser, scheme: Literal["light", "dark"], width: int, heavy: bool
) -> None:
    """No fault for axe and nothing to scroll to sideways; what a form lacks leads to the field that mends it."""
    turn, language = (1, "ko") if scheme == "light" else (0, "en")
    look_at = Walk(turn, whole=heavy)
    with served(hall.app) as base:
        page = opened(
            browser, hall, base, "root", language, color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        for shot, path in (("draft", DRAFT), ("question", f"{DRAFT}/question?at=0"), ("lost", "/desk/notices")):
            page.goto(base + path)
            unfolded(page)
            looked_at(page, f"{shot}-{width}", look_at)
        assert page.locator("table form").count() == 2
        page.goto(base + DRAFT)
        page.locator("a[href='#form-public']").click()
        assert page.locator("#form-public").is_visible()
        page.goto(base + DRAFT)
        page.locator("#form-public-thresholds").fill("viel")
        page.locator(f"form[action='{DRAFT}'] .actions button").click()
        page.locator("a[href='#form-public-thresholds']").click()
        looked_at(page, f"draft-faults-{width}", look_at)
        page.goto(f"{base}{DRAFT}/question?at=0")
        page.locator("#question-prefill").select_option(index=0)
        page.locator("#question-fixed").select_option(index=1)
        page.locator("form[action$='/question'] .actions button").click()
        assert page.locator("a[href='#question-fixed']").count() == 1
        looked_at(page, f"question-faults-{width}", look_at)
