"""The permission matrix, made from what decides."""

from __future__ import annotations

import pytest
from hypothesis import given

from egovframe.auth.access.matrix import Cell, effective, matrix
from egovframe.auth.model import Held
from egovframe.kernel.permissions import Asked, Forbidden
from tests.auth.access.hall import furnish, grant, officer, rights
from tests.auth.access.test_rule import DIRECTORY, RULE, actor, grants
from tests.auth.gatehouse import Gatehouse


def test_the_matrix_says_what_each_role_gives_and_by_which_role() -> None:
    """Its own and what it includes, through every level; nothing else."""
    found = matrix(DIRECTORY)
    assert found["chief"] == {
        "petition.assign": Cell("chief"),
        "petition.answer": Cell("clerk"),
        "petition.read": Cell("reader"),
    }
    assert found["counter"]["petition.reveal"] == Cell("counter", frozenset({"personal"}))
    assert {name: set(cells) for name, cells in found.items()} == {
        name: set(DIRECTORY.may_of(name)) for name in DIRECTORY.roles
    }


@given(grants)
def test_what_an_account_may_is_what_decides(roles: frozenset[Held]) -> None:
    """Every line is the decision itself, with the places that the lists use."""
    kim = actor(*roles)
    names = sorted({permission for role in DIRECTORY.roles.values() for permission in role.may})
    for line in effective(kim, names):
        assert line.decision.allowed == kim.may(line.permission) == bool(line.scopes)
        assert line.decision == RULE.decide(kim, Asked(line.permission))


def test_an_account_and_whoever_reads_roles_see_its_matrix(nook: Gatehouse) -> None:
    """One's own needs no permission; another's does."""
    furnish(nook, permissions=["petition.read", "petition.answer", "audit.read"])
    given_ = grant(nook, "kim", "clerk", unit="roads", form="pothole")
    with nook.work(officer(nook, "kim")) as work:
        lines = {line.permission: line for line in rights(nook, work).effective("KIM")}
        with pytest.raises(Forbidden):
            rights(nook, work).effective("lee")
        with pytest.raises(Forbidden):
            rights(nook, work).matrix()
    assert lines["petition.answer"].decision.grant == given_.id
    assert lines["petition.answer"].scopes[0].form == "pothole"
    assert not lines["audit.read"].decision.allowed
    with nook.work() as work:
        assert set(rights(nook, work).matrix()) == set(DIRECTORY.roles)
        assert [line.permission for line in rights(nook, work).effective("lee")] == sorted(lines)
