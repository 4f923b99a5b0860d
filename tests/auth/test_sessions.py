"""Sessions and bearer tokens: opaque, kept as digests, ended for good."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from egovframe.auth import SessionNotFound
from egovframe.auth.sessions import token_digest
from egovframe.kernel.permissions import Forbidden
from tests.auth.gatehouse import CONSOLE, NOBODY, Gatehouse
from tests.support.elsewhere import elsewhere


def test_each_sign_in_has_a_token_of_its_own_and_the_database_its_digest(gate: Gatehouse) -> None:
    """256 random bits; what is kept cannot be used."""
    gate.add()
    first, second = gate.enter()[0], gate.enter()[0]
    assert first != second
    assert len(first) >= 43
    assert gate.auth.session(token_digest(first)) is None
    assert gate.auth.session("") is None
    assert gate.auth.session("é" * 40) is None


def test_a_session_ends_when_nobody_uses_it_and_at_its_limit(gate: Gatehouse) -> None:
    """Twelve hours idle, thirty days at all (AAL1)."""
    gate.add()
    token, _ = gate.enter()
    for _ in range(70):
        gate.time.forward(hours=10)
        assert gate.auth.session(token) is not None
    gate.time.forward(hours=10)
    assert gate.auth.session(token) is not None
    gate.time.forward(hours=12)
    assert gate.auth.session(token) is None, "nobody used it for twelve hours"
    token, _ = gate.enter()
    gate.time.forward(hours=11, minutes=59)
    assert gate.auth.session(token) is not None
    gate.time.forward(hours=12)
    assert gate.auth.session(token) is None, "twelve hours, long before the thirty days"
    token, _ = gate.enter()
    for _ in range(71):
        gate.time.forward(hours=10)
        gate.auth.session(token)
    gate.time.forward(hours=11)
    assert gate.auth.session(token) is None, "thirty days are over however much it was used"


def test_a_session_of_an_account_that_another_tool_disabled_is_none(small: Gatehouse) -> None:
    """Disabling ends the sessions; one that stayed open behind the office's back opens nothing."""
    small.add()
    token, _ = small.enter()
    with elsewhere(small.database) as conn:
        conn.exec_driver_sql("UPDATE accounts SET disabled = '2026-01-01T00:00:00Z'")
    assert small.auth.session(token) is None


def test_signing_out_is_for_good(gate: Gatehouse) -> None:
    """A token that was copied before is worth nothing afterwards; signing out twice is signing out once."""
    gate.add()
    token, _ = gate.enter()
    gate.auth.sign_out(token)
    gate.auth.sign_out(token)
    assert gate.auth.session(token) is None
    assert len(gate.facts.of("session.ended")) == 1


def test_one_sees_ones_sessions_and_ends_one_or_all_others(gate: Gatehouse) -> None:
    """The one used last stands first; a session of somebody else is not found."""
    account, other = gate.add(), gate.add("lee")
    first, second, third = gate.enter(), gate.enter(), gate.enter()
    lees = gate.enter("lee")
    assert [session.id for session in gate.auth.sessions(account)] == [third[1].id, second[1].id, first[1].id]
    gate.auth.end_session(account, second[1].id)
    assert gate.auth.session(second[0]) is None
    with pytest.raises(SessionNotFound):
        gate.auth.end_session(account, lees[1].id)
    assert gate.auth.end_others(account, third[1].id) == 1
    assert [session.id for session in gate.auth.sessions(account)] == [third[1].id]
    assert len(gate.auth.sessions(other)) == 1


def test_ending_somebody_elses_session_needs_the_permission(small: Gatehouse) -> None:
    """An administrator may, another officer may not."""
    account = small.add()
    _, session = small.enter()
    with pytest.raises(Forbidden):
        small.auth.end_session(account, session.id, by=NOBODY)
    small.auth.end_session(account, session.id, by=CONSOLE)
    assert small.auth.sessions(account) == []


def test_an_account_has_so_many_sessions_at_once(sqlite_url: str, tmp_path: Path) -> None:
    """One more ends the one that was used longest ago."""
    gate = Gatehouse(sqlite_url, tmp_path, sessions_per_account=2)
    gate.add()
    tokens = []
    for _ in range(3):
        tokens.append(gate.enter()[0])
        gate.time.forward(seconds=1)
    assert [gate.auth.session(token) is not None for token in tokens] == [False, True, True]
    gate.database.close()


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE sessions SET expires = '2099-01-01T00:00:00.000Z'",
        "UPDATE sessions SET assurance = 3",
        "UPDATE sessions SET account = (SELECT id FROM accounts WHERE name = 'lee')",
    ],
)
def test_a_session_that_another_tool_made_or_lengthened_is_none(small: Gatehouse, forgery: str) -> None:
    """Each row is sealed with a key of the office."""
    small.add()
    small.add("lee")
    token, _ = small.enter()
    assert small.auth.session(token) is not None
    with sqlite3.connect(_file(small)) as other:
        other.execute(forgery)
    other.close()
    assert small.auth.session(token) is None


def _file(gate: Gatehouse) -> Path:
    return Path(str(gate.database.engine.url.database))


def test_a_bearer_token_stands_for_its_account_until_it_ends(gate: Gatehouse) -> None:
    """It holds what the account holds now; it ends after a year, or when it is revoked."""
    gate.add(role="auditor")
    with gate.work() as work:
        token = gate.accounts(work).token("kim")
    actor = gate.auth.bearer(token)
    assert actor is not None
    assert actor.may("audit.read")
    assert gate.auth.session(token) is None, "a bearer token is no session"
    gate.time.forward(days=364)
    assert gate.auth.bearer(token) is not None
    gate.time.forward(days=1)
    assert gate.auth.bearer(token) is None
    with gate.work() as work:
        token = gate.accounts(work).token("kim")
        assert gate.accounts(work).revoke_tokens("kim") == 2
    assert gate.auth.bearer(token) is None


def test_what_ended_long_ago_is_forgotten(gate: Gatehouse) -> None:
    """Sessions a week after their end, counts of failures after three months."""
    gate.add()
    token, _ = gate.enter()
    gate.auth.sign_out(token)
    assert gate.auth.tidy() == 0
    gate.time.forward(days=8)
    assert gate.auth.tidy() >= 1
