"""Office hours in administration: entered, seen, taken back, and only by whoever may."""

from __future__ import annotations

import re

import pytest

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/admin/hours"
HOURS = {
    "since": "2026-09-22",
    "until": "",
    "opens": "09:00",
    "lunch_from": "12:00",
    "lunch_to": "13:00",
    "closes": "20:00",
    "weekday": ["0", "1", "2", "3", "4"],
    "decree": "시장 <지시>",
    "unit": "",
}


@pytest.fixture(autouse=True)
def _roles(hall: Hall) -> None:
    """A role that the office makes for it."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("calendar-keeper", may=["holiday.declare"], reason="근무시간")


def test_hours_move_what_is_due(hall: Hall) -> None:
    """Entered for all from tomorrow on: confirmed, counted anew, on the door sign from that day on, and taken back."""
    receipt = hall.petition()
    keeper = hall.officer("han", "calendar-keeper", unit=None)
    hall.clock.forward(hours=1)
    entered = keeper.send(keeper.get(PATH), PATH, HOURS)
    assert entered.status_code == 303
    page = keeper.get(entered.headers["location"])
    assert_sound(page, language="en")
    assert "The hours are entered." in page.text
    assert "시장 &lt;지시&gt;" in page.text
    assert "09:00–12:00, 13:00–20:00" in page.text
    hall.office.run_due_tasks()
    assert f"{hall.office.forms.calendar.local(hall.state(receipt).due):%H:%M}" == "20:00"
    case = hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}").text
    assert "20:00" in case
    assert "Weekdays 09:00–18:00" in keeper.get("/").text
    hours = re.search(r'name="hours" value="([^"]+)"', page.text)
    assert hours is not None
    back = keeper.send(keeper.get(PATH), f"{PATH}/revoke", {"hours": hours[1]})
    assert back.headers["location"].endswith("done=revoked")
    gone = keeper.send(keeper.get(PATH), f"{PATH}/revoke", {"hours": hours[1]})
    assert gone.headers["location"].endswith("done=gone")
    assert "Taken back" in keeper.get(PATH).text
    hall.office.run_due_tasks()
    assert f"{hall.office.forms.calendar.local(hall.state(receipt).due):%H:%M}" == "18:00"


def test_in_force(hall: Hall) -> None:
    """From the day on the door sign says so, and what is in force is not taken back."""
    keeper = hall.officer("han", "calendar-keeper", unit=None)
    keeper.send(keeper.get(PATH), PATH, HOURS)
    before = keeper.get(PATH)
    hall.clock.forward(days=1)
    hall.office.forms.calendars.look_again()
    keeper = hall.officer("lim", "calendar-keeper", unit=None)
    assert "Weekdays 09:00–20:00" in keeper.get("/").text
    page = keeper.get(PATH)
    assert f"{PATH}/revoke" not in page.text
    hours = re.search(r'name="hours" value="([^"]+)"', before.text)
    assert hours is not None
    gone = keeper.send(page, f"{PATH}/revoke", {"hours": hours[1]})
    assert gone.headers["location"].endswith("done=gone")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"since": "soon"}, "since"),
        ({"since": "2026-09-21"}, "since"),
        ({"until": "x"}, "until"),
        ({"opens": "nine"}, "opens"),
        ({"closes": "08:00"}, "opens"),
        ({"weekday": ["7"]}, "weekdays"),
        ({"decree": ""}, "decree"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(hall: Hall, wrong: dict[str, str], field: str) -> None:
    """The page keeps what was entered."""
    keeper = hall.officer("han", "calendar-keeper", unit=None)
    answer = keeper.send(keeper.get(PATH), PATH, {**HOURS, **wrong})
    assert answer.status_code == 422
    assert f'id="hours-{field}-fault"' in answer.text
    assert f'href="#hours-{field}"' in answer.text
    assert_sound(answer, language="en")


def test_of_ones_own_unit(hall: Hall) -> None:
    """Whoever may for a unit enters hours for it, and takes back none of the whole office."""
    chief = hall.officer("han", "calendar-keeper", unit=None)
    chief.send(chief.get(PATH), PATH, HOURS)
    keeper: Browser = hall.officer("bae", "calendar-keeper", unit="roads")
    page = keeper.get(PATH)
    assert "the whole office" in page.text
    assert f"{PATH}/revoke" not in page.text
    assert keeper.send(page, PATH, HOURS).status_code == 403
    assert keeper.send(page, PATH, {**HOURS, "unit": "roads"}).status_code == 303
