"""Procedures are published like forms, and a case stays with the version that was in force when it was received."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egovframe.forms.procedure.catalogue import Procedures
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, DeclarationError, NotFound
from tests.forms.course import Case
from tests.forms.desk import SYSTEM, Desk


def reopened(desk: Desk, procedures: Procedures) -> list[str]:
    """Publish other procedures, as an office does that opens with them; says what was published."""
    desk.forms.procedures = procedures
    with desk.work(SYSTEM) as work:
        return [f"{each.name}/{each.version}" for each in procedures.publish(work)]


def test_only_what_changed_is_published(desk: Desk) -> None:
    """Once, with a fact that names the digest."""
    assert desk.facts.last("procedure.published").details == {
        "procedure": "statutory",
        "version": 1,
        "digest": STATUTORY.digest,
    }
    assert reopened(desk, Procedures()) == []
    assert [procedure.version for _, procedure in desk.forms.procedures.versions("statutory")] == [1]


def test_a_case_stays_with_its_version(desk: Desk) -> None:
    """What was received before can still be granted; what comes after a change follows the change."""
    old = Case(desk)
    desk.time.forward(minutes=1)
    changed = replace(
        STATUTORY,
        stages=tuple(stage for stage in STATUTORY.stages if stage.name != "consulting"),
        moves=tuple(
            replace(
                move,
                sources=tuple(each for each in move.sources if each != "consulting"),
                to=move.to,
            )
            for move in STATUTORY.moves
            if move.action not in ("consult", "consulted")
        ),
    )
    procedures = Procedures()
    procedures._current = {"statutory": changed}
    assert reopened(desk, procedures) == ["statutory/2"]
    new = Case(desk)
    assert "consult" in old.actions()
    assert "consult" not in new.actions()
    with pytest.raises(Conflict):
        new.officer(Petitions.consult, "공원과", "나무?", reply_by=new.now().due)
    assert procedures.in_force("statutory", instant(old.now().received)).version == 1
    assert procedures.in_force("statutory", "2020-01-01T00:00:00.000Z").version == 1


def test_two_of_one_name_and_what_does_not_hold_are_refused() -> None:
    """When the office opens, not when a case gets stuck."""
    mine = replace(STATUTORY, name="mine")
    with pytest.raises(DeclarationError, match="Two procedures"):
        Procedures([mine, replace(mine, start="assigned")])
    with pytest.raises(DeclarationError, match="does not hold"):
        Procedures([replace(mine, moves=())])
    assert [each.name for each in Procedures([mine])] == ["statutory", "mine"]
    with pytest.raises(NotFound, match="no procedure 'other'"):
        Procedures([mine]).current("other")
