"""Roles: declared ones are shown, the office's own are made, changed and retired."""

from __future__ import annotations

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

DEFINE, RETIRE = "/admin/roles/define", "/admin/roles/retire"


def admin_of(hall: Hall) -> Browser:
    """An administrator, signed in."""
    return hall.officer("root", "admin", unit=None)


def test_a_role_is_made_changed_and_retired(hall: Hall) -> None:
    """It counts at the next request of whoever holds it, and gives nothing once it is retired."""
    admin, receipt = admin_of(hall), hall.petition()
    kim = hall.officer("kim")
    entered = {"name": "helper", "ko": "도우미", "en": "Helper", "includes": ["reader"], "reason": "바쁜 달"}
    made = admin.send(admin.get(DEFINE), DEFINE, entered, follow=True)
    assert "The role counts from the next request on." in made.text
    assert "made by the office" in made.text
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "helper", unit="roads")
    assert receipt in kim.get("/desk").text
    form = admin.get(f"{DEFINE}?role=helper")
    assert 'value="도우미"' in form.text
    assert 'name="includes" value="reader" checked' in form.text
    admin.send(form, DEFINE, {"ko": "도우미", "en": "Helper", "may": ["record.read"]})
    assert kim.get("/desk").status_code == 403
    asked = admin.get(f"{RETIRE}?role=helper")
    assert "Helper (helper)</dd>" in asked.text
    assert "gives nothing any more" in admin.send(asked, RETIRE, {"reason": "끝"}, follow=True).text
    assert "somebody else was faster" in admin.send(asked, RETIRE, {}, follow=True).text
    assert admin.get(f"{DEFINE}?role=helper").status_code == 404
    assert [fact["details"]["includes"] for fact in hall.facts("role.defined")] == [[], ["reader"]]


def test_faults(hall: Hall) -> None:
    """A name that cannot be, a declared one, a circle, one's own role, one that others include: at the field, kept."""
    admin = admin_of(hall)
    page = admin.get(DEFINE)
    bad = admin.send(page, DEFINE, {"name": "Bad Name", "ko": "역할", "may": ["petition.read"]})
    assert bad.status_code == 422
    assert 'href="#role-name"' in bad.text
    assert 'name="may" value="petition.read" checked' in bad.text
    assert "The city declares a role of that name." in admin.send(page, DEFINE, {"name": "reader"}).text
    assert 'href="#role-includes"' in admin.send(page, DEFINE, {"name": "self", "includes": ["self"]}).text
    assert 'href="#role-reveals"' in admin.send(page, DEFINE, {"name": "odd", "reveals": ["personal"]}).text
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("mine", may={"role.read"})
        work.access.roles.define("outer", includes={"mine"})
        work.accounts.grant("root", "outer")
    own = admin.send(admin.get(f"{DEFINE}?role=mine"), DEFINE, {"may": ["role.define"]})
    assert "Nobody changes a role that they hold" in own.text
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.revoke("root", "outer")
    included = admin.send(admin.get(f"{RETIRE}?role=mine"), RETIRE, {"reason": "끝"})
    assert "Another role includes it" in included.text
    assert "끝</textarea>" in included.text


def test_every_role_with_what_it_may(hall: Hall) -> None:
    """Declared roles are shown and not offered to change."""
    page = admin_of(hall).get("/admin/roles").text
    assert "Road officer" in page
    assert "declared by the city" in page
    assert "See accounts" in page
    assert RETIRE not in page
