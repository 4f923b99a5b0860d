"""Joint petitions at the desk: the lead unit asks on the case, the other unit finds it in its queue and replies."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from egovframe.web.desk.queue import MOST_PARTS
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound


@pytest.fixture
def kim(hall: Hall) -> Browser:
    """Who leads."""
    return hall.officer("kim", "road-officer", unit="roads")


@pytest.fixture
def lee(hall: Hall) -> Browser:
    """Who answers in the parks."""
    return hall.officer("lee", "road-officer", unit="parks")


def asked(hall: Hall, kim: Browser, receipt: str, **said: str) -> str:
    """Asks the parks through the page; returns the address of the part."""
    path = f"/desk/petitions/{receipt}/steps/ask_part"
    day = hall.office.jurisdiction.calendar.local(hall.state(receipt).due).date()
    page = kim.get(path)
    assert_sound(page, language="en")
    form = {"unit": "parks", "title": "가로수 <b>", "question": "옮겨도 되나요?", "reply_by": f"{day}", "officer": ""}
    answer = kim.send(page, path, {**form, **said})
    assert answer.status_code == 303, answer.text
    found = re.search(r"/desk/parts/[^\"]+", kim.get(f"/desk/petitions/{receipt}").text)
    assert found
    return found[0]


def test_the_other_unit_finds_it_in_its_queue_and_replies(hall: Hall, kim: Browser, lee: Browser) -> None:
    """It reads the case with masked answers; the lead unit cannot answer before, and sees the reply after."""
    receipt = hall.petition()
    part = asked(hall, kim, receipt)
    case = kim.get(f"/desk/petitions/{receipt}")
    assert_sound(case, language="en")
    assert "have not replied yet" in case.text
    assert "Send the answer" not in case.text
    queue = lee.get("/desk")
    assert_sound(queue, language="en")
    assert f'href="{part}"' in queue.text
    assert f'href="{part}"' not in kim.get("/desk").text
    assert_sound(lee.get("/desk/parts"), language="en")
    read = lee.get(f"/desk/petitions/{receipt}")
    assert_sound(read, language="en")
    assert "010-1234-5678" not in read.text
    assert "Take it" not in read.text
    page = lee.get(part)
    assert_sound(page, language="en")
    wrong = lee.send(page, f"{part}/reply", {"result": "objected", "text": "안 됩니다.", "basis": ""})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    assert "안 됩니다." in wrong.text
    said = {"result": "objected", "text": "안 됩니다.", "basis": "도시숲법 제2조"}
    done = lee.send(page, f"{part}/reply", said)
    assert "The lead unit has your reply." in lee.get(done.headers["location"]).text
    assert lee.send(page, f"{part}/reply", said).status_code == 409
    case = kim.get(f"/desk/petitions/{receipt}")
    assert_sound(case, language="en")
    assert "Objects" in case.text
    assert "도시숲법 제2조" in case.text
    assert "Send the answer" in case.text


def test_given_extended_and_returned(hall: Hall, kim: Browser, lee: Browser) -> None:
    """Inside the unit one takes it, takes more time once, and sends it back where it is not the unit's business."""
    receipt = hall.petition()
    soon = hall.office.jurisdiction.calendar.local(hall.office.clock.now()).date()
    part = asked(hall, kim, receipt, reply_by=f"{soon}")
    page = lee.get(part)
    assert lee.send(page, f"{part}/give", {}).status_code == 303
    assert lee.send(page, f"{part}/give", {"to": "kim"}).status_code == 403
    assert "Take it" not in lee.get(part).text
    wrong = lee.send(page, f"{part}/extend", {"until": "soon", "reason": "현장"})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    hall.clock.forward(hours=7)
    later = soon.replace(day=soon.day + 1)
    assert lee.send(page, f"{part}/extend", {"until": f"{later}", "reason": "현장"}).status_code in (409, 422)
    back = lee.send(page, f"{part}/reply", {"result": "returned", "text": "하천과 소관", "basis": ""})
    assert back.headers["location"] == "/desk/parts?done=returned"
    assert "went back to the lead unit" in lee.get(back.headers["location"]).text
    assert lee.get(part).status_code == 404
    assert lee.get(f"/desk/petitions/{receipt}").status_code == 404


def test_a_reply_is_due_when_the_unit_closes_that_day(hall: Hall, kim: Browser, lee: Browser) -> None:
    """By the hours of that unit on that day, where it declared its own."""
    receipt = hall.petition()
    calendar = hall.office.jurisdiction.calendar
    soon = calendar.local(hall.office.clock.now()).date() + timedelta(days=1)
    part = asked(hall, kim, receipt, reply_by=f"{soon}")
    until = soon + timedelta(days=1)
    hours: dict[str, Any] = {"opens": time(9), "closes": time(20), "lunch_from": time(12), "lunch_to": time(13)}
    with hall.office.work(by=CONSOLE) as work:
        work.hours.enter(until, **hours, weekdays=range(5), decree="야간 근무", unit="parks")
    assert lee.send(lee.get(part), f"{part}/extend", {"until": f"{until}", "reason": "현장"}).status_code == 303
    with hall.office.look(by=CONSOLE) as look:
        due = look.parts.of(receipt)[0].reply_by
    assert calendar.local(due) == datetime.combine(until, time(20), calendar.zone)


def test_withdrawn_by_the_lead_unit(hall: Hall, kim: Browser, lee: Browser) -> None:
    """On a page that lists what can be withdrawn."""
    receipt = hall.petition()
    part = asked(hall, kim, receipt)
    path = f"/desk/petitions/{receipt}/steps/withdraw_part"
    page = kim.get(path)
    assert_sound(page, language="en")
    assert "가로수 &lt;b&gt; (Parks)" in page.text
    form = {"joint_part": part.rpartition("/")[2], "reason": "잘못 요청"}
    assert kim.send(page, path, form).status_code == 303
    assert lee.get(part).status_code == 404
    assert f'href="{part}"' not in lee.get("/desk").text


def test_a_queue_shows_some_parts_and_leads_to_all(hall: Hall, kim: Browser, lee: Browser) -> None:
    """What waits in other units' petitions does not push the officer's own petitions off the page."""
    parts = [asked(hall, kim, hall.petition()) for _ in range(MOST_PARTS)]
    queue = lee.get("/desk").text
    assert [part in queue for part in parts] == [True] * MOST_PARTS
    assert "All parts that wait for your units" not in queue
    parts.append(asked(hall, kim, hall.petition()))
    page = lee.get("/desk")
    assert_sound(page, language="en")
    assert sum(part in page.text for part in parts) == MOST_PARTS
    assert 'href="/desk/parts">All parts that wait for your units' in page.text
    assert all(part in lee.get("/desk/parts").text for part in parts)


def test_who_reads_through_a_part_is_shown_nothing_of_joined_petitions(hall: Hall, kim: Browser, lee: Browser) -> None:
    """A part is of one petition: with which others it is handled is the lead unit's business."""
    receipts = [hall.petition(where="하늘로 12", phone=f"010-1234-000{person}") for person in range(5)]
    with hall.office.work(by=CONSOLE) as work:
        work.joined.join(receipts[0], receipts[1:])
    asked(hall, kim, receipts[1])
    path = f"/desk/petitions/{receipts[1]}"
    assert "It is handled together with" in kim.get(path).text
    page = lee.get(path)
    assert page.status_code == 200
    assert "joined" not in page.text
