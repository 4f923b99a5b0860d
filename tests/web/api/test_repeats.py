"""Repeats by the API; every answer is held to the document."""

from __future__ import annotations

from tests.web.api.room import City, fields


def test_law_23_1_counted_once_an_officer_said_so(city: City) -> None:
    """What was said stands at both petitions; a number that means nothing is refused by its field."""
    first, second = (city.filed()["receipt"] for _ in range(2))
    kim, lee = city.caller("kim", "road-officer", unit="roads"), city.caller("lee", "road-officer", unit="parks")
    path = f"/petitions/{second}/actions/compare"
    assert kim.get(f"/petitions/{second}/repeats").json()["received"] == 1
    said = kim.post(path, {"other": first, "same": True})
    assert (said.status_code, said.json()["received"], said.json()["may_close"]) == (200, 2, False)
    assert said.json() == kim.get(f"/petitions/{second}/repeats").json()
    (item,) = said.json()["items"]
    assert (item["receipt"], item["same"], item["petitioner"], item["counts"]) == (first, True, True, True)
    assert kim.post(path, {"other": first, "same": False}).json()["received"] == 1
    assert fields(kim.post(path, {"other": "x", "same": True})) == {"other"}
    assert lee.get(f"/petitions/{second}/repeats").status_code == 404
    assert lee.post(path, {"other": first, "same": True}).status_code == 404
    kim.post(f"/petitions/{second}/actions/answer", {"text": "고쳤습니다."})
    assert kim.post(path, {"other": first, "same": True}).status_code == 409
