"""What a petition's holder does with it by the API."""

from __future__ import annotations

import pytest

from egovframe.testing import SetClock
from tests.web.api.room import POTHOLE, Caller, City, fields
from tests.web.api.test_actions import deed
from tests.web.api.test_deciding import REFUSAL


@pytest.fixture
def kim(city: City) -> Caller:
    """A road officer."""
    return city.caller("kim", "road-officer", unit="roads")


def test_the_holder_takes_more_time_and_hands_in(each_city: City) -> None:
    """With the key: more time at most twice, then in words and with answers that replace the earlier ones."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    holder = each_city.caller().but(x_petition_key=filed["key"])
    kim.post(deed(filed, "ask_supplement"), {"text": "사진", "days": 5})
    shown = holder.get(f"/petitions/{filed['receipt']}").json()
    assert {"supplement", "extend_supplement"} <= set(shown["actions"])
    assert shown["takes"]["supplement"] == {"required": [], "optional": ["text", "answers"]}
    for _ in range(2):
        assert holder.post(deed(filed, "extend_supplement"), {"reason": "출장"}).status_code == 200
    assert holder.post(deed(filed, "extend_supplement")).status_code == 409
    assert fields(holder.post(deed(filed, "supplement"), {})) == {"text"}
    assert fields(holder.post(deed(filed, "supplement"), {"answers": {"lanes": 99}})) == {"lanes"}
    back = holder.post(deed(filed, "supplement"), {"text": "여기 있습니다.", "answers": {"lanes": 2}}).json()
    assert (back["state"], back["answers"]["lanes"]) == ("in_progress", 2)


@pytest.mark.parametrize("action", ["consent", "decline"])
def test_the_holder_answers_for_a_second_extension(city: City, kim: Caller, action: str) -> None:
    """영21②: only where it was asked for; with consent the petition is due later."""
    filed = city.filed()
    holder = city.caller().but(x_petition_key=filed["key"])
    due = kim.post(deed(filed, "extend"), {"by": "7d", "reason": "자재"}).json()["due"]
    assert holder.post(deed(filed, action)).status_code == 409
    kim.post(deed(filed, "ask_consent"), {"by": "7d", "reason": "자재"})
    after = holder.post(deed(filed, action)).json()
    assert (after["due"] > due) == (action == "consent")
    assert holder.post(deed(filed, action)).status_code == 409


def test_the_holder_objects_and_says_how_it_was(city: City, kim: Caller) -> None:
    """Once against a refusal, with a reason; once a score from 1 to 5."""
    filed = city.filed()
    holder = city.caller().but(x_petition_key=filed["key"])
    assert holder.post(deed(filed, "file_objection"), {"reason": "아닙니다."}).status_code == 409
    kim.post(deed(filed, "refuse"), REFUSAL)
    city.office.run_due_tasks()
    assert fields(holder.post(deed(filed, "rate"), {"score": 6})) == {"score"}
    assert holder.post(deed(filed, "rate"), {"score": 2, "words": "아쉽습니다."}).status_code == 200
    assert holder.post(deed(filed, "rate"), {"score": 2}).status_code == 409
    assert fields(holder.post(deed(filed, "file_objection"), {"reason": " "})) == {"reason"}
    assert holder.post(deed(filed, "file_objection"), {"reason": "아닙니다."}).json()["state"] == "objected"
    assert holder.post(deed(filed, "file_objection"), {"reason": "아닙니다."}).status_code == 409


def test_the_holder_reminds_of_what_is_overdue(city: City, clock: SetClock) -> None:
    """별지7: not before."""
    filed = city.filed()
    holder = city.caller().but(x_petition_key=filed["key"])
    assert holder.post(deed(filed, "remind")).status_code == 409
    clock.forward(days=30)
    assert holder.post(deed(filed, "remind")).status_code == 200


def test_the_account_that_filed_needs_no_key(city: City, kim: Caller) -> None:
    """Its token is enough; another account's is not."""
    lee, cho = (city.caller(name, kind="citizen") for name in ("lee", "cho"))
    mine = lee.post("/forms/pothole/petitions", {"answers": POTHOLE}).json()
    kim.post(deed(mine, "ask_supplement"), {"text": "사진", "days": 5})
    assert cho.post(deed(mine, "supplement"), {"text": "제 사진"}).status_code in {403, 404}
    assert lee.post(deed(mine, "supplement"), {"text": "제 사진"}).status_code == 200


def test_an_officer_hands_in_what_was_brought_to_the_counter(city: City, kim: Caller) -> None:
    """Who may answer the petition may enter it, and nothing else that is the holder's."""
    filed = city.filed()
    kim.post(deed(filed, "ask_supplement"), {"text": "사진", "days": 5})
    assert kim.post(deed(filed, "extend_supplement")).status_code == 404
    assert kim.post(deed(filed, "supplement"), {"text": "창구에서 받음"}).status_code == 200
