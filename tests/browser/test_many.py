"""Petitions of many applicants in a real browser: proposed, joined, marked, narrow and wide, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from egovframe.forms.similar.service import sketch_new
from egovframe.testing import SetClock, open_office
from tests.browser.test_administration import looked_at, opened
from tests.support.pages import Walk, served
from tests.web.desk.hall import Hall, haneul
from tests.web.desk.test_joined import neighbours

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """The town hall with an officer."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock) as office:
        hall = Hall(office, clock)
        hall.officer("kim", "road-officer")
        yield hall


@pytest.mark.whole
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_joined_and_answered_as_one(
    hall: Hall, browser: Browser, scheme: Literal["light", "dark"], width: int, heavy: bool
) -> None:
    """No fault for axe and nothing to scroll to sideways, from the proposals to the answer that all get."""
    first, *_ = neighbours(hall, 6)
    sketch_new(hall.office.database, hall.office.forms)
    turn, language = (1, "ko") if scheme == "light" else (0, "en")
    look_at = Walk(turn, whole=heavy)
    path = f"/desk/petitions/{first}"
    with served(hall.app) as base:
        page = opened(
            browser, hall, base, "kim", language, color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        page.goto(f"{base}{path}/joined")
        page.locator("form[action$='/joined'] button").click()
        looked_at(page, f"many-faults-{width}", look_at)
        for box in page.locator("input[name=other]").all():
            box.check()
        looked_at(page, f"many-proposed-{width}", look_at)
        page.locator("form[action$='/joined'] button").click()
        looked_at(page, f"many-joined-{width}", look_at)
        page.locator("#many-persons").fill("12")
        page.locator("#many-households").fill("7")
        page.locator("form[action$='/many'] button").click()
        looked_at(page, f"many-marked-{width}", look_at)
        page.goto(base + path)
        looked_at(page, f"many-case-{width}", look_at)
        page.locator("#answer-text").fill("고쳤습니다.")
        page.locator("#answer-joined").check()
        page.locator("form[action$='/answer'] button").click()
        looked_at(page, f"many-answered-{width}", look_at)
        assert page.locator(".notice.good").count() == 1
