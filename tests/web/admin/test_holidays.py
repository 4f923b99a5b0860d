"""Days off in administration: entered, seen, taken back, and only by whoever may."""

from __future__ import annotations

import re

import pytest

from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/admin/holidays"
DAY = {"day": "2026-09-30", "ko": "임시공휴일", "en": "Temporary <holiday>", "decree": "국무회의 의결"}


@pytest.fixture(autouse=True)
def _roles(hall: Hall) -> None:
    """A role that the office makes for it."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("calendar-keeper", may=["holiday.declare"], reason="휴무일")


def test_a_day_off_moves_what_is_due(hall: Hall) -> None:
    """Entered for all, confirmed, and the case page explains the new date with it; taken back, the date returns."""
    receipt = hall.petition()
    keeper = hall.officer("han", "calendar-keeper", unit=None)
    hall.clock.forward(hours=1)
    entered = keeper.send(keeper.get(PATH), PATH, DAY)
    assert entered.status_code == 303
    page = keeper.get(entered.headers["location"])
    assert_sound(page, language="en")
    assert "Temporary &lt;holiday&gt;" in page.text
    assert "The day off is entered." in page.text
    hall.office.run_due_tasks()
    case = hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}?lang=ko").text
    assert "임시공휴일" in case.partition('<table class="ledger">')[2].partition("</table>")[0]
    assert '<p class="due num">10. 2.(금) 18:00</p>' in case
    holiday = re.search(r'name="holiday" value="([^"]+)"', page.text)
    assert holiday is not None
    back = keeper.send(keeper.get(PATH), f"{PATH}/revoke", {"holiday": holiday[1]})
    assert back.headers["location"].endswith("done=revoked")
    again = keeper.send(keeper.get(PATH), PATH, DAY)
    assert again.headers["location"].endswith("done=declared")
    gone = keeper.send(keeper.get(PATH), f"{PATH}/revoke", {"holiday": holiday[1]})
    assert gone.headers["location"].endswith("done=gone")
    assert "Taken back" in keeper.get(PATH).text
    hall.office.run_due_tasks()
    assert hall.state(receipt).due.day == 2


def test_what_is_wrong_is_said_at_its_field(hall: Hall) -> None:
    """No day, a Sunday, nothing written: the page keeps what was entered."""
    keeper = hall.officer("han", "calendar-keeper", unit=None)
    for wrong, status, field in (
        ({"day": "soon"}, 422, "day"),
        ({"day": "2026-09-27"}, 409, "day"),
        ({"ko": ""}, 422, "ko"),
    ):
        answer = keeper.send(keeper.get(PATH), PATH, {**DAY, **wrong})
        assert answer.status_code == status
        assert f'id="holiday-{field}-fault"' in answer.text
        assert 'value="국무회의 의결"' in answer.text


def test_a_unit_enters_its_own(hall: Hall) -> None:
    """Whoever holds it in one unit is offered that unit alone, and is refused the whole office."""
    keeper = hall.officer("han", "calendar-keeper", unit="roads")
    page = keeper.get(PATH)
    assert "the whole office</option>" not in page.text
    assert 'value="parks"' not in page.text
    assert keeper.send(page, PATH, DAY).status_code == 403
    assert keeper.send(keeper.get(PATH), PATH, {**DAY, "unit": "roads"}).status_code == 303
    assert hall.officer("kim", "road-officer").get(PATH).status_code == 403
