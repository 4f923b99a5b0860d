"""Changing the tree of units."""

from __future__ import annotations

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

NEW = "/admin/units/_new"


def admin_of(hall: Hall) -> Browser:
    """An administrator, signed in."""
    return hall.officer("root", "admin", unit=None)


def test_added_renamed_moved_headed_and_closed(hall: Hall) -> None:
    """Each on its own form, filled with how it is; each is a fact with its day."""
    admin = admin_of(hall)
    entered = {"name": "bridges", "ko": "교량팀", "en": "Bridges", "head": "root", "reason": "조직 개편"}
    form = admin.get(NEW + "?parent=roads")
    assert '<option value="roads" selected>' in form.text
    added = admin.send(form, NEW, {**entered, "parent": "roads"}, follow=True)
    assert "counts from its day on" in added.text
    assert ">Bridges<" in added.text
    here = "/admin/units/bridges/"
    for deed, change in (
        ("rename", {"ko": "교량과", "en": "Bridges and tunnels"}),
        ("move", {"parent": "parks"}),
        ("head", {"head": ""}),
    ):
        form = admin.get(here + deed)
        assert form.status_code == 200
        done = admin.send(form, here + deed, change)
        assert done.status_code == 303, deed
    unit = hall.office.auth.access.registry.at(hall_version(hall), hall.clock.now()).directory.units["bridges"]
    assert (unit.title.in_("en"), unit.parent, unit.head) == ("Bridges and tunnels", "parks", None)
    asked = admin.get(here + "close")
    assert "whoever holds a role in the unit that follows it, or in a unit above it, goes on" in asked.text
    assert "no unit is above this one" in admin.get("/admin/units/roads/close").text
    refused = admin.send(asked, here + "close", {"since": "2026-09-25", "into": "bridges"})
    assert refused.status_code == 422
    assert "Choose another unit, one that is there on that day." in refused.text
    closed = admin.send(asked, here + "close", {"since": "2026-09-25", "into": "roads"}, follow=True)
    assert "closed</span>" in closed.text
    actions = ("unit.added", "unit.renamed", "unit.moved", "unit.headed", "unit.closed")
    assert [len(hall.facts(action)) for action in actions] == [1] * 5
    details = hall.facts("unit.closed")[0]["details"]
    assert details["since"].startswith("2026-09-24T15:00")
    assert details["parent"] == "roads", "the unit that follows it"


def hall_version(hall: Hall) -> int:
    """How often roles and units were changed."""
    from egovframe.auth.store import access_version

    with hall.office.database.read() as conn:
        return access_version(conn)


def test_faults(hall: Hall) -> None:
    """Each at its field with what was typed; nothing is changed."""
    admin = admin_of(hall)
    page = admin.get(NEW)
    good = {"name": "bridges", "ko": "교량팀", "parent": "roads"}
    for wrong, field in (
        ({"name": "Bad Name"}, "name"),
        ({"name": "roads"}, "name"),
        ({"ko": ""}, "ko"),
        ({"head": "nobody"}, "head"),
        ({"since": "2026-09-20"}, "since"),
        ({"since": "soon"}, "since"),
    ):
        refused = admin.send(page, NEW, {**good, **wrong})
        assert refused.status_code == 422, wrong
        assert f'href="#unit-{field}"' in refused.text, wrong
        assert f'id="unit-{field}-fault"' in refused.text, wrong
    admin.send(page, NEW, good)
    move = "/admin/units/roads/move"
    assert 'href="#unit-parent"' in admin.send(admin.get(move), move, {"parent": "bridges"}).text
    close = "/admin/units/roads/close"
    assert "There are units below it" in admin.send(admin.get(close), close, {}).text
    assert admin.get("/admin/units/roads/sell").status_code == 404
    assert admin.get("/admin/units/sea/close").status_code == 404


def test_only_where_it_may(hall: Hall) -> None:
    """Whoever manages one unit neither adds at the top nor changes another."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("keeper-of-units", may={"unit.manage", "role.read"})
    kim = hall.officer("kim", "keeper-of-units", unit="roads")
    form = kim.get(NEW)
    assert "at the top</option>" not in form.text
    assert '<option value="parks"' not in form.text
    assert kim.send(form, NEW, {"name": "x", "ko": "x", "parent": "parks"}).status_code == 403
    assert kim.send(form, NEW, {"name": "x", "ko": "x", "parent": ""}).status_code == 403
    assert kim.send(form, NEW, {"name": "x", "ko": "x", "parent": "roads"}).status_code == 303
    assert kim.send(form, "/admin/units/parks/close", {}).status_code == 403
