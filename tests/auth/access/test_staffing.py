"""Who works where, as the office knows it: asked of the tree, the grants and the substitutes of a moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from egovframe.auth.access.staffing import Staffing, Titles
from tests.auth.access.hall import DAY, grant, rights
from tests.auth.gatehouse import Gatehouse


def asked(hall: Gatehouse, question: str, *words: Any, **more: Any) -> Any:
    """The answer to a question, as of now."""
    staffing = Staffing(hall.auth.access.registry, whole="office")
    with hall.database.read() as conn:
        return getattr(staffing, question)(conn, *words, at=hall.time.now(), **more)


def names(hall: Gatehouse, unit: str, form: str | None = None) -> list[tuple[str, int]]:
    """Who answers petitions of a unit, and how near."""
    found = asked(hall, "officers", "petition.answer", unit=unit, form=form)
    return [(each.name, each.near) for each in found]


def close(hall: Gatehouse, unit: str, **how: Any) -> None:
    """Closes a unit."""
    with hall.work() as work:
        rights(hall, work).units.close(unit, **how)


def test_a_closed_unit_is_at_home_in_what_follows_it(hall: Gatehouse) -> None:
    """Or in the one above, from the moment on which it is closed; and without either in the whole office."""
    assert asked(hall, "home", "bridges") == "bridges"
    close(hall, "bridges", since=hall.time.now() + DAY)
    assert asked(hall, "home", "bridges") == "bridges"
    hall.time.forward(days=1)
    assert asked(hall, "home", "bridges") == "roads"
    close(hall, "roads", into="parks")
    assert (asked(hall, "home", "roads"), asked(hall, "home", "bridges")) == ("parks", "parks")
    close(hall, "parks")
    assert asked(hall, "home", "roads") == "office"
    assert sorted(asked(hall, "units")) == ["streets"]


def test_officers_are_those_who_hold_the_permission_there_the_nearest_first(hall: Gatehouse) -> None:
    """For the form asked about; not who was shut out, nor who holds it elsewhere."""
    grant(hall, "lee", "clerk", unit="streets")
    grant(hall, "kim", "clerk", unit="bridges", form="pothole")
    grant(hall, "park", "clerk", unit="parks")
    assert names(hall, "bridges", "pothole") == [("kim", 0), ("lee", 2)]
    assert names(hall, "bridges", "suggestion") == [("lee", 2)]
    with hall.work() as work:
        hall.accounts(work).disable("lee")
    assert names(hall, "bridges", "pothole") == [("kim", 0)]
    hall.time.forward(minutes=1)
    with hall.work() as work:
        hall.accounts(work).revoke("kim", "clerk", unit="bridges", form="pothole")
    assert names(hall, "bridges", "pothole") == []


def test_a_substitute_is_known_as_long_as_the_delegation_is_in_force(hall: Gatehouse) -> None:
    """Of all roles, or of those by which the officer answers."""
    grant(hall, "kim", "clerk", unit="roads")
    grant(hall, "kim", "counter", unit="roads")
    grant(hall, "lee", "reader", unit="roads")
    _token, session = hall.enter()
    assert session.actor.name == "kim"
    with hall.work(session.actor) as work:
        rights(hall, work).delegations.lend("lee", until=work.at + timedelta(hours=1), reason="출장", roles=["counter"])

    def substitute() -> Any:
        (found,) = asked(hall, "officers", "petition.answer", unit="roads", form=None)
        return found.substitute

    assert substitute() is None
    with hall.work(session.actor) as work:
        lent = rights(hall, work).delegations.lend("lee", until=work.at + timedelta(hours=1), reason="출장")
    assert substitute() == lent.borrower
    hall.time.forward(hours=1)
    assert substitute() is None


def test_heads_come_from_the_unit_upwards(hall: Gatehouse) -> None:
    """Units without a head are left out; names are found whatever their case."""
    with hall.work() as work:
        rights(hall, work).units.set_head("streets", "lee")
        rights(hall, work).units.set_head("bridges", "kim")
    assert [(each.name, each.near) for each in asked(hall, "heads", "bridges")] == [("kim", 0), ("lee", 2)]
    assert [(each.name, each.near) for each in asked(hall, "heads", "roads")] == [("lee", 1)]
    assert asked(hall, "named", "KIM").name == "kim"
    assert asked(hall, "named", "nobody") is None


def test_titles_are_of_open_and_closed_units_also_those_another_process_made(hall: Gatehouse) -> None:
    """What is gone through are the open ones."""
    titles = Titles(hall.auth.access.registry, database=hall.database, clock=hall.time)
    assert sorted(titles) == ["bridges", "parks", "roads", "streets"]
    with hall.work() as work:
        rights(hall, work).units.add("lamps", title="가로등팀")
        rights(hall, work).units.close("bridges")
    assert titles["lamps"].in_("ko") == "가로등팀"
    assert sorted(titles) == ["lamps", "parks", "roads", "streets"]
    assert len(titles) == 4
    assert titles.get("bridges") is not None
    assert titles.get("moon") is None


def test_what_is_above_a_unit(hall: Gatehouse) -> None:
    """The nearest first, of a closed unit as well; units at the top are left out."""
    above = asked(hall, "above")
    assert above["bridges"][0] == "roads"
    assert above["bridges"][1:] == above.get("roads", ())
    assert "parks" not in above
    close(hall, "bridges")
    assert asked(hall, "above")["bridges"] == above["bridges"]
