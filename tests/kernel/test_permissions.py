"""Who may do what, where: nothing unless it was granted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.permissions import EVERYWHERE, NOWHERE, Actor, Scope, Units, same_people

names = st.sampled_from(["petition.read", "petition.answer", "audit.read"])
units = st.sampled_from(["roads", "parks", "tax"])
holds = st.dictionaries(names, st.frozensets(units) | st.just(EVERYWHERE))


@given(holds, names, units)
def test_a_permission_counts_where_it_is_held_and_nowhere_else(
    held: dict[str, frozenset[str]], name: str, unit: str
) -> None:
    """In the units named; everywhere when that was granted; not at all when nothing was."""
    officer = Actor(kind="officer", id="o-1", name="Kim", holds=held)
    assert officer.may(name, unit=unit) == (unit in held.get(name, ()))
    assert officer.may(name) == any(officer.may(name, unit=each) for each in ("roads", "parks", "tax"))


def test_a_visitor_may_nothing() -> None:
    """Without an account nobody holds anything."""
    assert not Actor.visitor().may("petition.read")
    assert Actor.visitor().units_for("petition.read") is NOWHERE


def test_the_office_itself_may_everything() -> None:
    """A worker or a command is not stopped by roles, in units that do not exist yet either."""
    worker = Actor.system("worker")
    assert worker.id == "system:worker"
    assert worker.may("petition.read", unit="a unit of next year")
    assert repr(worker.units_for("petition.read")) == "EVERYWHERE"


def test_what_an_actor_holds_is_not_printed() -> None:
    """Log lines name who acted, not what he may."""
    officer = Actor(kind="officer", id="o-1", name="Kim", holds={"audit.read": EVERYWHERE})
    assert "audit.read" not in repr(officer)


scopes = st.builds(
    Scope,
    st.frozensets(units) | st.just(EVERYWHERE),
    st.none() | st.sampled_from(["pothole", "lamp"]),
    st.none() | st.sampled_from(["o-1", "o-2"]),
    st.none() | st.frozensets(st.sampled_from(["personal", "sensitive"]), min_size=1),
)


@given(holds, st.lists(scopes, max_size=3), units, st.none() | st.just("pothole"), st.none() | st.just("o-1"))
def test_what_is_held_narrowly_counts_within_its_scope(
    held: dict[str, Units], narrow: list[Scope], unit: str, form: str | None, owner: str | None
) -> None:
    """The decision, the rows of a list and the units in which all is held never contradict each other."""
    officer = Actor("officer", "o-1", "Kim", holds=held, narrow={"petition.read": tuple(narrow)})
    expected = unit in held.get("petition.read", ()) or any(
        unit in each.units and each.form in (None, form) and each.owner in (None, owner) for each in narrow
    )
    assert officer.may("petition.read", unit=unit, form=form, owner=owner) == expected
    assert officer.decide("petition.read", unit=unit, form=form, owner=owner).allowed == expected
    assert officer.rows("petition.read").opens(unit, form, owner) == expected
    assert (unit in officer.units_for("petition.read")) == officer.may("petition.read", unit=unit)
    kinds = officer.kinds("petition.read", unit=unit, form=form, owner=owner)
    assert (kinds != frozenset()) == expected
    assert officer.rows("petition.read").everything == (
        held.get("petition.read") is EVERYWHERE
        or any(each.units is EVERYWHERE and each.form is None and each.owner is None for each in narrow)
    )


def test_one_is_the_same_person_in_anothers_place() -> None:
    """Whoever acts for somebody is both of them, where several people are asked for."""
    kim = Actor("officer", "o-1", "Kim", acting_for="o-2")
    assert same_people(kim, ["o-3", "o-2"])
    assert same_people(kim, ["o-1"])
    assert not same_people(kim, ["o-3"])
    assert not same_people(Actor("officer", "o-1", "Kim"), [])
