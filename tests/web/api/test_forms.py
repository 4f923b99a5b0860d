"""Forms and filing by the API."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from jsonschema import Draft202012Validator

from egovframe.audit import NotAcknowledged
from tests.web.api.room import POTHOLE, City, fields


def test_the_forms_are_listed_in_the_language_asked_for(city: City) -> None:
    """Name, version, title, unit and limit, in the order of the city."""
    items = city.caller().but(accept_language="en").get("/forms").json()["items"]
    assert [item["name"] for item in items] == ["pothole", "suggestion"]
    assert items[0]["title"] == "Broken road"
    assert (items[0]["limit"], items[0]["unit"], items[0]["version"]) == ("7d", "roads", 1)


@pytest.mark.parametrize("name", ["pothole", "suggestion"])
def test_a_forms_schema_is_json_schema_2020_12(city: City, name: str) -> None:
    """The schema is valid itself, and takes what the office takes."""
    schema = city.caller().get(f"/forms/{name}").json()["schema"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    if name == "pothole":
        assert Draft202012Validator(schema).is_valid(POTHOLE)
        assert not Draft202012Validator(schema).is_valid({**POTHOLE, "lanes": 9})


def test_the_schema_marks_what_is_public_and_what_is_personal(city: City) -> None:
    """A program knows from it which answers anyone may see."""
    properties = city.caller().get("/forms/pothole").json()["schema"]["properties"]
    assert properties["where"]["x-egov-public"] is True
    assert properties["phone"]["x-egov-personal"] == "personal"
    assert "x-egov-personal" not in properties["lanes"]


def test_anybody_can_file_a_petition(each_city: City) -> None:
    """201 with the receipt, the holder's key and the statutory due date, and where the petition is."""
    answer = each_city.caller().post("/forms/pothole/petitions", {"answers": POTHOLE})
    assert answer.status_code == 201
    filed = answer.json()
    assert answer.headers["location"] == f"/api/v1/petitions/{filed['receipt']}"
    assert filed["due"] == "2026-10-01T09:00:00.000Z"  # seven working days, over Chuseok
    assert filed["registered"] == "2026-1"
    assert each_city.facts("petition.submitted")[0]["details"]["channel"] == "api"


def test_the_same_request_twice_is_one_petition(each_city: City) -> None:
    """A repeated Idempotency-Key gets the first answer, even after the petition moved on; with other answers 409."""
    caller = each_city.caller().but(idempotency_key="a-1")
    first = caller.post("/forms/pothole/petitions", {"answers": POTHOLE})
    each_city.caller("kim", "road-officer").post(f"/petitions/{first.json()['receipt']}/actions/assign", {})
    again = caller.post("/forms/pothole/petitions", {"answers": dict(reversed(POTHOLE.items()))})
    assert (again.status_code, again.json()) == (201, first.json())
    other = caller.post("/forms/pothole/petitions", {"answers": {**POTHOLE, "lanes": 2}})
    assert (other.status_code, other.json()["code"]) == (409, "egov.conflict")
    assert len(each_city.facts("petition.submitted")) == 1


def test_the_same_request_at_the_same_moment_is_one_petition(each_city: City) -> None:
    """A program that lost patience and asked again gets the one answer from both."""
    caller = each_city.caller().but(idempotency_key="a-1")
    _ = each_city.document

    def file(_number: int) -> tuple[int, str]:
        answer = caller.post("/forms/pothole/petitions", {"answers": POTHOLE})
        return answer.status_code, answer.text

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(file, range(8)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert len(each_city.facts("petition.submitted")) == 1


def test_a_mark_that_is_too_long_is_refused(city: City) -> None:
    """256 characters are no mark."""
    answer = city.caller().but(idempotency_key="a" * 256).post("/forms/pothole/petitions", {"answers": POTHOLE})
    assert (answer.status_code, fields(answer)) == (422, {"Idempotency-Key"})


def test_every_answer_that_does_not_hold_is_named(city: City) -> None:
    """All at once, by the names of the form."""
    answers = {"where": "x" * 201, "lanes": "many", "born": "2026-13-01", "colour": "red"}
    answer = city.caller().post("/forms/pothole/petitions", {"answers": answers})
    assert answer.status_code == 422
    assert fields(answer) == {"where", "lanes", "phone", "born", "colour"}
    assert "x" * 201 not in answer.text


def test_the_holder_says_with_the_filing_how_to_be_told(each_city: City) -> None:
    """The choice is a fact of the same step; sent again it is one, and without one there is none."""
    caller = each_city.caller().but(idempotency_key="a-1")
    for way in ("phone", "none"):
        filing = {"answers": POTHOLE, "notices": {"language": "es", "way": way}}
        assert caller.post("/forms/pothole/petitions", filing).status_code == 201
    (fact,) = each_city.facts("notice.chosen")
    assert (fact["details"]["language"], fact["details"]["way"]) == ("es", "phone")
    assert fact["object"] == each_city.facts("petition.submitted")[0]["object"]
    for nothing in ({}, {"way": "any"}, None):
        filing = {"answers": POTHOLE, "notices": nothing}
        assert each_city.caller().post("/forms/pothole/petitions", filing).status_code == 201
    assert len(each_city.facts("notice.chosen")) == 1


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"language": "fr"}, "notices.language"),
        ({"way": "email"}, "notices.way"),
        ({"way": "pigeon"}, "notices.way"),
        ({"way": "phone", "at": "night"}, "notices.at"),
        ("phone", "notices"),
    ],
)
def test_a_way_that_reaches_nobody_is_refused(city: City, wish: object, field: str) -> None:
    """By its name, and nothing is filed: the form was left no address of mail."""
    answer = city.caller().post("/forms/pothole/petitions", {"answers": POTHOLE, "notices": wish})
    assert (answer.status_code, fields(answer)) == (422, {field})
    assert city.facts("petition.submitted") == []


