"""The procedure that the law prescribes."""

from __future__ import annotations

from egovframe.forms.procedure.checking import findings
from egovframe.forms.procedure.states import BY, STATES
from egovframe.forms.procedure.statutory import STATUTORY


def test_the_statutory_procedure_holds_and_uses_everything_that_there_is() -> None:
    """Every state and every action has its place in it."""
    assert findings(STATUTORY) == []
    assert {stage.name for stage in STATUTORY.stages} == set(STATES)
    assert {move.action for move in STATUTORY.moves} == set(BY)


def test_law_9_nothing_keeps_a_petition_from_being_received() -> None:
    """The first state is `received`, and nothing leads back to before it."""
    assert STATUTORY.start == "received"
    assert STATUTORY.move("received", "answer").to == "answered"
