"""The monthly review of the trail, for programs."""

from __future__ import annotations

from egovframe.kernel.permissions import Actor
from egovframe.records.facts import DOWNLOADED
from egovframe.testing import SetClock
from tests.web.api.room import CONSOLE, City, fields


def test_a_reviewer_reads_a_month_and_signs_it(city: City, clock: SetClock) -> None:
    """Missing reasons first; signed is what was read; it cannot be signed twice."""
    with city.office.work(by=CONSOLE) as work:
        fact = work.note(DOWNLOADED, object="record:1", details={"part": "content"})
    reviewer = city.caller("rho", "reviewer")
    city.office.seal()
    (item,) = reviewer.get("/audit/reviews").json()["items"]
    assert (item["state"], item["signed_by"], item["open"]) == ("running", "", 1)
    path = f"/audit/reviews/{item['month']}"
    shown = reviewer.get(path).json()
    assert (shown["report"]["format"], shown["same"]) == ("egovframe-review/1", None)
    assert [(each["fact"], each["open"]) for each in shown["missing"]] == [(fact, True)]
    assert [each["object"] for each in city.facts("review.read")] == [f"review:{item['month']}"]
    running = reviewer.post(f"{path}/actions/sign", {"counted": shown["counted"]})
    assert (running.status_code, running.json()["code"]) == (409, "audit.month_running")
    clock.forward(days=15)
    opened = reviewer.post(f"{path}/actions/sign", {"counted": shown["counted"]})
    assert opened.json()["code"] == "audit.reasons_open"
    judge = f"/audit/reasons/{fact}/actions/judge"
    assert fields(reviewer.post(judge, {"judgement": "justified"})) == {"remark"}
    assert fields(reviewer.post(judge, {"judgement": "perhaps"})) == {"judgement"}
    assert reviewer.post(judge, {"judgement": "justified", "remark": "백업"}).status_code == 200
    stale = reviewer.post(f"{path}/actions/sign", {"counted": shown["counted"]})
    assert stale.status_code == 409
    counted = reviewer.get(path).json()["counted"]
    signed = reviewer.post(f"{path}/actions/sign", {"counted": counted})
    assert signed.status_code == 200
    again = reviewer.get(path).json()
    assert (again["same"], again["standing"]["digest"]) == (True, signed.json()["digest"])
    twice = reviewer.post(f"{path}/actions/sign", {"counted": counted})
    assert twice.json()["code"] == "audit.month_signed"
    assert reviewer.get("/audit/reviews/2026-13").status_code == 422


def test_ones_own_reason_and_nobody_elses(city: City) -> None:
    """Whoever took the copy answers for it; to others it is not there, as what lacks none."""
    clerk, other = city.caller("cho", "clerk"), city.caller("lee", "clerk")
    with city.office.look(by=CONSOLE) as look:
        account = look.accounts.get("cho").id
    with city.office.work(by=Actor(kind="officer", id=account, name="cho")) as work:
        fact = work.note(DOWNLOADED, object="record:1", details={"part": "content"})
    city.office.seal()
    explain = f"/audit/reasons/{fact}/actions/explain"
    assert other.post(explain, {"reason": "x"}).status_code == 404
    assert fields(clerk.post(explain, {"reason": " "})) == {"reason"}
    assert clerk.post(explain, {"reason": "정보공개 청구"}).status_code == 200
    assert clerk.post(explain, {"reason": "again"}).status_code == 409
    assert clerk.post("/audit/reasons/nothing/actions/explain", {"reason": "x"}).status_code == 404


def test_others_may_not(city: City) -> None:
    """Without audit.review it is 403."""
    chief = city.caller("chief", "chief", unit="roads")
    assert chief.get("/audit/reviews").status_code == 403
    assert chief.post("/audit/reviews/2026-09/actions/sign", {"counted": "0" * 64}).status_code == 403
