"""The types of facts of steps."""

from __future__ import annotations

from egovframe.forms.procedure.facts import STEPS
from egovframe.kernel.text import LANGUAGES


def test_every_step_has_a_fact_of_its_own_in_words() -> None:
    """About the case, whose data it handles; it says the form, the unit and the state."""
    actions = [fact.action for fact in STEPS.values()]
    assert len(set(actions)) == len(actions)
    for fact in STEPS.values():
        assert fact.handles
        assert set(fact.title.as_dict()) == set(LANGUAGES)
        assert {"form", "unit", "state"} <= set(fact.details)
