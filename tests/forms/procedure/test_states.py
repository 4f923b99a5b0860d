"""The words of a procedure."""

from __future__ import annotations

from typing import get_args

from egovframe.forms.procedure.states import BY, HOLDER, OFFICE, OPEN, PAST, STATES, Action, State
from egovframe.kernel.text import LANGUAGES


def test_every_state_and_action_is_there_in_words_and_with_who_may() -> None:
    """The same names everywhere; only permissions, the holder and the office may."""
    assert set(STATES) == set(PAST) == set(get_args(State))
    assert set(BY) == set(get_args(Action))
    assert set(STATES) >= OPEN
    assert all(set(text.as_dict()) == set(LANGUAGES) for text in STATES.values())
    assert all(who in (HOLDER, OFFICE) or who.startswith("petition.") for by in BY.values() for who in by)
