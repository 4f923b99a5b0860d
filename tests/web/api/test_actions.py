"""What can be done with petitions by the API."""

from __future__ import annotations

import pytest

from egovframe.forms.procedure.states import BY
from egovframe.web.api.petitions import by_program
from tests.web.api.room import POTHOLE, Caller, City, fields


@pytest.fixture
def kim(city: City) -> Caller:
    """A road officer."""
    return city.caller("kim", "road-officer", unit="roads")


@pytest.fixture
def chief(city: City) -> Caller:
    """The head of the roads unit: assigns, and may see personal answers."""
    return city.caller("chief", "chief", unit="roads")


def deed(filed: dict[str, str], action: str) -> str:
    """Return the address of an action on a petition."""
    return f"/petitions/{filed['receipt']}/actions/{action}"


def test_from_assignment_to_answer(each_city: City) -> None:
    """The officer takes it and answers; the holder reads the answer; the case is closed by the office itself."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    assert kim.post(deed(filed, "assign")).json()["handler"] == "kim"
    answered = kim.post(deed(filed, "answer"), {"text": "고쳤습니다."})
    assert (answered.status_code, answered.json()["state"]) == (200, "answered")
    assert answered.json()["answers"]["phone"] == "010-****-5678"
    each_city.office.run_due_tasks()
    shown = each_city.caller().but(x_petition_key=filed["key"]).get(f"/petitions/{filed['receipt']}").json()
    assert (shown["state"], shown["decision"]["text"], shown["decision"]["by"]) == ("closed", "고쳤습니다.", "kim")
    assert [step["kind"] for step in shown["history"]][:2] == ["received", "assigned"]
    again = kim.post(deed(filed, "answer"), {"text": "또"})
    assert (again.status_code, again.json()["code"]) == (409, "egov.conflict")


def test_the_chief_assigns_to_an_officer_of_the_unit_only(city: City, chief: Caller, kim: Caller) -> None:
    """Somebody who does not answer the unit's petitions is refused by the field."""
    filed = city.filed()
    city.caller("oh", "park-officer", unit="parks")
    for nobody in ("oh", "nobody-such", "a\0"):
        answer = chief.post(deed(filed, "assign"), {"to": nobody})
        assert (answer.status_code, fields(answer)) == (422, {"to"})
    assert chief.post(deed(filed, "assign"), {"to": "kim"}).json()["handler"] == "kim"
    assert kim.post(deed(filed, "assign"), {"to": "chief"}).status_code == 403


def test_a_refusal_needs_reasons_basis_and_remedies(city: City, kim: Caller) -> None:
    """법27③: whatever is missing is named; with all three it is refused."""
    filed = city.filed()
    answer = kim.post(deed(filed, "refuse"), {"reason": "사유지", "basis": " ", "remedy": ""})
    assert (answer.status_code, fields(answer)) == (422, {"basis", "remedy"})
    assert fields(kim.post(deed(filed, "refuse"), {})) == {"reason", "basis", "remedy"}
    whole = {"reason": "사유지", "basis": "도로법 제2조", "remedy": "행정심판"}
    assert kim.post(deed(filed, "refuse"), whole).json()["decision"]["basis"] == "도로법 제2조"


def test_what_is_urgent_comes_first(city: City, chief: Caller, kim: Caller) -> None:
    """Whoever assigns may say so; an officer without that permission may not."""
    filed = city.filed()
    assert kim.post(deed(filed, "mark_urgent"), {}).status_code == 403
    assert chief.post(deed(filed, "mark_urgent")).json()["urgent"] is True
    assert kim.get(f"/petitions/{filed['receipt']}").json()["urgent"] is True


