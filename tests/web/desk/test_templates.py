"""Desk and administration in a real browser: what went wrong, narrow and wide, by day and by night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.support.pages import Walk, served
from tests.web.desk.hall import CONSOLE, PASSWORD, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.sampled(one_in=2, first=1)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_every_state_is_accessible(
    hall: Hall, browser: Browser, scheme: Literal["light", "dark"], width: int, heavy: bool
) -> None:
    """Queue, case, faults, revealed answers, conflict, accounts, log: all pass axe, none scrolls sideways."""
    turn, language = (1, "ko") if scheme == "light" else (0, "en")
    look_at = Walk(turn, whole=heavy)
    receipt, decided = hall.petition(), hall.petition()
    hall.officer("kim", "road-officer", "head")
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "admin")
        work.petitions.answer(decided, "메웠습니다.")
    hall.office.run_due_tasks()
    case = f"/desk/petitions/{receipt}"
    token, _ = hall.office.auth.sign_in("kim", PASSWORD)
    with served(hall.app) as base:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        context.add_cookies(
            [
                {"name": "egov-session", "value": token, "url": base},
                {"name": "egov-lang", "value": language, "url": base},
            ]
        )
        page = context.new_page()
        with hall.office.look(by=CONSOLE) as look:
            record = f"/desk/records/{look.records.list().items[0].id}"
        for path in ("/desk", case, record, "/admin/users/kim", "/admin/outbox", "/admin/audit", "/desk/petitions?q=x"):
            page.goto(base + path)
            look_at(page)
        page.goto(f"{base}{case}/seen")
        look_at(page)
        page.locator("main .btn.main").click()
        page.wait_for_function("document.activeElement.className === 'errors'")
        look_at(page)
        page.goto(base + case)
        page.locator("#refusal + details > summary").click()
        page.locator("form[action$='/refuse'] button").click()
        page.wait_for_function("document.activeElement.className === 'errors'")
        look_at(page)
        page.locator("details.reveal > summary").click()
        page.locator("#reveal-reason").fill("신청인에게 연락")
        page.locator("form[action$='/reveal'] button").click()
        assert "010-1234-5678" in page.locator("main").inner_text()
        look_at(page)
        page.locator("#answer-text").fill("저도 썼습니다.")
        with hall.office.work(by=CONSOLE) as work:
            work.petitions.answer(receipt, "먼저 썼습니다.")
        page.locator("form[action$='/answer'] button").click()
        assert "저도 썼습니다." in page.locator("[role=status], .notice").first.inner_text()
        look_at(page)
        context.close()
