"""How the city is built, by the API."""

from __future__ import annotations

from tests.web.api.room import CONSOLE, City


def test_roles_and_units_are_what_the_city_declares(city: City) -> None:
    """In the language asked for, with what each role may do; the role `admin` is in every city."""
    admin = city.caller("root", "admin").but(accept_language="en")
    roles = {role["name"]: role for role in admin.get("/roles").json()["items"]}
    assert roles["road-officer"]["may"] == ["petition.answer", "petition.read"]
    assert roles["admin"]["title"] == "Administrator"
    units = {unit["name"]: unit["title"] for unit in admin.get("/units").json()["items"]}
    assert (units["roads"], units["parks"]) == ("Roads", "Parks")


def test_who_may_not_see_roles_is_refused(city: City) -> None:
    """Which permissions there are is for those who manage them."""
    kim = city.caller("kim", "road-officer")
    assert (kim.get("/roles").status_code, kim.get("/units").status_code) == (403, 403)


def test_what_the_office_made(city: City) -> None:
    """Declared ones and those that the office made, with the version of the policy that they are part of."""
    with city.office.work(by=CONSOLE) as work:
        work.access.roles.define("helper", includes={"auditor"}, title="도우미")
        work.access.units.add("bridges", title="교량팀", parent="roads")
    admin = city.caller("root", "admin")
    roles = {role["name"]: role for role in admin.get("/roles").json()["items"]}
    assert (roles["helper"]["made"], roles["helper"]["includes"], roles["auditor"]["made"]) == (
        True,
        ["auditor"],
        False,
    )
    assert len(admin.get("/roles").json()["policy"]) == 16
    units = {unit["name"]: unit["parent"] for unit in admin.get("/units").json()["items"]}
    assert (units["roads"], units["bridges"]) == (None, "roads")
    kim = city.caller("kim", "road-officer")
    assert (kim.get("/roles").status_code, kim.get("/units").status_code) == (403, 403)
