"""What officers do with a petition on the way to its decision, by the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.testing import SetClock
from tests.web.api.room import Caller, City, fields
from tests.web.api.test_actions import deed


@pytest.fixture
def kim(city: City) -> Caller:
    """A road officer."""
    return city.caller("kim", "road-officer", unit="roads")


def test_begun_asked_paused_extended_and_consulted(each_city: City, clock: SetClock) -> None:
    """Each answers with the petition as it is then; what waits stands still; the steps name their articles."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    assert kim.post(deed(filed, "start")).json()["state"] == "in_progress"
    held = kim.post(deed(filed, "pause"), {"reason": "inspection", "words": "시설 검사"}).json()
    assert "resume" in held["actions"]
    assert "pause" not in held["actions"]
    clock.forward(days=1)
    resumed = kim.post(deed(filed, "resume")).json()
    assert resumed["due"] > filed["due"]
    extended = kim.post(deed(filed, "extend"), {"by": "7d", "reason": "자재"}).json()
    assert extended["due"] > resumed["due"]
    asked = kim.post(deed(filed, "ask_consent"), {"by": "2d", "reason": "자재"}).json()
    assert asked["state"] == "in_progress"
    by = (clock.now() + timedelta(days=3)).isoformat()
    consulting = kim.post(deed(filed, "consult"), {"body": "경찰서", "question": "통제?", "reply_by": by})
    assert consulting.json()["state"] == "consulting"
    assert kim.post(deed(filed, "consulted"), {"reply": "가능"}).json()["state"] == "in_progress"
    steps = kim.get(f"/petitions/{filed['receipt']}/steps").json()["items"]
    assert [step["action"] for step in steps] == [
        "start",
        "pause",
        "resume",
        "extend",
        "ask_consent",
        "consult",
        "consulted",
    ]
    assert all(step["article"] for step in steps)


def test_a_supplement_is_asked_for(each_city: City) -> None:
    """With what is missing and by when; asking again before that is over is 409."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    asked = kim.post(deed(filed, "ask_supplement"), {"text": "사진을 보내 주세요.", "days": 10})
    assert asked.json()["state"] == "awaiting_supplement"
    again = kim.post(deed(filed, "ask_supplement"), {"text": "사진", "days": 10})
    assert (again.status_code, again.json()["code"]) == (409, "egov.conflict")
    assert "ask_supplement" not in asked.json()["actions"]


def test_passed_on_to_another_unit(each_city: City) -> None:
    """It is theirs from then on, under a new number of their register, and not there any more for the first."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    oh = each_city.caller("oh", "park-officer", unit="parks")
    passed = kim.post(deed(filed, "transfer"), {"unit": "parks", "reason": "공원 안의 길입니다."})
    assert (passed.json()["unit"], passed.json()["state"]) == ("parks", "received")
    assert oh.get(f"/petitions/{filed['receipt']}").status_code == 200
    assert kim.get(f"/petitions/{filed['receipt']}").status_code == 404


@pytest.mark.parametrize(
    ("action", "said", "wrong"),
    [
        ("ask_supplement", {"text": " ", "days": 5}, {"text"}),
        ("ask_supplement", {"text": "사진", "days": 181}, {"days"}),
        ("ask_supplement", {}, {"text", "days"}),
        ("pause", {"reason": "holidays", "words": "쉼"}, {"reason"}),
        ("pause", {"reason": "supplement", "words": "사진"}, {"reason"}),
        ("pause", {"reason": "hearing", "words": ""}, {"words"}),
        ("extend", {"by": "8d", "reason": "자재"}, {"by"}),
        ("extend", {"by": "soon", "reason": "자재"}, {"by"}),
        ("extend", {"by": "99999999999d", "reason": "자재"}, {"by"}),
        ("extend", {"by": "2d", "reason": ""}, {"reason"}),
        ("consult", {"body": "경찰서", "question": "통제?", "reply_by": "2030-01-01T00:00:00Z"}, {"reply_by"}),
        ("consult", {"body": "경찰서", "question": "통제?", "reply_by": "tomorrow"}, {"reply_by"}),
        ("transfer", {"unit": "roads", "reason": "공원"}, {"unit"}),
        ("transfer", {"unit": "no-such", "reason": "공원"}, {"unit"}),
        ("transfer", {"unit": "parks", "reason": " "}, {"reason"}),
        ("start", {"now": True}, {"now"}),
    ],
)
def test_what_does_not_hold_is_named_by_its_field(
    city: City, kim: Caller, action: str, said: dict[str, object], wrong: set[str]
) -> None:
    """422 with every field and what to do about it; nothing is done."""
    filed = city.filed()
    answer = kim.post(deed(filed, action), said)
    assert (answer.status_code, fields(answer)) == (422, wrong)
    assert all(error["message"] for error in answer.json()["errors"])
    assert kim.get(f"/petitions/{filed['receipt']}/steps").json()["items"] == []


def test_a_second_extension_needs_consent(city: City, kim: Caller) -> None:
    """영21②: by the field, until how it was given is said; a third one is 409."""
    filed = city.filed()
    kim.post(deed(filed, "extend"), {"by": "7d", "reason": "자재"})
    refused = kim.post(deed(filed, "extend"), {"by": "2d", "reason": "자재"})
    assert (refused.status_code, fields(refused)) == (422, {"consent"})
    said = {"by": "2d", "reason": "자재", "consent": "9월 22일 전화로"}
    assert kim.post(deed(filed, "extend"), said).status_code == 200
    assert kim.post(deed(filed, "extend"), said).status_code == 409
