"""The tree of units, which changes with time and never forgets how it was."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from egovframe.auth.access.errors import UnitInvalid, UnitTaken
from egovframe.auth.directory import Directory
from egovframe.auth.errors import AccountNotFound, UnitUnknown
from egovframe.auth.model import Unit
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text
from tests.auth.access.hall import DAY, furnish, grant, officer, rights, second_is_refused
from tests.auth.gatehouse import NOBODY, Gatehouse


def change(hall: Gatehouse, verb: str, *words: Any, **more: Any) -> Any:
    """One change of the tree, as the console makes it."""
    with hall.work() as work:
        return getattr(rights(hall, work).units, verb)(*words, **more)


def tree(hall: Gatehouse, at: Any = None) -> Directory:
    """The tree of a moment."""
    with hall.work() as work:
        return rights(hall, work).units.tree(at)


def test_a_unit_is_added_renamed_moved_headed_and_closed(hall: Gatehouse) -> None:
    """Each is a fact that is kept three years; rights follow the tree at once."""
    grant(hall, "kim", "reader", unit="streets")
    change(hall, "add", "lamps", title="가로등팀", parent="parks", head="lee")
    assert not officer(hall, "kim").may("petition.read", unit="lamps")
    change(hall, "move", "lamps", "roads")
    assert officer(hall, "kim").may("petition.read", unit="lamps")
    hall.time.forward(minutes=1)
    change(hall, "rename", "lamps", Text(ko="조명팀", en="Lights"))
    change(hall, "set_head", "lamps", None)
    unit = tree(hall).unit("lamps")
    assert (unit.title.in_("en"), unit.parent, unit.head, unit.made) == ("Lights", "roads", None, True)
    hall.time.forward(minutes=1)
    change(hall, "close", "lamps", reason="조직 개편")
    assert officer(hall, "kim").may("petition.read", unit="lamps"), "what is still in it is reached from above"
    done = [note for note in hall.facts.notes if note.action.startswith("unit.")]
    assert [note.action for note in done] == [
        "unit.added", "unit.moved", "unit.renamed", "unit.headed", "unit.closed",
    ]  # fmt: skip
    assert all(note.fact.keep == 3 and note.writes for note in done)
    assert done[-1].private == {"reason": "조직 개편"}


def test_grants_in_a_closed_unit_give_nothing(hall: Gatehouse) -> None:
    """A declared unit too; the declaration stays its base for what was before."""
    grant(hall, "kim", "reader", unit="parks")
    opened = hall.time.now()
    hall.time.forward(minutes=1)
    change(hall, "close", "parks")
    assert not officer(hall, "kim").may("petition.read")
    assert "parks" in tree(hall, opened).units
    with hall.work() as work, pytest.raises(UnitUnknown):
        hall.accounts(work).grant("lee", "reader", unit="parks")


def test_what_is_in_a_closed_unit_is_reached_from_above(hall: Gatehouse) -> None:
    """Whoever holds a role in a unit above it goes on with it, also once that one is closed too; nobody else does."""
    grant(hall, "kim", "reader", unit="streets")
    grant(hall, "lee", "reader", unit="roads")
    grant(hall, "park", "reader", unit="parks")
    change(hall, "close", "bridges")
    reach = {name: officer(hall, name).may("petition.read", unit="bridges") for name in ("kim", "lee", "park")}
    assert reach == {"kim": True, "lee": True, "park": False}
    change(hall, "close", "roads")
    assert officer(hall, "kim").may("petition.read", unit="bridges")
    assert not officer(hall, "lee").may("petition.read", unit="bridges"), "a role in a closed unit gives nothing"
    assert "bridges" not in tree(hall).units


def test_what_is_in_a_closed_unit_is_reached_from_the_one_that_follows_it(hall: Gatehouse) -> None:
    """And no longer from the one above; what follows must be there, and be another unit that the actor manages."""
    grant(hall, "kim", "reader", unit="streets")
    grant(hall, "park", "reader", unit="parks")
    change(hall, "close", "bridges", into="parks")
    reach = {name: officer(hall, name).may("petition.read", unit="bridges") for name in ("kim", "park")}
    assert reach == {"kim": False, "park": True}
    closed = next(note for note in hall.facts.notes if note.action == "unit.closed")
    assert closed.details["parent"] == "parks"
    for into in ("roads", "bridges", "moon"):
        with pytest.raises(UnitInvalid) as refused:
            change(hall, "close", "roads", into=into)
        assert [fault.field for fault in refused.value.faults] == ["into"]
    grant(hall, "lee", "registrar", unit="streets")
    with hall.work(officer(hall, "lee")) as work, pytest.raises(Forbidden):
        rights(hall, work).units.close("roads", into="parks")


def test_a_change_of_tomorrow_counts_tomorrow(hall: Gatehouse) -> None:
    """The tree as of every moment is known, and a process that is running notices the day come."""
    grant(hall, "kim", "reader", unit="parks")
    token, _ = hall.enter()
    tomorrow = hall.time.now() + timedelta(hours=1)
    change(hall, "move", "bridges", "parks", since=tomorrow)
    session = hall.auth.session(token)
    assert session is not None
    assert not session.actor.may("petition.read", unit="bridges")
    assert (tree(hall).unit("bridges").parent, tree(hall, tomorrow).unit("bridges").parent) == ("roads", "parks")
    hall.time.forward(hours=1)
    session = hall.auth.session(token)
    assert session is not None
    assert session.actor.may("petition.read", unit="bridges")


def test_two_changes_at_the_same_moment_do_not_close_a_circle(hall: Gatehouse) -> None:
    """Whoever comes second waits for the first; else each would be right by itself, and the tree would not hold."""
    assert second_is_refused(
        hall,
        lambda work: rights(hall, work).units.move("parks", "roads"),
        lambda: change(hall, "move", "roads", "parks"),
        UnitInvalid,
    )
    assert tree(hall).units["parks"].parent == "roads"


def test_a_circle_is_refused_whenever_it_would_close(hall: Gatehouse) -> None:
    """At once, and on the day on which a later change would close it."""
    with pytest.raises(UnitInvalid, match="above itself"):
        change(hall, "move", "streets", "bridges")
    change(hall, "move", "roads", "parks", since=hall.time.now() + 2 * DAY)
    with pytest.raises(UnitInvalid, match="above itself"):
        change(hall, "move", "parks", "bridges", since=hall.time.now() + DAY)
    assert tree(hall).unit("parks").parent is None


def test_a_unit_with_others_below_it_is_not_closed(hall: Gatehouse) -> None:
    """Nobody falls out of the tree unnoticed."""
    with pytest.raises(UnitInvalid, match="'bridges' is below 'roads'"):
        change(hall, "close", "roads")
    change(hall, "close", "bridges")
    change(hall, "close", "roads")
    assert set(tree(hall).units) == {"streets", "parks"}


def test_what_was_is_not_rewritten(hall: Gatehouse) -> None:
    """No change begins in the past, or before one that is set down already."""
    with pytest.raises(UnitInvalid, match="in the past"):
        change(hall, "rename", "parks", "공원녹지과", since=hall.time.now() - DAY)
    change(hall, "rename", "parks", "공원녹지과", since=hall.time.now() + DAY)
    with pytest.raises(UnitInvalid, match="later change"):
        change(hall, "rename", "parks", "녹지과")


@pytest.mark.parametrize(
    ("words", "more", "error"),
    [
        (("roads",), {"title": "x"}, UnitTaken),
        (("Not a name!",), {"title": "x"}, UnitInvalid),
        (("new",), {"title": "x", "parent": "moon"}, UnitInvalid),
        (("new",), {"title": "x", "head": "nobody at all"}, AccountNotFound),
    ],
)
def test_a_unit_that_cannot_be_is_not_added(
    nook: Gatehouse, words: tuple[str, ...], more: dict[str, Any], error: type[Exception]
) -> None:
    """A name that is taken or odd, a parent that is not there, a head whom nobody knows."""
    with pytest.raises(error):
        change(nook, "add", *words, **more)
    with pytest.raises(UnitUnknown):
        change(nook, "rename", "moon", "달")


def test_units_are_managed_where_that_was_granted(nook: Gatehouse) -> None:
    """In the unit that is changed and in the one that it comes under; adding at the top needs the whole office."""
    grant(nook, "kim", "registrar", unit="roads")
    kim = officer(nook, "kim")
    with nook.work(kim) as work:
        rights(nook, work).units.add("lamps", title="가로등팀", parent="roads")
        with pytest.raises(Forbidden):
            rights(nook, work).units.add("own", title="내 부서")
        with pytest.raises(Forbidden):
            rights(nook, work).units.move("bridges", "parks")
    with nook.work(NOBODY) as work, pytest.raises(Forbidden):
        rights(nook, work).units.tree()


def test_the_history_of_a_unit_is_told(nook: Gatehouse) -> None:
    """Who changed what from when on; one change ends where the next begins."""
    change(nook, "rename", "parks", "공원녹지과")
    nook.time.forward(days=1)
    change(nook, "move", "parks", "streets")
    with nook.work() as work:
        first, second = rights(nook, work).units.history("parks")
    assert first.until == second.since
    assert (first.by, second.parent) == ("system:console", "streets")


def steps(deed: Callable[[], object]) -> int:
    """Return how many functions a deed calls: what it takes, on any machine."""
    counted = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        deed()
    finally:
        sys.setprofile(before)
    return counted


def test_an_organisation_of_five_hundred_units_is_quick(nook: Gatehouse) -> None:
    """Twice the units are at most three times the work, in a wide tree; a deep chain is no problem."""
    title = Text(ko="과", en="Unit")
    units = [Unit(f"u{n}", title, parent=f"u{(n - 1) // 3}" if n else None) for n in range(500)]
    chain = [Unit(f"c{n}", title, parent=f"c{n - 1}" if n else None) for n in range(500)]
    assert steps(lambda: Directory(units=units)) < 3 * steps(lambda: Directory(units=units[:250]))
    directory = Directory(units=[*units, *chain])
    assert len(directory.below("u0")) == len(directory.below("c0")) == 500
    furnish(nook, units=tuple(units))
    for n in range(20):
        change(nook, "add", f"new{n}", title="새 부서", parent=f"u{n}")
    assert len(tree(nook).below("u0")) == 520
