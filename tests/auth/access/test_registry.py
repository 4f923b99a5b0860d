"""Roles and units as they are now: every process reads them anew when they were changed, and only then."""

from __future__ import annotations

import pytest

from egovframe.auth import Auth, AuthSettings
from tests.auth.access.hall import APART, FORMS, ROLES, SEPARATE, grant, rights
from tests.auth.gatehouse import UNITS, Gatehouse


def another(hall: Gatehouse) -> Auth:
    """Another process on the same database."""
    return Auth(hall, AuthSettings.quick(), ROLES, UNITS, separate=SEPARATE, apart=APART, forms=FORMS)


@pytest.mark.asvs("V8.3.2")
def test_a_change_takes_effect_on_the_next_request_in_every_process(hall: Gatehouse) -> None:
    """A role made, changed, granted, revoked and retired, and a unit closed, by one process; asked in another."""
    other = another(hall)
    token, _ = hall.enter()

    def may(permission: str = "petition.assign") -> bool:
        session = other.session(token)
        assert session is not None
        return session.actor.may(permission, unit="parks")

    with hall.work() as work:
        rights(hall, work).roles.define("deputy", may={"petition.assign"})
    grant(hall, "kim", "deputy", unit="parks")
    assert may()
    with hall.work() as work:
        rights(hall, work).roles.define("deputy", may={"petition.read"})
    assert not may()
    assert may("petition.read")
    with hall.work() as work:
        rights(hall, work).units.close("parks")
    assert not may("petition.read")
    grant(hall, "kim", "reader")
    assert may("petition.read")
    with hall.work() as work:
        hall.accounts(work).revoke("kim", "reader")
    assert not may("petition.read")


def test_a_bearer_token_follows_too(hall: Gatehouse) -> None:
    """Programs get no more than people."""
    other = another(hall)
    with hall.work() as work:
        token = hall.accounts(work).token("kim")
        rights(hall, work).roles.define("deputy", may={"petition.assign"})
    grant(hall, "kim", "deputy")
    actor = other.bearer(token)
    assert actor is not None
    assert actor.may("petition.assign")
    with hall.work() as work:
        rights(hall, work).roles.retire("deputy")
    actor = other.bearer(token)
    assert actor is not None
    assert not actor.may("petition.assign")


def test_what_did_not_change_is_not_read_again(nook: Gatehouse) -> None:
    """The same rule serves every request until somebody changes something."""
    token, _ = nook.enter()
    first, second = nook.auth.session(token), nook.auth.session(token)
    assert first is not None
    assert second is not None
    assert first.actor.rule is second.actor.rule
    with nook.work() as work:
        rights(nook, work).units.rename("parks", "공원녹지과")
    third = nook.auth.session(token)
    assert third is not None
    assert third.actor.rule is not first.actor.rule
    assert third.actor.policy != first.actor.policy


def test_what_was_rolled_back_never_counted(hall: Gatehouse) -> None:
    """A unit of work sees its own changes; when it fails, nobody else ever did, whoever changes something next."""
    token, _ = hall.enter()

    def undone() -> None:
        with hall.work() as work:
            rights(hall, work).roles.define("deputy", may={"petition.assign"})
            hall.accounts(work).grant("kim", "deputy")
            rule = hall.auth.access.registry.within(work.conn, work.at)
            assert "deputy" in rule.directory.roles
            msg = "undone"
            raise ValueError(msg)

    with pytest.raises(ValueError, match="undone"):
        undone()
    with hall.work() as work:
        rights(hall, work).roles.define("other", may={"petition.read"})
    session = hall.auth.session(token)
    assert session is not None
    assert "deputy" not in hall.auth.directory.roles
    assert "other" in hall.auth.directory.roles
