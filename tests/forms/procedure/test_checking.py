"""What a procedure must hold to before it is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from egovframe.forms.procedure.checking import check, findings
from egovframe.forms.procedure.model import Move, Procedure, Stage
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.errors import DeclarationError


def without(action: str) -> Procedure:
    """The statutory procedure without an action."""
    return replace(STATUTORY, moves=tuple(move for move in STATUTORY.moves if move.action != action))


def changed(action: str, change: Callable[[Move], Move]) -> Procedure:
    """The statutory procedure with an action changed."""
    return replace(STATUTORY, moves=tuple(change(each) if each.action == action else each for each in STATUTORY.moves))


@pytest.mark.parametrize(
    ("procedure", "where", "words"),
    [
        (without("close"), "answered", "cannot be left"),
        (without("file_objection"), "objected", "nothing leads to this state"),
        (changed("refuse", lambda m: replace(m, duties=("handler", "notice"))), "refuse", "a refusal needs reasons"),
        (changed("refuse", lambda m: replace(m, duties=m.duties[:1])), "refuse", "a refusal needs remedies"),
        (changed("answer", lambda m: replace(m, duties=("notice",))), "answer", "must name a handler"),
        (changed("answer", lambda m: replace(m, to="solved")), "answer", "there is no state solved"),
        (changed("answer", lambda m: replace(m, action="solve")), "solve", "no such action"),
        (changed("answer", lambda m: replace(m, guards=("sunny",))), "answer", "no condition sunny"),
        (changed("answer", lambda m: replace(m, duties=("dance",))), "answer", "no duty dance"),
        (changed("answer", lambda m: replace(m, by=("petition.bless",))), "answer", "no permission petition.bless"),
        (replace(STATUTORY, moves=(*STATUTORY.moves, Move("answer", ("received",), "granted"))), "answer", "two ways"),
        (replace(STATUTORY, start="draft"), "draft", "first state is not there"),
        (replace(STATUTORY, stages=(*STATUTORY.stages, Stage.of("closed", "final"))), "closed", "twice"),
        (replace(STATUTORY, stages=STATUTORY.stages[:-1]), "statutory", "one final state"),
    ],
)
def test_what_does_not_hold_is_named(procedure: Procedure, where: str, words: str) -> None:
    """With the place, in words; and it is not published."""
    found = {(each.where, each.words.in_("en")) for each in findings(procedure)}
    assert any(place == where and words in said for place, said in found)
    with pytest.raises(DeclarationError, match=words):
        check(procedure)


def test_a_state_from_which_the_end_is_not_reached_is_named() -> None:
    """Going round in circles is no end."""
    moves = tuple(move for move in STATUTORY.moves if move.action != "close")
    circle = (Move("close", ("withdrawn",), "closed"), Move("file_objection", ("answered",), "objected"))
    found = {each.where for each in findings(replace(STATUTORY, moves=(*moves, *circle)))}
    assert {"granted", "answered"} & found


def test_a_permission_that_the_city_knows_may_narrow_a_move() -> None:
    """So that one officer works on it and another decides."""
    narrowed = changed("answer", lambda m: replace(m, by=("permit.decide",)))
    check(narrowed, permissions=["permit.decide"])
