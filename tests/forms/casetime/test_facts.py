"""What the trail tells of the office's days and of deadlines that moved with them."""

from __future__ import annotations

from egovframe.forms.casetime.facts import DEADLINE_MOVED, FACTS, HOLIDAY_DECLARED
from egovframe.forms.facts import FACTS as ALL


def test_every_fact_is_declared_once_and_known_to_the_component() -> None:
    """A moved deadline is about somebody; a day off is about nobody."""
    assert all(fact in ALL for fact in FACTS)
    assert DEADLINE_MOVED.handles
    assert not HOLIDAY_DECLARED.handles
    assert {fact.action for fact in FACTS} == {
        "holiday.declared",
        "holiday.revoked",
        "hours.entered",
        "hours.revoked",
        "petition.deadline_moved",
    }
