"""The numbers by the API: everybody's, the office's, and the forecast."""

from __future__ import annotations

from egovframe.testing import SetClock
from tests.web.api.room import City


def test_everybody_sees_yesterday(city: City, clock: SetClock) -> None:
    """No token is needed; small numbers are null."""
    for _ in range(6):
        city.filed()
    clock.forward(days=1)
    found = city.caller().get("/statistics").json()
    assert (found["hides"], found["until"]) == (True, "2026-09-21")
    assert found["whole"]["received"] == 6
    assert found["channels"] == {"api": 6}


def test_officers_see_their_units(each_city: City) -> None:
    """Up to now, none hidden; without the permission nothing."""
    each_city.filed()
    chief = each_city.caller("song", "counter", unit="roads")
    found = chief.get("/statistics/office", months=1).json()
    assert [line["name"] for line in found["months"]] == ["2026-09"]
    assert found["whole"]["received"] == 1
    forecast = chief.get("/statistics/forecast").json()
    assert (forecast["open"], forecast["items"][0]["form"], forecast["items"][0]["risk"]) == (1, "pothole", 0.5)
    gardener = each_city.caller("ryu", "counter", unit="parks")
    assert gardener.get("/statistics/forecast").json()["open"] == 0
    nobody = each_city.caller("lee", "clerk", unit="roads")
    assert nobody.get("/statistics/office").status_code == 403
    assert chief.get("/statistics/office", months=0).status_code == 422
