"""Holds by the names that people know, and who may place, lift and dispose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from egovframe.office.holding import Holding

CONSOLE = Actor.system("console")


def test_a_hold_is_placed_by_names_and_days(office: Office, kim: Actor) -> None:
    """Names become ids, days the midnights of the office; looking at the holds names whom they name."""
    with office.work(by=CONSOLE) as work:
        hold = Holding(work).place(
            reason="소송", basis="민사소송법 제344조", subjects=["kim", " "], actors=["kim", "visitor"],
            since=date(2026, 9, 1), until=date(2026, 9, 30),
        )  # fmt: skip
    assert hold.over.subjects == (f"account:{kim.id}",)
    assert hold.over.actors == (kim.id, "visitor")
    assert (hold.over.since, hold.over.until) == ("2026-08-31T15:00:00.000Z", "2026-09-30T15:00:00.000Z")
    with office.look(by=CONSOLE) as look:
        assert [each.reason for each in Holding(look).holds()] == ["소송"]
    [listed] = office.trail.search(action="hold.listed")
    assert listed["subjects"] == [f"account:{kim.id}"]
    with office.work(by=CONSOLE) as work:
        Holding(work).lift(hold.id, reason="끝남")
    with office.look(by=CONSOLE) as look:
        assert Holding(look).holds() == []
        assert [each.lifted_reason for each in Holding(look).holds(lifted=True)] == ["끝남"]


@pytest.mark.parametrize("field", ["subjects", "actors"])
def test_nobody_is_named(office: Office, field: str) -> None:
    """A word that means nobody is a fault of its field, and nothing is placed."""
    given: dict[str, Any] = {field: ["nobody"]}
    with pytest.raises(Invalid) as raised, office.work(by=CONSOLE) as work:
        Holding(work).place(reason="x", **given)
    assert [fault.field for fault in raised.value.faults] == [field]
    assert office.trail.search(action="hold.placed") == []


def test_officers_may_do_none_of_it(office: Office, kim: Actor) -> None:
    """Looking, placing and disposing each need their permission."""
    deeds: tuple[Callable[[Holding], object], ...] = (
        Holding.months,
        Holding.holds,
        Holding.plan,
        Holding.dispose,
        lambda holding: holding.place(reason="x", actions=["*"]),
    )
    for deed in deeds:
        with pytest.raises(Forbidden), office.work(by=kim) as work:
            deed(Holding(work))
