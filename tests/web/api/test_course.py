"""The steps of a case by the API."""

from __future__ import annotations

from tests.web.api.room import City
from tests.web.api.test_actions import deed


def test_steps_with_articles_and_masked_words(each_city: City) -> None:
    """Officers read numbers and addresses in what was written masked; the holder reads what they wrote themselves."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    holder = each_city.caller().but(x_petition_key=filed["key"])
    kim.post(deed(filed, "ask_supplement"), {"text": "사진을 보내 주세요.", "days": 5})
    holder.post(deed(filed, "supplement"), {"text": "010-9876-5432나 hong@example.com으로 연락 주세요."})
    path = f"/petitions/{filed['receipt']}/steps"
    asked, handed = kim.get(path).json()["items"]
    assert (asked["action"], asked["state"], asked["by"]) == ("ask_supplement", "awaiting_supplement", "kim")
    assert asked["article"] == "민원 처리에 관한 법률 제22조제1항, 시행령 제24조"
    assert handed["said"]["text"] == "010-****-5432나 h***@example.com으로 연락 주세요."
    assert holder.get(path).json()["items"][1]["said"]["text"].startswith("010-9876-5432나 hong@")


def test_the_holder_does_not_read_what_the_office_said_to_others(city: City) -> None:
    """That others were asked is no secret; what they were asked is."""
    filed, kim = city.filed(), city.caller("kim", "road-officer", unit="roads")
    by = "2026-09-23T09:00:00Z"
    kim.post(deed(filed, "consult"), {"body": "경찰서", "question": "신고자를 아십니까?", "reply_by": by})
    path = f"/petitions/{filed['receipt']}/steps"
    (mine,) = city.caller().but(x_petition_key=filed["key"]).get(path).json()["items"]
    assert (mine["action"], mine["said"]) == ("consult", {})
    assert kim.get(path).json()["items"][0]["said"]["question"] == "신고자를 아십니까?"


def test_steps_are_for_whoever_may_read_the_petition(city: City) -> None:
    """401 without anything, 404 for another unit and another key; reading them is a fact."""
    filed = city.filed()
    path = f"/petitions/{filed['receipt']}/steps"
    assert city.caller().get(path).status_code == 401
    assert city.caller("oh", "park-officer", unit="parks").get(path).status_code == 404
    assert city.caller().but(x_petition_key=city.filed()["key"]).get(path).status_code == 404
    assert city.facts("petition.read") == []
    assert city.caller("kim", "road-officer", unit="roads").get(path).json() == {"items": [], "next": None}
    assert len(city.facts("petition.read")) == 1
