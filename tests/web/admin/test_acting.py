"""Acting in the place of another account."""

from __future__ import annotations

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

ACT = "/admin/account/act"


def helper(hall: Hall) -> Browser:
    """Somebody who may see accounts and act in their place."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("helper", may={"account.impersonate", "account.read"})
    return hall.officer("helper", "helper", unit=None)


def test_begun_with_a_reason_seen_on_every_page_and_stopped(hall: Hall) -> None:
    """Both names stand on every page and in every fact; accounts stay shut; one request ends it."""
    receipt = hall.petition()
    hall.officer("kim", "road-officer")
    han = helper(hall)
    assert f"{ACT}?name=kim" in han.get("/admin/users/kim").text
    form = han.get(ACT + "?name=kim")
    without = han.send(form, ACT, {"reason": ""})
    assert without.status_code == 422
    assert 'href="#act-reason"' in without.text
    assert hall.facts("impersonation.begun") == []
    begun = han.send(form, ACT, {"reason": "목록이 비어 보인다는 신고", "lasting": "15"}, follow=True)
    assert "helper acting in the place of kim" in begun.text
    desk = han.get("/desk")
    assert receipt in desk.text
    assert "helper acting in the place of kim" in desk.text
    assert han.get("/admin/users").status_code == 403
    fact = hall.facts("petition.listed")[0]["actor"] if hall.facts("petition.listed") else None
    assert fact is None or fact["for"]
    stopped = han.send(desk, "/account/acting/stop", {}, follow=True)
    assert "You act for yourself again." in stopped.text
    assert "acting in the place" not in stopped.text
    assert han.get("/admin/users").status_code == 200
    assert len(hall.facts("impersonation.ended")) == 1


def test_whom_nobody_acts_for(hall: Hall) -> None:
    """A citizen's account is not offered, and a forged form is refused at the field."""
    han = helper(hall)
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.add("citizen", kind="citizen")
    assert ACT not in han.get("/admin/users/citizen").text
    refused = han.send(han.get(ACT + "?name=citizen"), ACT, {"name": "citizen", "reason": "x"})
    assert refused.status_code == 422
    assert 'href="#act-name"' in refused.text
    assert hall.officer("root", "admin", unit=None).get(ACT + "?name=helper").status_code == 403
