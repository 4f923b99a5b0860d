"""Joint petitions by the API; every answer is held to the document."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.web.api.room import Caller, City, fields


@pytest.fixture
def kim(city: City) -> Caller:
    """A road officer who leads."""
    return city.caller("kim", "road-officer", unit="roads")


@pytest.fixture
def lee(city: City) -> Caller:
    """Whoever answers in the parks, which take part."""
    return city.caller("lee", "park-officer", unit="parks")


def ask(city: City, kim: Caller, receipt: str, **said: Any) -> Any:
    """Asks the parks for their part."""
    by = (city.office.clock.now() + timedelta(days=2)).isoformat()
    body = {"unit": "parks", "title": "가로수", "question": "옮겨도 되나요?", "reply_by": by, **said}
    return kim.post(f"/petitions/{receipt}/actions/ask_part", body)


def test_asked_replied_and_decided(city: City, kim: Caller, lee: Caller) -> None:
    """The unit that takes part reads the petition and replies; only then the lead unit answers."""
    receipt = city.filed()["receipt"]
    assert lee.get(f"/petitions/{receipt}").status_code == 404
    assert ask(city, kim, receipt).status_code == 200
    (listed,) = lee.get("/parts").json()["items"]
    assert (listed["receipt"], listed["question"], listed["lead"], listed["unit"]) == (receipt, "", "roads", "parks")
    one = f"/parts/{listed['id']}"
    assert lee.get(f"/petitions/{receipt}").json()["receipt"] == receipt
    assert lee.get(one).json()["question"] == "옮겨도 되나요?"
    assert kim.get("/parts").json()["items"] == []
    assert kim.post(f"/petitions/{receipt}/actions/answer", {"text": "옮깁니다."}).status_code == 409
    assert kim.post(f"{one}/actions/reply", {"result": "agreed"}).status_code == 403
    assert lee.post(f"{one}/actions/give", {}).json()["officer"] == "lee"
    until = (city.office.clock.now() + timedelta(days=3)).isoformat()
    assert lee.post(f"{one}/actions/extend", {"until": until, "reason": "현장"}).json()["extended"] is True
    assert lee.post(f"{one}/actions/extend", {"until": until, "reason": "현장"}).status_code == 409
    assert fields(lee.post(f"{one}/actions/reply", {"result": "objected", "text": "안 됩니다."})) == {"basis"}
    replied = lee.post(f"{one}/actions/reply", {"result": "conditional", "text": "겨울에"}).json()
    assert (replied["state"], replied["text"], replied["settled_by"]) == ("conditional", "겨울에", "lee")
    (part,) = kim.get(f"/petitions/{receipt}/parts").json()["items"]
    assert part == replied
    assert kim.post(f"/petitions/{receipt}/actions/answer", {"text": "옮깁니다."}).json()["state"] == "answered"


def test_withdrawn_or_not_waited_for(city: City, kim: Caller, lee: Caller) -> None:
    """Each with its reason; what is wrong comes by its field."""
    receipt = city.filed()["receipt"]
    assert fields(ask(city, kim, receipt, unit="moon")) == {"unit"}
    assert ask(city, kim, receipt).status_code == 200
    assert ask(city, kim, receipt).status_code == 409
    (part,) = kim.get(f"/petitions/{receipt}/parts").json()["items"]
    act = f"/petitions/{receipt}/actions/"
    assert kim.post(act + "waive_parts", {"reason": "급합니다."}).status_code == 200
    assert kim.post(act + "withdraw_part", {"joint_part": "nothing", "reason": "잘못"}).status_code == 404
    assert kim.post(act + "withdraw_part", {"joint_part": part["id"], "reason": "잘못"}).status_code == 200
    assert lee.get(f"/parts/{part['id']}").status_code == 404
    assert lee.get("/parts").json()["items"] == []
