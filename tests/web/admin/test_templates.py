"""The audit pages in a real browser: search, facts, retention, holds, review; narrow and wide, by day and by night."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin
from egovframe.records.facts import DOWNLOADED
from tests.support.pages import Walk, served
from tests.web.desk.hall import CONSOLE, PASSWORD, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def looked_at(page: Page, name: str, look_at: Walk) -> None:
    """Look at a page; with EGOVFRAME_TEST_SHOTS, a folder, keep a picture of it there."""
    shots = os.environ.get("EGOVFRAME_TEST_SHOTS")
    if shots:
        page.screenshot(path=Path(shots) / f"{name}.png", full_page=True)
    look_at(page)


@pytest.mark.sampled(one_in=2)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_every_state_is_accessible(
    hall: Hall, browser: Browser, scheme: Literal["light", "dark"], width: int, heavy: bool
) -> None:
    """Search with and without faults, a fact with and without values, months, holds, faults, the question for why."""
    turn, language = (1, "ko") if scheme == "light" else (0, "en")
    look_at = Walk(turn, whole=heavy)
    receipt = hall.petition()
    hall.officer("kim", "road-officer")
    token, _ = hall.office.auth.sign_in("kim", PASSWORD)
    session = hall.office.auth.session(token)
    assert session is not None
    with hall.office.look(by=session.actor, why="case at the desk", origin=Origin(address="10.20.30.40")) as look:
        look.petitions.get(receipt)
    hall.officer("han", "keeper", "road-officer", unit=None)
    hall.officer("audrey", "auditor", unit=None)
    with hall.office.work(by=CONSOLE, why="case closed") as work:
        work.petitions.answer(receipt, "메웠습니다.")
        work.holding.place(
            reason="서울행정법원 2026구합1234", basis="민사소송법 제344조", actions=["petition.*"], actors=["kim"]
        )
        past = work.holding.place(reason="감사원 감사", actions=["account.*"], subjects=[receipt])
        work.holding.lift(past.id, reason="감사 종료")
    with hall.office.look(by=CONSOLE) as look:
        han = look.accounts.get("han")
    with hall.office.work(by=Actor(kind="officer", id=han.id, name="han")) as work:
        work.note(DOWNLOADED, object="record:1", details={"part": "content"})
    hall.office.run_due_tasks()
    hall.office.seal()
    answered = hall.facts("petition.answered")[0]["id"]
    read = next(fact["id"] for fact in hall.facts("petition.read") if fact["actor"]["kind"] == "officer")
    hall.clock.forward(seconds=2.6 * 366 * 86_400)
    hall.petition()
    with hall.office.look(by=CONSOLE) as look:
        record = f"/desk/records/{look.records.list().items[0].id}/content"
    with served(hall.app) as base:
        for name, paths in (
            ("han", {
                "search": "/admin/audit", "found": f"/admin/audit?subject={receipt}&does=read&since=2026-01-01",
                "fault": "/admin/audit?since=march", "fact": f"/admin/audit/facts/{answered}",
                "retention": "/admin/audit/retention?done=placed", "download": record,
                "months": "/admin/audit/review", "review": "/admin/audit/review/2026-09", "owed": "/desk/reasons",
            }),
            ("audrey", {"hidden": f"/admin/audit/facts/{read}", "audited": "/admin/audit/retention"}),
        ):  # fmt: skip
            token, _ = hall.office.auth.sign_in(name, PASSWORD)
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
            context.add_cookies(
                [
                    {"name": "egov-session", "value": token, "url": base},
                    {"name": "egov-lang", "value": language, "url": base},
                ]
            )
            page = context.new_page()
            for shot, path in paths.items():
                page.goto(base + path)
                looked_at(page, f"{shot}-{width}", look_at)
            if name == "han":
                page.goto(base + "/admin/audit/retention")
                page.locator("details > summary").last.click()
                page.locator("form[action$='/holds'] button").click()
                page.wait_for_function("document.activeElement.className === 'errors'")
                looked_at(page, f"place-{width}", look_at)
            context.close()