def test_personal_answers_are_shown_for_a_reason_only(city: City, chief: Caller, kim: Caller) -> None:
    """Who may not gets 403, who gives no reason 422; the showing is a fact whose reason is not public."""
    filed = city.filed()
    assert kim.post(deed(filed, "reveal"), {"reason": "전화하려고"}).status_code == 403
    assert fields(chief.post(deed(filed, "reveal"), {"reason": " "})) == {"reason"}
    assert city.facts("petition.revealed") == []
    shown = chief.post(deed(filed, "reveal"), {"reason": "전화하려고"})
    assert shown.json()["answers"] == {"phone": "010-1234-5678", "born": "1980-02-29"}
    fact = city.facts("petition.revealed")[0]
    assert fact["details"]["fields"] == ["born", "phone"]
    assert "전화하려고" not in str(fact)


def test_the_holder_amends_until_it_is_decided(each_city: City) -> None:
    """What is not named stays; afterwards 409; nobody else may, not even an officer."""
    filed, kim = each_city.filed(), each_city.caller("kim", "road-officer", unit="roads")
    holder = each_city.caller().but(x_petition_key=filed["key"])
    changed = holder.post(deed(filed, "amend"), {"answers": {"lanes": 3}})
    assert (changed.json()["answers"]["lanes"], changed.json()["answers"]["where"]) == (3, POTHOLE["where"])
    assert fields(holder.post(deed(filed, "amend"), {"answers": {"lanes": 99}})) == {"lanes"}
    assert kim.post(deed(filed, "amend"), {"answers": {"lanes": 1}}).status_code == 404
    kim.post(deed(filed, "answer"), {"text": "고쳤습니다."})
    assert holder.post(deed(filed, "amend"), {"answers": {"lanes": 1}}).status_code == 409


def test_the_holder_takes_it_back(each_city: City) -> None:
    """법22②: with or without a reason, once."""
    filed = each_city.filed()
    holder = each_city.caller().but(x_petition_key=filed["key"])
    assert holder.post(deed(filed, "withdraw")).json()["state"] == "withdrawn"
    assert holder.post(deed(filed, "withdraw"), {"reason": "다시"}).status_code == 409


def test_one_petitions_key_opens_no_other(city: City) -> None:
    """The key belongs to its receipt."""
    one, other = city.filed(), city.filed()
    holder = city.caller().but(x_petition_key=one["key"])
    assert holder.post(deed(other, "withdraw"), {}).status_code == 404
    assert holder.post(deed(other, "amend"), {"answers": {}}).status_code == 404


@pytest.mark.parametrize("action", sorted(BY.keys() - {"close"}))
def test_another_units_petition_is_not_there_to_be_handled(city: City, action: str) -> None:
    """404 before what was sent is looked at; nothing changes."""
    filed = city.filed()
    parks = city.caller("oh", "chief", unit="parks")
    answer = parks.send("POST", deed(filed, action), content=b"nonsense")
    assert answer.status_code == 404
    holder = city.caller().but(x_petition_key=filed["key"])
    assert holder.get(f"/petitions/{filed['receipt']}").json()["state"] == "received"


def test_a_citizen_with_an_account_handles_only_what_is_theirs(city: City) -> None:
    """Filed with the account's token, it can be amended and taken back with it; somebody else's is not there."""
    lee, other = city.caller("lee", kind="citizen"), city.filed()
    mine = lee.post("/forms/pothole/petitions", {"answers": POTHOLE}).json()
    assert lee.post(deed(mine, "amend"), {"answers": {"lanes": 2}}).json()["answers"]["lanes"] == 2
    assert lee.post(deed(mine, "withdraw"), {}).status_code == 200
    assert lee.post(deed(other, "amend"), {"answers": {"lanes": 2}}).status_code == 404
    assert lee.post(deed(other, "withdraw"), {}).status_code in {403, 404}


@pytest.mark.parametrize("action", sorted(BY.keys() - {"close"}))
def test_nobody_does_anything_without_token_or_key(city: City, action: str) -> None:
    """401 before what was sent is looked at, whether there is such a petition or not."""
    for receipt in (city.filed()["receipt"], "nonsense"):
        answer = city.caller().send("POST", f"/petitions/{receipt}/actions/{action}", content=b"nonsense")
        assert answer.status_code == 401


def test_every_verb_of_the_procedure_has_an_address() -> None:
    """All but the closing, which is the office's own."""
    assert BY.keys() - by_program().keys() == {"close"}
