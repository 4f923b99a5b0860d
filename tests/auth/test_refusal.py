"""What is left of a sign-in that failed: one answer, one fact, nobody's name in public."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth.refusal import Refusals, refused
from egovframe.auth.throttle import Counted
from egovframe.kernel.work import UnitOfWork
from tests.auth.gatehouse import AWAY, Gatehouse


@pytest.fixture
def refusals(small: Gatehouse) -> Refusals:
    """Refusals of the small gatehouse."""
    return Refusals(small, small.auth.settings)


@pytest.mark.asvs("V16.3.3")
def test_one_answer_for_every_failure(small: Gatehouse, refusals: Refusals) -> None:
    """Whatever the reason, whoever it was: the words, the code and the hint are the same, and hold none of it."""
    answers = [
        refusals.failed(authenticator="password", origin=AWAY, reason="wrong", account="account:1"),
        refusals.failed(authenticator="code", origin=AWAY, reason="unknown name", typed="비밀이름"),
        refusals.failed(authenticator="key", origin=AWAY, reason="account disabled", counted=Counted(3, ("account",))),
        refused(),
    ]
    assert len({(str(each), each.code, each.hint, str(each.context)) for each in answers}) == 1


@pytest.mark.asvs("V16.3.1")
def test_the_public_part_tells_no_names(small: Gatehouse, refusals: Refusals) -> None:
    """Who was meant, what was typed and why it failed are private; the limits that were reached are not."""
    counted = Counted(10, ("account", "address"))
    refusals.failed(authenticator="code", origin=AWAY, reason="wrong code", account="account:1", counted=counted)
    refusals.failed(authenticator="password", origin=AWAY, reason="unknown name", typed="비밀이름")
    by_account, by_name = small.facts.of("sign-in.failed")
    assert dict(by_account.details) == {"authenticator": "code", "limits": ["account", "address"]}
    assert dict(by_account.private) == {"account": "account:1", "reason": "wrong code"}
    assert dict(by_name.private) == {"name": "비밀이름", "reason": "unknown name"}
    for note in (by_account, by_name):
        assert (note.object, note.subjects, note.reason, note.outcome) == ("", (), "", "failed")
        assert (note.actor.id, note.origin.address) == ("visitor", AWAY.address)


@pytest.mark.parametrize("typed", ["x" * 100_000, "\ud800", "\x00", ""])
def test_whatever_was_typed_can_be_kept(small: Gatehouse, refusals: Refusals, typed: str) -> None:
    """At most so many signs, and none that a database or a log cannot take."""
    refusals.failed(authenticator="password", origin=AWAY, reason="unknown name", typed=typed)
    kept = str(small.facts.of("sign-in.failed")[0].private["name"])
    assert len(kept) <= 1600
    assert kept.encode().decode() == kept


def test_what_is_shut_is_shut_in_the_same_transaction(sqlite_url: str, tmp_path: Path) -> None:
    """From the limit on, whatever `shut` does is kept together with the failure; below it, nobody calls it."""
    gate = Gatehouse(sqlite_url, tmp_path, failures_limit=10)
    refusals = Refusals(gate, gate.auth.settings)
    called: list[bool] = []

    def shut(work: UnitOfWork) -> None:
        called.append(work.begun or work.conn is not None)

    for failures in (1, 9):
        refusals.failed(authenticator="code", origin=AWAY, reason="r", counted=Counted(failures), shut=shut)
    assert called == []
    for failures in (10, 11):
        refusals.failed(authenticator="code", origin=AWAY, reason="r", counted=Counted(failures), shut=shut)
    refusals.failed(authenticator="code", origin=AWAY, reason="r", shut=shut)
    assert called == [True, True]
    gate.database.close()
