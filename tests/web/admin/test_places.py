"""Where something is held, in words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.permissions import EVERYWHERE, Scope
from egovframe.web.admin.places import Places, units_open
from tests.web.desk.hall import Hall


def places(hall: Hall, language: str = "en") -> Places:
    """The names of the hall."""
    return Places(cast("Any", SimpleNamespace(office=hall.office, language=language)))


def test_units_roles_and_forms(hall: Hall) -> None:
    """By their titles in the page's language; what is not there keeps its name."""
    assert (places(hall).unit("roads"), places(hall, "ko").unit("roads")) == ("Roads", "도로과")
    assert (places(hall).unit("gone"), places(hall).role("gone"), places(hall).form("gone")) == ("gone",) * 3
    assert (places(hall).role("reader"), places(hall).known_role("reader"), places(hall).known_role("gone")) == (
        "Reader",
        True,
        False,
    )


def test_where_a_grant_and_a_permission_count(hall: Hall) -> None:
    """Everywhere, in a unit and below, for a form, for own cases; a scope names each of its units."""
    assert places(hall).place(None, None, own=False) == "everywhere"
    assert places(hall, "ko").place("roads", "pothole", own=True) == (
        "도로과와 그 아래, 서식 ‘도로 파손 신고’만, 담당 사건만"
    )
    assert places(hall).scope(Scope(EVERYWHERE)) == "everywhere"
    assert places(hall).scope(Scope(frozenset({"roads", "parks"}), None, "me")) == "Parks, Roads, own cases only"


def test_the_units_that_somebody_may_choose(hall: Hall) -> None:
    """Those in which the permission is held; the whole office only for whoever holds it everywhere."""

    def offered(*units: str) -> dict[str, Any]:
        held = dict.fromkeys(units, True)
        actor = SimpleNamespace(may=lambda _permission, unit: held.get(unit, False))
        return units_open(cast("Any", SimpleNamespace(office=hall.office, actor=actor)), "holiday.declare")

    found = offered("roads")
    assert [name for name, _title in found["allowed"]] == ["roads"]
    assert (found["everywhere"], found["open_to"]) == (False, {None: False, "roads": True})
    assert set(found["units"]) >= {"roads", "parks"}
    assert offered(WHOLE_OFFICE)["everywhere"]
