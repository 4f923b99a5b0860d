"""The monthly review by the API; every answer is held to the document."""

from __future__ import annotations

from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock
from tests.web.api.room import City, fields


def test_looked_through_and_signed_once(city: City, clock: SetClock) -> None:
    """By whoever supervises the unit; others are refused, and what is missing comes by its field."""
    with city.office.work(by=Actor.system("console")) as work:
        work.access.roles.define("supervisor", may=["petition.supervise"], reason="민원심사관")
    receipt = city.filed()["receipt"]
    clock.forward(days=45)
    sim = city.caller("sim", "supervisor", unit="roads")
    kim = city.caller("kim", "road-officer", unit="roads")
    assert kim.get("/supervision/2026-10").status_code == 403
    seen = sim.get("/supervision/2026-10").json()
    assert seen["until"] == "2026-11-05"
    (unit,) = seen["units"]
    assert [(line["kind"], line["receipt"]) for line in unit["lines"]] == [("unanswered", receipt)]
    sign = "/supervision/2026-10/actions/sign"
    assert fields(sim.post(sign, {"unit": "roads"})) == {"findings"}
    assert sim.post(sign, {"unit": "parks", "findings": "점검"}).status_code == 403
    signed = sim.post(sign, {"unit": "roads", "findings": "담당자를 늘립니다."}).json()
    assert (signed["state"], signed["signed_by"], signed["changed"]) == ("signed", "sim", False)
    assert sim.post(sign, {"unit": "roads", "findings": "또"}).status_code == 409
    assert fields(sim.get("/supervision/2026-13")) == {"month"}
