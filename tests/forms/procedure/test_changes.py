"""What differs between two versions of a procedure."""

from __future__ import annotations

from dataclasses import replace

from egovframe.forms.procedure.changes import changes
from egovframe.forms.procedure.model import Move
from egovframe.forms.procedure.statutory import STATUTORY
from tests.forms.procedure.test_own import PERMIT


def said(before: object, after: object) -> list[str]:
    """The changes in English."""
    return [each.in_("en") for each in changes(before, after)]  # type: ignore[arg-type]


def test_nothing_changed_is_nothing_said() -> None:
    """Whatever the version's number."""
    assert changes(STATUTORY, STATUTORY.published(7)) == ()


def test_states_and_deeds() -> None:
    """What came, what went, what leads elsewhere; each once, and in both languages."""
    found = said(STATUTORY, PERMIT)
    assert "the state “Being inspected” was added" in found
    assert "the state “Objection under review” was taken away" in found
    assert "in “Being worked on”, “Stop the clock” leads to another state" in found
    assert "in “Received” one can no longer “Pass to another unit”" in found
    assert "in “Being inspected” one can “Let the clock run”" in found
    assert len(set(found)) == len(found)
    assert len({each.in_("ko") for each in changes(STATUTORY, PERMIT)}) == len(found)
    assert "the state “Being inspected” was taken away" in said(PERMIT, STATUTORY)


def test_who_when_and_with_what() -> None:
    """Narrowed to a permission, another condition or duty: what holds now is said."""
    narrowed = STATUTORY.but(
        "statutory", title="x", moves=[Move("start", ("received",), "in_progress", by=("petition.approve",))]
    )
    (change,) = [each for each in said(STATUTORY, narrowed) if "Start work" in each]
    assert change.startswith("in “Received”, who may “Start work”")
    assert "petition.approve" in change
    assert said(STATUTORY, replace(STATUTORY, start="assigned")) == ["cases begin in another state"]
