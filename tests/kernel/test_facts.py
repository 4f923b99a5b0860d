"""What a component says happened: values that cannot be changed after they were said."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from egovframe.kernel.errors import DeclarationError, WorkError
from egovframe.kernel.facts import FactType, Note, Origin, Write
from egovframe.kernel.text import Text
from egovframe.testing.clock import SetClock
from tests.kernel.place import CLERK
from tests.support.deeds import deed

NOTE = Note(fact=deed("case.opened"), actor=CLERK, at=SetClock().now())


@pytest.mark.parametrize(
    ("value", "field"), [(NOTE, "fact"), (Origin(address="::1"), "address"), (Write("t", "k", None, "d"), "after")]
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
    other = Note(fact=deed("case.closed"), actor=CLERK, at=NOTE.at)
    assert other.details is not NOTE.details
    assert other.private is not NOTE.private


TITLE = Text(ko="민원 열람", en="Petition read")
READ = FactType(
    action="case.read", title=TITLE, does="read", handles=True, details={"n": int}, private={"reason": "subject"}
)


def told(**fields: Any) -> Note:
    """A note of the clerk's on somebody's data."""
    return Note(fact=READ, actor=CLERK, at=NOTE.at, **{"subjects": ("p-1",), **fields})


def test_a_deed_on_personal_data_names_whose_it_was() -> None:
    """개인정보의 안전성 확보조치 기준 §8: the data subject handled is one of the five items; a list may be empty."""
    with pytest.raises(WorkError, match=r"case\.read does not name whose data"):
        told(subjects=())
    listed = FactType(action="case.listed", title=TITLE, does="list", handles=True)
    assert Note(fact=listed, actor=CLERK, at=NOTE.at).subjects == ()


@pytest.mark.parametrize(
    ("fields", "named"),
    [({"details": {"m": 1}}, "'m'"), ({"details": {"n": "1"}}, "'n' as str"), ({"private": {"why": "x"}}, "'why'")],
)
def test_a_fact_tells_only_what_its_type_declares(fields: dict[str, Any], named: str) -> None:
    """A detail or private value that nobody declared is refused, by name, with what to do."""
    assert told(details={"n": 1}, private={"reason": "x"}).action == "case.read"
    with pytest.raises(WorkError, match=named) as raised:
        told(**fields)
    assert "FactType" in raised.value.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "Read"}, {"action": "read"}, {"action": "case read"}, {"version": 0}, {"keep": 0},
        {"details": {"n": int}, "private": {"n": "actor"}},
    ],
    ids=str,
)  # fmt: skip
def test_a_type_that_cannot_be_kept_is_refused(fields: dict[str, Any]) -> None:
    """A name that is none, a version or a retention of nothing, a value both published and hidden."""
    with pytest.raises(DeclarationError):
        FactType(**{"action": "case.read", "title": TITLE, **fields})
