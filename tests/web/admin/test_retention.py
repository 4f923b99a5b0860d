"""Retention and holds in administration."""

from __future__ import annotations

import re
from collections.abc import Mapping

import httpx

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

PATH = "/admin/audit/retention"


def send(browser: Browser, action: str, data: Mapping[str, str]) -> httpx.Response:
    """Post a form of the page."""
    return browser.send(browser.get(PATH), action, data)


def test_a_hold_is_placed_and_lifted(hall: Hall) -> None:
    """With the names that people know; both are confirmed, and looking at holds is a fact about whom they name."""
    receipt = hall.petition()
    keeper = hall.officer("han", "keeper", unit=None)
    asked = {
        "reason": "소송 <b>홍길동</b>",
        "basis": "민사소송법",
        "actions": "petition.*, record.*",
        "subjects": receipt,
    }
    placed = send(keeper, f"{PATH}/holds", {**asked, "actors": "han", "since": "2026-01-01"})
    assert placed.status_code == 303
    page = keeper.get(placed.headers["location"]).text
    assert "The hold stands." in page
    assert "소송 &lt;b&gt;홍길동" in page
    assert "<code>petition.*</code>, <code>record.*</code>" in page
    [fact] = hall.facts("hold.placed")
    case = f"petition:{hall.state(receipt).id}"
    assert fact["subjects"] == [case]
    assert hall.facts("hold.listed")[0]["subjects"] == [case]
    hold = fact["object"].removeprefix("hold:")
    nothing = send(keeper, f"{PATH}/holds/lift", {"hold": hold, "reason": " "})
    assert nothing.status_code == 422
    assert f'id="lift-{hold}-fault"' in nothing.text
    lifted = send(keeper, f"{PATH}/holds/lift", {"hold": hold, "reason": "판결"})
    page = keeper.get(lifted.headers["location"]).text
    assert "No hold is over anything." in page
    assert "1 hold of the past" in page
    again = send(keeper, f"{PATH}/holds/lift", {"hold": hold, "reason": "판결"})
    assert "was lifted before" in keeper.get(again.headers["location"]).text


def test_what_a_hold_lacks_is_said_beside_the_field(hall: Hall) -> None:
    """No reason, nobody of that name, no day: each is said, and what was entered stays."""
    keeper = hall.officer("han", "keeper", unit=None)
    for entered, field in (
        ({"actions": "*"}, "reason"),
        ({"reason": "x"}, "actions"),
        ({"reason": "x", "subjects": "nobody"}, "subjects"),
        ({"reason": "x", "actors": "nobody"}, "actors"),
        ({"reason": "x", "since": "march"}, "since"),
    ):
        page = send(keeper, f"{PATH}/holds", entered)
        assert page.status_code == 422
        assert f'id="hold-{field}-fault"' in page.text, field
    assert hall.facts("hold.placed") == []


def test_months_are_disposed_of_when_their_time_is_over(hall: Hall) -> None:
    """Kept with date and rule; later offered by name; another month than was offered is not disposed of."""
    hall.petition()
    keeper = hall.officer("han", "keeper", unit=None)
    page = keeper.get(PATH).text
    assert "Kept until 2029-10-01: role.declared: 3 years" in page
    assert "Destroy for good" not in page
    hall.clock.forward(seconds=12 * 366 * 86_400)
    keeper = hall.signed_in("han")
    page = keeper.get(PATH).text
    months = re.findall(r'name="month" value="([^"]+)"', page)
    assert months
    moved = send(keeper, f"{PATH}/dispose", {"month": "2020-01"})
    assert moved.status_code == 409
    assert "Things have changed meanwhile." in moved.text
    done = send(keeper, f"{PATH}/dispose", {"month": months[0]})
    assert done.status_code == 303, done.text
    assert "is destroyed" in keeper.get(done.headers["location"]).text
    assert hall.facts("audit.disposed")[0]["details"]["months"] == months
    hall.office.seal()
    assert hall.office.verify(deep=True).findings == []


def test_who_may(hall: Hall) -> None:
    """An auditor reads; placing, lifting and disposing are for whoever holds those permissions."""
    auditor = hall.officer("audrey", "auditor", unit=None)
    page = auditor.get(PATH)
    assert page.status_code == 200
    assert "Place a hold" not in page.text
    for action in ("holds", "holds/lift", "dispose"):
        assert send(auditor, f"{PATH}/{action}", {"reason": "x"}).status_code == 403
    assert hall.officer("kim", "road-officer").get(PATH).status_code == 403
    with hall.office.work(by=CONSOLE) as work:
        assert work.holding.holds() == []
