"""The states of a petition as a rule of its own."""

from __future__ import annotations

import pytest

from egovframe.forms.model import MOVES, PERMISSION_OF, STATES, TooManyTries, check_move
from egovframe.kernel.errors import Conflict
from egovframe.kernel.text import LANGUAGES


def test_every_state_has_words_and_moves_and_can_be_left() -> None:
    """Even a closed case can be objected to, where it was refused."""
    assert set(MOVES) == set(STATES)
    assert all(set(text.as_dict()) == set(LANGUAGES) for text in STATES.values())
    assert [state for state, moves in MOVES.items() if set(moves) <= {"reveal"}] == []


def test_what_is_decided_cannot_be_decided_again() -> None:
    """Neither answered, refused, amended nor withdrawn."""
    for state in ("answered", "refused", "withdrawn", "closed"):
        for action in ("assign", "answer", "refuse", "amend", "withdraw", "mark_urgent"):
            with pytest.raises(Conflict) as caught:
                check_move(state, action)
            assert state in str(caught.value)
    check_move("received", "answer")


def test_officers_actions_have_a_permission_each() -> None:
    """Amending, withdrawing and closing belong to the holder and the office."""
    actions = {action for moves in MOVES.values() for action in moves}
    theirs = {"amend", "extend_supplement", "consent", "decline", "file_objection", "remind", "rate", "close"}
    assert actions - set(PERMISSION_OF) == theirs


def test_too_many_tries_says_how_long() -> None:
    """In seconds for programs; pages put it into words."""
    error = TooManyTries(61)
    assert (error.retry_after, error.code) == (61, "forms.too_many_tries")
    assert "Wait" in str(error)
