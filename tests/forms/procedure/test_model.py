"""A procedure as data."""

from __future__ import annotations

import json

import pytest

from egovframe.forms.procedure.model import Move, Procedure, Stage
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.errors import Conflict, DeclarationError
from egovframe.kernel.text import Text


def test_a_procedure_and_its_data_are_one_to_one() -> None:
    """There and back it is the same, and so is its digest; another title is another digest."""
    again = Procedure.parse(json.dumps(STATUTORY.as_json()))
    assert again == STATUTORY
    assert again.digest == STATUTORY.digest
    renamed = Procedure.parse({**STATUTORY.as_json(), "title": "다른 절차"})
    assert renamed.digest != STATUTORY.digest


def test_a_move_that_there_is_not_says_what_there_is() -> None:
    """And in which state."""
    with pytest.raises(Conflict) as caught:
        STATUTORY.move("answered", "refuse")
    assert (caught.value.context["state"], caught.value.context["possible"]) == (
        "answered",
        ("reveal", "rate", "close"),
    )
    assert Move("rate", ("closed",)).whose == ("holder",)
    assert Move("rate", ("closed",), by=("petition.answer",)).whose == ("petition.answer",)


@pytest.mark.parametrize(
    "wrong",
    [{}, {"name": "x", "title": "x", "states": [{}], "moves": []}, {**STATUTORY.as_json(), "moves": [{"from": "x"}]}],
)
def test_what_is_no_procedure_is_refused(wrong: dict[str, object]) -> None:
    """The error names what is missing."""
    with pytest.raises(DeclarationError):
        Procedure.parse(wrong)


def test_a_stage_needs_words() -> None:
    """A known state has them, another one does not."""
    assert Stage.of("received", "open").title.in_("en") == "Received"
    with pytest.raises(DeclarationError, match="no state 'lost'"):
        Stage.of("lost", "open")


def test_a_procedure_that_follows_another_but_for_what_is_said() -> None:
    """What is left out takes along what leads there; a move of one's own comes in the place of the other's."""
    mine = STATUTORY.but(
        "mine",
        title="내 절차",
        without=["consulting", "rate"],
        states=[Stage.of("inspecting", "open", Text.of("검사"))],
        moves=[Move("pause", ("in_progress",), "inspecting"), Move("resume", ("inspecting",), "in_progress")],
    )
    names = [stage.name for stage in mine.stages]
    assert "consulting" not in names
    assert names.index("inspecting") == names.index("answered") - 1
    assert {"consult", "rate"} & {move.action for move in mine.moves} == set()
    assert all("consulting" not in move.sources for move in mine.moves)
    assert mine.move("in_progress", "pause").to == "inspecting"
    assert mine.move("received", "pause").to is None
    assert STATUTORY.move("consulting", "pause").to is None, "the other is as it was"
    assert Procedure.parse(mine.text()) == mine
