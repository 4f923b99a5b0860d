"""Who may do what, where: nothing unless it was granted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.permissions import EVERYWHERE, NOWHERE, Actor

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
