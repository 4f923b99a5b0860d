"""What a component says happened: values that cannot be changed after they were said."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from egovframe.kernel.facts import Note, Origin, Write
from egovframe.testing.clock import SetClock
from tests.kernel.place import CLERK

NOTE = Note(action="case.opened", actor=CLERK, at=SetClock().now())


@pytest.mark.parametrize(
    ("value", "field"), [(NOTE, "action"), (Origin(address="::1"), "address"), (Write("t", "k", None, "d"), "after")]
)
def test_what_was_said_stands(value: Any, field: str) -> None:
    """Notes, origins and writes are frozen and hold nothing beside their fields."""
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, "something else")
    assert not hasattr(value, "__dict__")


def test_a_note_says_only_what_it_was_told() -> None:
    """A deed is done unless it says otherwise; nobody's data, no place, no writes are made up."""
    assert (NOTE.outcome, NOTE.subjects, NOTE.writes, NOTE.reason) == ("done", (), (), "")
    assert NOTE.origin == Origin()
    assert (NOTE.details, NOTE.private) == ({}, {})


def test_two_notes_share_nothing() -> None:
    """The empty details of one note are not those of another."""
    other = Note(action="case.closed", actor=CLERK, at=NOTE.at)
    assert other.details is not NOTE.details
    assert other.private is not NOTE.private