def test_a_form_that_is_not_offered_is_not_found(city: City) -> None:
    """Also before what was sent is looked at."""
    assert city.caller().get("/forms/nothing").status_code == 404
    assert city.caller().send("POST", "/forms/nothing/petitions", content=b"nonsense").status_code == 404


def test_an_officers_token_files_in_the_officers_own_name(city: City) -> None:
    """Filing needs no permission; with a token the trail knows who it was."""
    caller = city.caller("kim", "road-officer")
    assert caller.post("/forms/pothole/petitions", {"answers": POTHOLE}).status_code == 201
    assert city.facts("petition.submitted")[0]["actor"]["kind"] == "officer"


def test_a_petition_can_be_sealed_before_it_is_answered(each_city: City) -> None:
    """With X-Acknowledge the answer says how far it came, and the proof is there at once; also when sent again."""
    caller = each_city.caller().but(x_acknowledge="sealed", idempotency_key="a-1")
    for _ in range(2):
        answer = caller.post("/forms/pothole/petitions", {"answers": POTHOLE})
        assert (answer.status_code, answer.headers["x-acknowledged"]) == (201, "sealed")
        filed = answer.json()
        holder = each_city.caller().but(x_petition_key=filed["key"])
        assert holder.get(f"/petitions/{filed['receipt']}/proof").status_code == 200
    plain = each_city.caller().post("/forms/pothole/petitions", {"answers": POTHOLE})
    assert plain.headers["x-acknowledged"] == "durable"
    assert each_city.office.trail.status()["unsealed"] > 0


def test_a_petition_that_was_not_sealed_in_time_is_received_all_the_same(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """202 with the receipt and the key; other deeds say 504, that they are done and kept, and by which facts."""

    def late(facts: list[str], until: str) -> None:
        assert facts
        if until != "durable":
            raise NotAcknowledged(facts, until=until, lacking="sealed", seconds=5)

    monkeypatch.setattr(city.office.acknowledgements, "wait", late)
    answer = city.caller().but(x_acknowledge="sealed").post("/forms/pothole/petitions", {"answers": POTHOLE})
    assert (answer.status_code, answer.headers["x-acknowledged"]) == (202, "durable")
    receipt = answer.json()["receipt"]
    kim = city.caller("kim", "road-officer").but(x_acknowledge="sealed")
    late_too = kim.send("POST", f"/petitions/{receipt}/actions/assign", json={})
    assert (late_too.status_code, late_too.json()["code"]) == (504, "audit.not_acknowledged")
    assert "done and kept" in late_too.json()["detail"]
    assert city.facts("petition.assigned")[0]["id"] in late_too.json()["detail"]


@pytest.mark.parametrize(("level", "code"), [("witnessed", "audit.not_witnessed"), ("engraved", "egov.invalid")])
def test_a_level_that_cannot_be_reached_is_refused_before_anything_is_kept(city: City, level: str, code: str) -> None:
    """422, and there is no petition."""
    answer = city.caller().but(x_acknowledge=level).post("/forms/pothole/petitions", {"answers": POTHOLE})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert city.facts("petition.submitted") == []
