"""Granting a role, for a place, a period and a reason, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall, haneul

ASK = "/admin/account/grant"
REVOKE = "/admin/account/revoke"


@pytest.fixture
def admin(hall: Hall) -> Browser:
    """An administrator, signed in."""
    return hall.officer("root", "admin", unit=None)


def account(name: str) -> str:
    """The address of an account's page."""
    return f"/admin/users/{name}"


def test_roles_count_at_the_next_request(hall: Hall, admin: Browser) -> None:
    """A granted role opens the desk to the officer's very next request, a revoked one shuts it again."""
    receipt = hall.petition()
    kim = hall.officer("kim")
    assert kim.get("/desk").status_code == 403
    page = admin.get(ASK + "?name=kim")
    entered = {"name": "kim", "role": "road-officer", "unit": "roads", "until": "", "reason": "인사 이동"}
    granted = admin.send(page, ASK, entered, follow=True)
    assert "The role was granted." in granted.text
    assert "인사 이동" in granted.text
    assert receipt in kim.get("/desk").text
    asked = admin.get(REVOKE + "?name=kim&role=road-officer&unit=roads")
    assert "Road officer</dd>" in asked.text
    assert "Roads and below</dd>" in asked.text
    revoked = admin.send(asked, REVOKE, {"reason": "전출"})
    assert revoked.headers["location"].endswith("done=revoked")
    assert kim.get("/desk").status_code == 403
    again = admin.send(asked, REVOKE, {})
    assert "somebody else was faster" in admin.get(again.headers["location"]).text
    assert "1 role held before" in admin.get(account("kim")).text


def test_unit_and_last_day(hall: Hall, admin: Browser) -> None:
    """A role in another unit shows nothing of this one; after its last day it counts no more."""
    receipt = hall.petition()
    kim = hall.officer("kim")
    page = admin.get(ASK + "?name=kim")
    entered = {"name": "kim", "role": "road-officer", "unit": "parks", "until": "2026-09-22", "reason": "대행"}
    admin.send(page, "/admin/account/grant", entered)
    assert receipt not in kim.get("/desk").text
    assert "2026-09-22" in admin.get(account("kim")).text
    hall.clock.forward(hours=37)  # 22 September, 23:00 in Seoul
    kim = hall.signed_in("kim")
    assert kim.get("/desk").status_code == 200
    hall.clock.forward(hours=1)
    assert kim.get("/desk").status_code == 403


def test_faults_of_a_grant(hall: Hall, admin: Browser) -> None:
    """No role chosen, a day that is past or none: beside the field, the rest kept; an unknown role is not found."""
    hall.officer("kim")
    page = admin.get(ASK + "?name=kim")
    path = ASK
    nothing = admin.send(page, path, {"name": "kim", "role": "", "unit": "roads", "reason": "대행"})
    assert nothing.text.count("Choose a role.") == 2
    assert '<option value="roads" selected>' in nothing.text
    assert "대행</textarea>" in nothing.text
    for until in ("2026-09-20", "tomorrow"):
        past = admin.send(page, path, {"name": "kim", "role": "reader", "unit": "roads", "until": until})
        assert past.status_code == 422
        assert 'href="#grant-until"' in past.text
    for wrong in ({"role": "mayor"}, {"unit": "sea"}, {"name": "nobody"}, {"form": "tax"}):
        entered = {"name": "kim", "role": "reader", "unit": "roads", "reason": "대행", **wrong}
        assert admin.send(page, path, entered).status_code == 404, wrong
    reasonless = admin.send(page, path, {"name": "kim", "role": "reader", "unit": "roads"})
    assert reasonless.text.count("Say why it is granted.") == 2
    assert "holds no role" in admin.get(account("kim")).text


def test_granter_of_one_unit(hall: Hall) -> None:
    """Whoever grants in one unit is offered that unit alone, and refused elsewhere."""
    hall.officer("kim")
    hall.officer("head", "granter", unit="roads")
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("head", "looker")
    head = hall.signed_in("head")
    page = head.get(ASK + "?name=kim")
    assert '<option value="roads">' in page.text
    assert '<option value="parks">' not in page.text
    assert "everywhere</option>" not in page.text
    path = ASK
    assert head.send(page, path, {"name": "kim", "role": "reader", "unit": "parks", "reason": "x"}).status_code == 403
    assert head.send(page, path, {"name": "kim", "role": "reader", "unit": "", "reason": "x"}).status_code == 403
    assert head.send(page, path, {"name": "kim", "role": "reader", "unit": "roads", "reason": "x"}).status_code == 303


