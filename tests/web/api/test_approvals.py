"""Drafting and approving decisions by the API; every answer is held to the document."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.api.room import Caller, City, fields


@pytest.fixture
def kim(city: City) -> Caller:
    """A road officer who drafts."""
    return city.caller("kim", "road-officer", unit="roads")


@pytest.fixture
def boss(city: City) -> Caller:
    """Who approves in the roads unit."""
    return city.caller("boss", "approver", unit="roads")


def draft(kim: Caller, receipt: str, *names: str, **more: Any) -> Any:
    """Drafts an answer; the last of the names approves it, the others review it in turn."""
    line = [{"name": name, "part": "review", "turn": turn} for turn, name in enumerate(names[:-1], 1)]
    body = {"outcome": "answered", "text": "고쳤습니다.", "line": [*line, {"name": names[-1], "turn": 9}], **more}
    return kim.post(f"/petitions/{receipt}/actions/draft", body)


def test_a_draft_becomes_the_decision_when_the_last_one_approves(city: City, kim: Caller, boss: Caller) -> None:
    """Whose turn it is sees it in the list; the words stand in the draft, not in the list."""
    receipt, lee = city.filed()["receipt"], city.caller("lee", "approver", unit="roads")
    made = draft(kim, receipt, "lee", "boss")
    assert (made.status_code, made.json()["text"], made.json()["drafter"]) == (201, "고쳤습니다.", "kim")
    one = f"/approvals/{made.json()['id']}"
    (listed,) = lee.get("/approvals").json()["items"]
    assert (listed["id"], listed["text"]) == (made.json()["id"], "")
    assert boss.get("/approvals").json()["items"] == []
    assert boss.post(f"{one}/actions/approve").status_code == 409
    assert lee.post(f"{one}/actions/approve", {"note": "좋습니다."}).json()["state"] == "open"
    assert boss.get(one).json()["steps"][0]["note"] == "좋습니다."
    assert boss.post(f"{one}/actions/approve").json()["state"] == "approved"
    shown = kim.get(f"/petitions/{receipt}").json()
    assert (shown["state"], shown["decision"]["text"], shown["decision"]["by"]) == ("answered", "고쳤습니다.", "boss")
    (history,) = kim.get(f"/petitions/{receipt}/approvals").json()["items"]
    assert [step["by"] for step in history["steps"]] == ["lee", "boss"]


def test_sent_back_and_recalled(city: City, kim: Caller, boss: Caller) -> None:
    """With a note; and a petition has one open draft."""
    receipt = city.filed()["receipt"]
    one = f"/approvals/{draft(kim, receipt, 'boss').json()['id']}/actions/"
    assert draft(kim, receipt, "boss").status_code == 409
    assert fields(boss.post(one + "send_back", {"note": " "})) == {"note"}
    assert boss.post(one + "send_back", {"note": "날짜를 적으세요."}).json()["state"] == "returned"
    again = draft(kim, receipt, "boss").json()["id"]
    assert kim.post(f"/approvals/{again}/actions/recall").json()["state"] == "recalled"
    assert boss.post(f"/approvals/{again}/actions/approve").status_code == 409


def test_a_line_that_does_not_hold(city: City, kim: Caller, boss: Caller) -> None:
    """By its field; who may not is refused before what was sent is read."""
    receipt = city.filed()["receipt"]
    assert fields(draft(kim, receipt, "kim")) == {"line"}
    assert fields(draft(kim, receipt, "boss", outcome="refused")) == {"basis", "remedy"}
    assert fields(draft(kim, receipt, "boss", text=" ")) == {"text"}
    assert (
        city.caller("oh", "park-officer", unit="parks")
        .post(f"/petitions/{receipt}/actions/draft", {"nothing": 1})
        .status_code
        == 404
    )
    assert kim.get("/approvals").status_code == 403
    assert boss.get("/approvals/nothing").status_code == 404


def test_a_draft_for_all_that_are_joined(city: City, kim: Caller, boss: Caller) -> None:
    """It names them, and with the last signature all are decided."""
    receipts = [city.filed(phone=f"010-1234-000{person}")["receipt"] for person in range(5)]
    assert fields(draft(kim, receipts[0], "boss", joined=True)) == {"joined"}
    assert kim.post(f"/petitions/{receipts[0]}/actions/join", {"others": receipts[1:]}).status_code == 200
    made = draft(kim, receipts[0], "boss", joined=True).json()
    assert (made["joined"], made["unseen"]) == (receipts[1:], 0)
    (listed,) = boss.get("/approvals").json()["items"]
    assert listed["joined"] == []
    assert boss.post(f"/approvals/{made['id']}/actions/approve").json()["state"] == "approved"
    assert {kim.get(f"/petitions/{receipt}").json()["state"] for receipt in receipts} == {"answered"}
