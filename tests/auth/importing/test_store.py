"""What the office knows of many people at once, on each database."""

from __future__ import annotations

from egovframe.auth.importing import store
from tests.auth.gatehouse import Gatehouse


def test_many_accounts_are_found_with_what_they_have(gate: Gatehouse) -> None:
    """Credential, profile and grants, each of the right account; names that nobody has are not there."""
    gate.add("Kim", role="road-officer", unit="roads")
    with gate.work() as work:
        gate.accounts(work).add("lee")
        gate.accounts(work).set_profile("lee", display_name="이바다")
        gate.accounts(work).grant("kim", "auditor")
        gate.accounts(work).revoke("kim", "auditor")
    with gate.database.read() as conn:
        found = store.known(conn, ["kim", "lee", "nobody"], authenticator="password")
        assert sorted(found) == ["kim", "lee"]
        assert (found["kim"].account.name, found["kim"].has_credential, found["kim"].profile) == ("Kim", True, None)
        assert [(each.role, each.revoked is None) for each in found["kim"].grants] == [
            ("road-officer", True),
            ("auditor", False),
        ]
        assert (found["lee"].has_credential, found["lee"].grants) == (False, ())
        assert found["lee"].profile is not None
        assert store.known(conn, ["nobody"], authenticator="password") == {}
        assert store.known(conn, [], authenticator="password") == {}
