"""How a petition ends beside an answer or a refusal, and objections, by the API."""

from __future__ import annotations

import pytest

from egovframe.testing import SetClock
from tests.web.api.room import Caller, City, fields
from tests.web.api.test_actions import deed

REFUSAL = {"reason": "사유지", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}


@pytest.fixture
def kim(city: City) -> Caller:
    """A road officer."""
    return city.caller("kim", "road-officer", unit="roads")


def test_granted_and_passed_on(each_city: City) -> None:
    """Each with its words; a body and a reason where it goes elsewhere."""
    kim = each_city.caller("kim", "road-officer", unit="roads")
    granted = kim.post(deed(each_city.filed(), "grant"), {"text": "10월 1일부터 점용을 허가합니다."})
    assert (granted.json()["state"], granted.json()["outcome"]) == ("granted", "granted")
    sent = kim.post(deed(each_city.filed(), "transfer_out"), {"body": "국토교통부", "reason": "국도입니다."})
    assert sent.json()["state"] == "transferred"
    wrong = kim.post(deed(each_city.filed(), "transfer_out"), {"body": "", "reason": "국도"})
    assert (wrong.status_code, fields(wrong)) == (422, {"body"})


def test_returned_only_after_two_requests(each_city: City, clock: SetClock) -> None:
    """영25①: before that it is 409."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    assert kim.post(deed(filed, "give_back"), {"reason": "보완하지 않음"}).status_code == 409
    for _ in range(2):
        kim.post(deed(filed, "ask_supplement"), {"text": "사진", "days": 5})
        clock.forward(days=12)
    returned = kim.post(deed(filed, "give_back"), {"reason": "두 번 요구했으나 보완하지 않음"})
    assert returned.json()["state"] == "returned"


def test_a_repeat_names_two_earlier_ones(each_city: City) -> None:
    """법23①: their results were told."""
    kim = each_city.caller("kim", "road-officer", unit="roads")
    earlier = [each_city.filed() for _ in range(2)]
    for each in earlier:
        kim.post(deed(each, "answer"), {"text": "고쳤습니다."})
    each_city.office.run_due_tasks()
    again = each_city.filed()
    numbers = [each["receipt"] for each in earlier]
    few = kim.post(deed(again, "close_repeat"), {"reason": "같은 내용", "earlier": numbers[:1]})
    assert (few.status_code, fields(few)) == (422, {"earlier"})
    closed = kim.post(deed(again, "close_repeat"), {"reason": "같은 내용", "earlier": numbers})
    assert closed.json()["state"] == "repeated"


def test_an_objection_is_extended_and_granted_or_dismissed(each_city: City) -> None:
    """법35: ten days, once ten more; dismissed with reasons, basis and remedies."""
    kim = each_city.caller("kim", "road-officer", unit="roads")
    for action, said, state in (
        ("grant_objection", {"reason": "다시 보니 시 소유입니다."}, "granted"),
        ("dismiss_objection", REFUSAL, "refused"),
    ):
        filed = each_city.filed()
        kim.post(deed(filed, "refuse"), REFUSAL)
        each_city.office.run_due_tasks()
        holder = each_city.caller().but(x_petition_key=filed["key"])
        objected = holder.post(deed(filed, "file_objection"), {"reason": "시의 땅입니다."})
        assert objected.json()["state"] == "objected"
        longer = kim.post(deed(filed, "extend_objection"), {"reason": "현장 조사"})
        assert longer.json()["due"] > objected.json()["due"]
        assert kim.post(deed(filed, "extend_objection"), {"reason": "또"}).status_code == 409
        assert kim.post(deed(filed, action), said).json()["state"] == state


def test_a_dismissal_lacks_nothing(city: City, kim: Caller) -> None:
    """법27③: what is missing is named."""
    filed = city.filed()
    kim.post(deed(filed, "refuse"), REFUSAL)
    city.office.run_due_tasks()
    city.caller().but(x_petition_key=filed["key"]).post(deed(filed, "file_objection"), {"reason": "아닙니다."})
    answer = kim.post(deed(filed, "dismiss_objection"), {**REFUSAL, "basis": "", "remedy": " "})
    assert (answer.status_code, fields(answer)) == (422, {"basis", "remedy"})
