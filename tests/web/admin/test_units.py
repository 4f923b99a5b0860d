"""The tree of units, of any day, and one unit."""

from __future__ import annotations

from datetime import timedelta

from tests.web.desk.hall import CONSOLE, Hall


def test_the_tree_of_a_day(hall: Hall) -> None:
    """Units stand below each other; a change to come shows on its day; a day that is none is said."""
    admin = hall.officer("root", "admin", unit=None)
    with hall.office.work(by=CONSOLE) as work:
        work.access.units.add("bridges", title="교량팀", parent="roads", head="root")
        work.access.units.close("parks", since=work.at + timedelta(days=10))
    page = admin.get("/admin/units").text
    assert page.index(">Roads<") < page.index(">교량팀<")
    assert '<li class="in1">' in page
    assert "head: root" in page
    assert ">Parks<" in page
    later = admin.get("/admin/units?on=2026-10-05").text
    assert ">Parks<" not in later
    assert "as it is on 2026-10-05" in later
    wrong = admin.get("/admin/units?on=soon")
    assert wrong.status_code == 422
    assert 'href="#units-on"' in wrong.text


def test_one_unit(hall: Hall) -> None:
    """Where it stands, who heads it, what is below, and what the office changed with by whom; others are not found."""
    admin = hall.officer("root", "admin", unit=None)
    with hall.office.work(by=CONSOLE) as work:
        work.access.units.add("bridges", title="교량팀", parent="roads")
        work.access.units.close("parks", since=work.at + timedelta(days=10))
    roads = admin.get("/admin/units/roads").text
    assert '<a href="/admin/units/bridges">교량팀</a>' in roads
    assert "as the city declares it" in roads
    parks = admin.get("/admin/units/parks").text
    assert "yet to come" in parks
    assert "closed</span>" in parks
    assert "system:console" in parks
    assert admin.get("/admin/units/sea").status_code == 404
    hall.clock.forward(days=11)
    assert "not there today" in hall.signed_in("root").get("/admin/units/parks").text


def test_looking_only(hall: Hall) -> None:
    """Whoever may see roles but manage no unit is offered no change."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("seer", may={"role.read"})
    seer = hall.officer("seer", "seer", unit=None)
    assert "_new" not in seer.get("/admin/units").text
    assert "/rename" not in seer.get("/admin/units/roads").text
