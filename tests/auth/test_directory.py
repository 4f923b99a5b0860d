"""Roles and units as the city declares them, and what somebody who holds roles in units may do."""

from __future__ import annotations

import pytest

from egovframe.auth.directory import WHOLE_OFFICE, Directory
from egovframe.auth.errors import RoleUnknown, UnitUnknown
from egovframe.auth.model import Held, Role, Unit
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import EVERYWHERE
from egovframe.kernel.text import Text
from tests.auth.gatehouse import ROLES, UNITS

WORDS = Text(ko="이름", en="Name")


def test_every_city_has_an_administrator() -> None:
    """The role `admin` is there without being declared, and cannot be declared otherwise."""
    assert "admin" in Directory().roles
    assert (
        Directory([Role("admin", WORDS, frozenset({"petition.read"}))]).role("admin").may
        == Directory().role("admin").may
    )


def test_a_unit_stands_for_itself_and_those_below() -> None:
    """All levels down; a unit that is not declared stands for nothing."""
    directory = Directory(ROLES, UNITS)
    assert directory.below("streets") == {"streets", "roads", "bridges"}
    assert directory.below("bridges") == {"bridges"}
    assert directory.below("moon") == frozenset()


def test_what_several_roles_allow_is_added_up() -> None:
    """Two units of one role, everywhere over some units, and nothing for what is not declared any more."""
    directory = Directory(ROLES, UNITS)
    held = directory.holds(frozenset({Held("road-officer", "bridges"), Held("road-officer", "parks")}))
    assert held["petition.read"] == frozenset({"bridges", "parks"})
    assert (
        directory.holds(frozenset({Held("road-officer", "parks"), Held("road-officer", None)}))["petition.read"]
        is EVERYWHERE
    )
    assert dict(directory.holds(frozenset({Held("mayor", None), Held("auditor", "moon")}))) == {}


@pytest.mark.parametrize(
    ("units", "says"),
    [
        ([Unit("a", WORDS, parent="b")], "'b', which is not declared"),
        ([Unit("a", WORDS, parent="b"), Unit("b", WORDS, parent="a")], "above itself"),
        ([Unit("a", WORDS), Unit("a", WORDS)], "declared twice"),
        ([Unit(WHOLE_OFFICE, WORDS)], "reserved name"),
    ],
)
def test_units_that_do_not_hold_together_are_refused(units: list[Unit], says: str) -> None:
    """A missing parent, a circle, one name twice, and the name that stands for the whole office."""
    with pytest.raises(DeclarationError, match=says):
        Directory(units=units)


def test_what_is_not_declared_is_named_with_what_is() -> None:
    """The hint lists the choices."""
    with pytest.raises(RoleUnknown, match="admin, auditor, road-officer"):
        Directory(ROLES).role("mayor")
    with pytest.raises(UnitUnknown, match="none"):
        Directory().unit("roads")