def test_narrowed_to_a_form_and_own_cases(hall: Hall, admin: Browser) -> None:
    """The scope is told on the page, is in the fact, and taking back names just that grant."""
    hall.officer("kim")
    entered = {"role": "road-officer", "unit": "roads", "form": "pothole", "own": "1", "reason": "인사 이동"}
    shown = admin.send(admin.get(ASK + "?name=kim"), ASK, entered, follow=True).text
    assert "Roads and below, the form “도로 파손 신고” only, own cases only" in shown
    assert "by root" in shown
    (fact,) = [each for each in hall.facts("role.granted") if each["details"].get("form")]
    assert (fact["details"]["form"], fact["details"]["own"]) == ("pothole", True)
    wide = admin.send(admin.get(REVOKE + "?name=kim&role=road-officer&unit=roads"), REVOKE, {})
    assert wide.headers["location"].endswith("done=already")
    link = shown.partition(REVOKE + "?")[2].partition('"')[0].replace("&amp;", "&")
    asked = admin.get(f"{REVOKE}?{link}")
    assert admin.send(asked, REVOKE, {}).headers["location"].endswith("done=revoked")


def test_a_role_that_begins_later(hall: Hall, admin: Browser) -> None:
    """It is told as yet to begin, and counts from its first day on."""
    receipt = hall.petition()
    hall.officer("kim")
    entered = {"role": "road-officer", "unit": "roads", "since": "2026-09-22", "reason": "인사 이동"}
    page = admin.get(ASK + "?name=kim")
    backwards = admin.send(page, ASK, {**entered, "until": "2026-09-21"})
    assert backwards.text.count("The last day is before the first.") == 2
    shown = admin.send(page, ASK, entered, follow=True).text
    assert "Yet to begin" in shown
    assert hall.signed_in("kim").get("/desk").status_code == 403
    hall.clock.forward(hours=24)
    assert receipt in hall.signed_in("kim").get("/desk").text


def test_roles_that_nobody_holds_together(tmp_path: Path, clock: SetClock) -> None:
    """The refusal names the other role at the field, and what was typed stays."""
    app = haneul()
    app.separate("reader", "head")
    with open_office(app, tmp_path, clock=clock) as office:
        hall = Hall(office, clock)
        admin = hall.officer("root", "admin", unit=None)
        hall.officer("kim", "reader")
        entered = {"role": "head", "unit": "roads", "reason": "승진"}
        refused = admin.send(admin.get(ASK + "?name=kim"), ASK, entered)
    assert refused.status_code == 422
    assert refused.text.count("together with the role “Reader”") == 2
    assert "승진</textarea>" in refused.text


def test_what_changes_rights_asks_for_a_new_proof(hall: Hall, admin: Browser) -> None:
    """Who signed in long ago proves it again, and comes back to the same form with its account."""
    hall.officer("kim")
    hall.clock.forward(minutes=20)
    again = admin.get(ASK + "?name=kim")
    assert again.status_code == 303
    assert again.headers["location"] == "/sign-in/again?next=/admin/account/grant%3Fname%3Dkim"


def test_nobody_grants_a_role_to_themself(hall: Hall, admin: Browser) -> None:
    """One's own page offers no grant, the form says why, and what is sent all the same is refused beside the field."""
    assert ASK not in admin.get(account("root")).text
    page = admin.get(ASK + "?name=root")
    assert "Nobody grants a role to their own account" in page.text
    sent = admin.send(page, ASK, {"name": "root", "role": "road-officer", "unit": "roads", "reason": "because I can"})
    assert sent.status_code == 422
    assert 'href="#grant-role"' in sent.text
    assert "because I can" in sent.text
    hall.officer("kim")
    assert "Nobody grants" not in admin.get(ASK + "?name=kim").text
    assert len(hall.facts("role.granted")) == 1  # the one that made the administrator
