"""Registers by the API: every number, names masked, for whoever may read the unit's petitions."""

from __future__ import annotations

from tests.web.api.room import City

DAYS = {"unit": "roads", "since": "2026-09-01", "until": "2026-09-30"}


def test_the_register_of_a_unit(each_city: City) -> None:
    """Entries in their order with their moments; nothing is missing."""
    receipts = [each_city.filed()["receipt"] for _ in range(2)]
    clerk = each_city.caller("lee", "road-officer", unit="roads")
    found = clerk.get("/registers/register", **DAYS).json()
    assert (found["kind"], found["missing"], found["next"]) == ("register", [], None)
    assert [item["registered"] for item in found["items"]] == ["2026-1", "2026-2"]
    assert [item["receipt"] for item in found["items"]] == receipts
    assert {(item["unit"], item["outcome"], item["ended"]) for item in found["items"]} == {("roads", "", None)}
    assert clerk.get("/registers/objection-register", **DAYS).json()["items"] == []


def test_what_cannot_be_asked(city: City) -> None:
    """Another unit's, one that is none, days that are none or the wrong way round."""
    clerk = city.caller("lee", "road-officer", unit="roads")
    assert clerk.get("/registers/register", **{**DAYS, "unit": "parks"}).status_code == 403
    assert clerk.get("/registers/refusal", **DAYS).status_code == 404
    wrong = clerk.get("/registers/register", **{**DAYS, "until": "2026-08-01"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "until")
    assert clerk.get("/registers/register", **{**DAYS, "since": "x"}).status_code == 422
