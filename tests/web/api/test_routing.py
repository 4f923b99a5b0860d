"""Rules, absences, giving by load and handing over, by the API; every answer is held to the document."""

from __future__ import annotations

import pytest

from tests.web.api.room import Caller, City, fields


@pytest.fixture
def chief(city: City) -> Caller:
    """Whoever assigns in the roads unit."""
    return city.caller("chief", "chief", unit="roads")


def test_rules_send_petitions_to_units(city: City) -> None:
    """Made, listed, ended; refused by their fields."""
    root, kim = city.caller("root", "admin"), city.caller("kim", "road-officer", unit="roads")
    rule = {"form": "pothole", "units": ["parks"], "field": "where", "values": ["공원"]}
    made = root.post("/routes", rule)
    assert (made.status_code, made.json()["test"]) == (201, "has")
    assert root.get("/routes").json()["items"] == [made.json()]
    assert fields(root.post("/routes", {**rule, "units": ["moon"], "field": "x"})) == {"units", "field"}
    assert root.post("/routes", {**rule, "form": "x"}).status_code == 404
    assert kim.post("/routes", rule).status_code == kim.get("/routes").status_code == 403
    assert root.post(f"/routes/{made.json()['id']}/actions/end").json() == {"ended": True}
    assert root.get("/routes").json()["items"] == []


def test_who_is_away_gets_none_by_load(city: City, chief: Caller) -> None:
    """And what an officer has is given on."""
    kim, lee = (city.caller(name, "road-officer", unit="roads") for name in ("kim", "lee"))
    mine = kim.post("/absences", {"until": "2030-01-01T09:00:00+09:00", "reason": "병가"})
    assert fields(mine) == {"until"}
    until = city.office.clock.now().replace(hour=23).isoformat()
    away = kim.post("/absences", {"until": until, "reason": "병가"}).json()
    assert chief.get("/absences").json()["items"] == [away]
    filed = city.filed()["receipt"]
    chief.post("/absences", {"until": until})
    assert chief.post(f"/petitions/{filed}/actions/assign_by_load").json()["handler"] == "lee"
    assert lee.post(f"/petitions/{filed}/actions/assign_by_load").status_code == 403
    assert kim.post(f"/absences/{away['id']}/actions/end").json() == {"ended": True}
    assert chief.post("/handovers", {"officer": "lee", "to": "kim", "reason": "전보"}).json() == {"given": 1, "left": 0}
    assert chief.post("/handovers", {"officer": "nobody", "reason": "전보"}).status_code == 404
