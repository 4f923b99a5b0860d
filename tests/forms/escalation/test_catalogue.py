"""The ladders that an office follows."""

from __future__ import annotations

from egovframe.forms.escalation.catalogue import Ladders
from egovframe.forms.escalation.model import OFFICE, Ladder, Rung


def test_a_form_without_a_ladder_follows_the_offices() -> None:
    """Which a city can replace."""
    mine = Ladder((Rung("over", ("head",), days=0),), form="pothole")
    ladders = Ladders([mine])
    assert (ladders.of("pothole"), ladders.of("bench")) == (mine, OFFICE)
    assert ladders.version("pothole", 7) == mine
    every = Ladder((Rung("over", ("supervisor",), days=0),))
    assert Ladders([every]).of("bench") == every
