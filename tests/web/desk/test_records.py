"""Records at the desk: why they are kept, what is due, and what they hold."""

from __future__ import annotations

import json
from datetime import date

import httpx
import pytest

from egovframe.audit import Search
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, SCRIPT, Hall


@pytest.fixture
def kim(hall: Hall) -> Browser:
    """A road officer whose unit keeps one closed case."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    kim.send(kim.get(f"/desk/petitions/{receipt}"), f"/desk/petitions/{receipt}/answer", {"text": "메웠습니다."})
    hall.office.run_due_tasks()
    return kim


def record_of(hall: Hall) -> str:
    """The id of the newest record."""
    with hall.office.look(by=CONSOLE) as work:
        return str(work.records.list().items[0].id)


def taken(browser: Browser, record: str, **said: str) -> httpx.Response:
    """Download the content as a person does: by the form that asks why."""
    path = f"/desk/records/{record}/content"
    return browser.send(browser.get(path), path, said)


def test_why_and_until_when(hall: Hall, kim: Browser) -> None:
    """A case closed in 2026 and kept five years starts on 1 January 2027 and is due on 1 January 2032 (영26③)."""
    page = kim.get(f"/desk/records/{record_of(hall)}").text
    assert "until Thursday 1 January 2032" in page
    assert "2027-01-01" in page
    assert "Decree of the Public Records Act, article 26(3)" in page
    assert "nothing may happen before 2032-01-01" in page


def test_content_is_a_download(hall: Hall, kim: Browser) -> None:
    """The case file comes as an attachment that the browser does not open, and reading it is a fact."""
    answer = taken(kim, record_of(hall), usual="disclosure", reason=" No. 12 ")
    assert answer.headers["content-disposition"].startswith('attachment; filename="roads-2026-1.json"')
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert json.loads(answer.content)["decision"]["text"] == "메웠습니다."
    [fact] = hall.facts("record.downloaded")
    assert (fact["details"], fact["due"]) == ({"part": "content"}, True)
    assert "No. 12" not in str(fact)
    [told] = hall.office.trail.facts(Search(id=fact["id"]), private=True)
    assert told.private["reason"] == "정보공개 청구: No. 12"


def test_a_reason_is_asked_for_and_may_be_missing(hall: Hall, kim: Browser) -> None:
    """An old link leads to the question; without an answer the content comes all the same, and waits for the review."""
    record = record_of(hall)
    page = kim.get(f"/desk/records/{record}/content")
    assert page.headers["content-type"].startswith("text/html")
    assert "What is the copy for?" in page.text
    assert hall.facts("record.downloaded") == []
    assert taken(kim, record, usual="nonsense", reason=" ").status_code == 200
    [fact] = hall.office.trail.search(unexplained=True)
    assert (fact["action"], fact["due"]) == ("record.downloaded", False)


def test_list_class_and_due(hall: Hall, kim: Browser) -> None:
    """By class; due on a day; nothing is due yet."""
    assert "roads-2026-1" in kim.get("/desk/records?class=pothole").text
    assert "roads-2026-1" not in kim.get("/desk/records?class=suggestion").text
    assert "No record of your units is due on that day." in kim.get("/desk/records?due=").text
    assert "roads-2026-1" not in kim.get("/desk/records?due=2031-12-31").text
    assert "roads-2026-1" in kim.get("/desk/records?due=2032-01-01").text


def test_titles_are_escaped(hall: Hall, kim: Browser) -> None:
    """A title that somebody declared is text; a file name in a header holds no line breaks and no quotes."""
    with hall.office.work(by=CONSOLE) as work:
        work.records.declare("pothole", SCRIPT, "내용", completed=date(2026, 9, 1), unit="roads")
    record = record_of(hall)
    for path in ("/desk/records", f"/desk/records/{record}"):
        page = kim.get(path).text
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page
    assert taken(kim, record).content.decode() == "내용"


def test_not_found_and_not_mine(hall: Hall, kim: Browser) -> None:
    """An unknown id is not found; a record of another unit is refused, and the refusal is a fact."""
    assert kim.get("/desk/records/nothing").status_code == 404
    with hall.office.work(by=CONSOLE) as work:
        work.records.declare("pothole", "계획", "내용", completed=date(2026, 9, 1), unit="parks")
    record = record_of(hall)
    assert kim.get(f"/desk/records/{record}").status_code in (403, 404)
    assert kim.get(f"/desk/records/{record}/content").status_code in (403, 404)
    assert "계획" not in kim.get("/desk/records").text
