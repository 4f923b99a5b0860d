"""The counters of the law on repeats (법23①)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from egovframe.forms.repeats.counting import Compared, Repeats, told_before
from tests.forms.course import Case
from tests.forms.desk import Desk


@pytest.fixture
def one(small_desk: Desk) -> Compared:
    """An earlier petition of the same petitioner that an officer found the same, and whose result was told."""
    return Compared(Case(small_desk).filed.petition, 1.0, same=True, petitioner=True, earlier=True, told=True)


def test_law_23_1_three_times_received_and_twice_told(one: Compared) -> None:
    """Two earlier ones with their results told make the third a repeat; one result fewer, or one petition, does not."""
    untold = replace(one, told=False)
    assert Repeats((one, one), statutory=False).may_close
    assert not Repeats((one,), statutory=False).may_close
    assert not Repeats((one, untold), statutory=False).may_close
    third = Repeats((one, one, untold), statutory=False)
    assert (third.received, third.told, third.may_close) == (4, 2, True)


def test_law_23_1_never_a_statutory_petition(one: Compared) -> None:
    """However often it comes (법정민원을 제외한다)."""
    assert not Repeats((one, one, one), statutory=True).may_close


@pytest.mark.parametrize(
    "change", [{"same": None}, {"same": False}, {"petitioner": None}, {"petitioner": False}, {"earlier": False}]
)
def test_what_does_not_count(one: Compared, change: dict[str, Any]) -> None:
    """A suggestion that nobody confirmed, somebody else's, somebody's who cannot be told, and a later one."""
    assert Repeats((replace(one, **change),), statutory=False).received == 1


def test_a_withdrawn_one_does_not_count(one: Compared) -> None:
    """Who took a petition back did not insist."""
    withdrawn = replace(one, petition=replace(one.petition, outcome="withdrawn"))
    assert Repeats((withdrawn,), statutory=False).received == 1


def test_law_23_1_only_a_result_told_before_counts() -> None:
    """A decision in substance, told at latest when the next petition came; a return or a receipt is no result."""
    telling = ("result",)
    told = [{"kind": "receipt", "at": "1"}, {"kind": "result", "at": "3"}, {"kind": "result", "at": "5"}]
    assert told_before({"outcome": "answered"}, told, telling=telling, at="3")
    assert not told_before({"outcome": "answered"}, told, telling=telling, at="2")
    assert not told_before({"outcome": "returned"}, told, telling=telling, at="9")
    assert not told_before({"outcome": "answered"}, told[:1], telling=telling, at="9")
