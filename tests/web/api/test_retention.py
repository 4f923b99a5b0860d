"""Retention and holds by the API."""

from __future__ import annotations

from tests.web.api.room import City, fields


def test_a_hold_is_placed_listed_and_lifted(each_city: City) -> None:
    """With the names that people know; looking is a fact about whom the hold names."""
    receipt = each_city.filed()["receipt"]
    keeper = each_city.caller("han", "keeper")
    asked = {"reason": "Lawsuit", "basis": "민사소송법", "actions": ["petition.*"], "subjects": [receipt]}
    placed = keeper.post("/holds", {**asked, "actors": ["han"], "since": "2026-01-01", "until": "2026-12-31"})
    assert placed.status_code == 201, placed.text
    hold = placed.json()
    subject = hold["subjects"][0]
    assert subject.startswith("petition:")
    assert (hold["since"], hold["until"]) == ("2025-12-31T15:00:00.000Z", "2026-12-31T15:00:00.000Z")
    assert keeper.get("/holds").json()["items"] == [hold]
    assert each_city.facts("hold.listed")[0]["subjects"] == [subject]
    lifted = keeper.post(f"/holds/{hold['id']}/actions/lift", {"reason": "over"}).json()
    assert lifted["lifted_reason"] == "over"
    assert keeper.get("/holds").json()["items"] == []
    assert keeper.get("/holds", lifted="true").json()["items"] == [lifted]
    assert keeper.post(f"/holds/{hold['id']}/actions/lift", {"reason": "over"}).status_code == 409
    assert keeper.post("/holds/nothing/actions/lift", {"reason": "over"}).status_code == 404
    for wrong, field in (
        ({"reason": " ", "actions": ["*"]}, "reason"),
        ({"reason": "x"}, "actions"),
        ({"reason": "x", "subjects": ["nobody"]}, "subjects"),
        ({"reason": "x", "actors": ["nobody"]}, "actors"),
    ):
        answer = keeper.post("/holds", wrong)
        assert (answer.status_code, fields(answer)) == (422, {field})


def test_months_are_listed_and_disposed_of(city: City) -> None:
    """Within the floor 409 names date and rule; beyond it the months go."""
    city.filed()
    keeper = city.caller("han", "keeper")
    [month] = keeper.get("/retention").json()["items"]
    assert month["state"] == "kept"
    refused = keeper.post("/retention/actions/dispose", {"until": month["month"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "audit.still_kept")
    assert ": Kept until " in refused.json()["detail"]
    assert keeper.post("/retention/actions/dispose", {}).json() == {"months": [], "counts": {}, "fact": ""}
    assert keeper.post("/retention/actions/dispose", {"until": "2026-13"}).status_code == 422


def test_who_may(city: City) -> None:
    """An auditor sees months and holds and changes nothing."""
    auditor = city.caller("audrey", "auditor")
    assert auditor.get("/retention").status_code == 200
    assert auditor.get("/holds").json() == {"items": []}
    for path, body in (
        ("/holds", {"reason": "x", "actions": ["*"]}),
        ("/holds/x/actions/lift", {"reason": "x"}),
        ("/retention/actions/dispose", {}),
    ):
        assert auditor.post(path, body).status_code == 403
    assert city.caller("kim", "road-officer").get("/retention").status_code == 403
