"""What an officer sees of joined petitions."""

from __future__ import annotations

from egovframe.forms.joined.model import CARRIED
from egovframe.forms.procedure.statutory import STATUTORY
from tests.forms.desk import Desk
from tests.forms.joined.test_service import join, neighbours, of


def test_what_is_taken_with_all_is_a_step_of_the_procedure() -> None:
    """A supplement, a repeat and what the holder does are of each petition by itself."""
    actions = {move.action for move in STATUTORY.moves}
    assert actions >= CARRIED
    assert CARRIED.isdisjoint({"ask_supplement", "supplement", "close_repeat", "withdraw", "amend"})


def test_leads(small_desk: Desk) -> None:
    """One that others are joined under leads."""
    first, *others = neighbours(small_desk)
    assert not of(first).leads
    join(first, others)
    assert of(first).leads
    assert not of(others[0]).leads
