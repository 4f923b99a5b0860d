"""Sessions and bearer tokens: opaque, kept as digests, ended for good."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from egovframe.auth import AuthSettings, SessionNotFound, store
from egovframe.auth.evidence import HAVE, Evidence
from egovframe.auth.model import Session
from egovframe.auth.sessions import token_digest
from egovframe.auth.tables import sessions
from egovframe.kernel.canonical import b64, canonical
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.permissions import Forbidden
from tests.auth.fakes import CountingCode
from tests.auth.gatehouse import CONSOLE, HOME, NOBODY, Gatehouse
from tests.support.elsewhere import elsewhere


@pytest.mark.asvs("V7.2.2", "V7.2.3")
def test_each_sign_in_has_a_token_of_its_own_and_the_database_its_digest(gate: Gatehouse) -> None:
    """256 random bits; what is kept cannot be used."""
    gate.add()
    first, second = gate.enter()[0], gate.enter()[0]
    assert first != second
    assert len(first) >= 43
    assert gate.auth.session(token_digest(first)) is None
    assert gate.auth.session("") is None
    assert gate.auth.session("é" * 40) is None


@pytest.mark.asvs("V7.3.2")
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


@pytest.mark.asvs("V7.4.1")
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


def test_whoever_signs_in_many_times_at_once_has_no_more_sessions(
    emptied_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each waits for the one before, also on PostgreSQL: here all take long to count what is open."""
    gate = Gatehouse(emptied_url, tmp_path, sessions_per_account=2)
    account = gate.add()
    count = store.open_sessions

    def slowly(*words: Any) -> Any:
        found = count(*words)
        time.sleep(0.1)
        return found

    monkeypatch.setattr(store, "open_sessions", slowly)
    with ThreadPoolExecutor(4) as pool:
        tokens = [token for token, _ in pool.map(lambda _: gate.enter(), range(4))]
    assert len(gate.auth.sessions(account)) == 2
    assert [gate.auth.session(token) is not None for token in tokens].count(True) == 2
    gate.database.close()


@pytest.mark.asvs("V7.2.1")
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


@pytest.mark.asvs("V10.3.1", "V10.3.3")
def test_a_bearer_token_stands_for_its_account_until_it_ends(gate: Gatehouse) -> None:
    """It holds what the account holds now; it ends after a year, or when it is revoked."""
    account = gate.add(role="auditor")
    with gate.work() as work:
        token = gate.accounts(work).token("kim")
    actor = gate.auth.bearer(token)
    assert actor is not None
    assert actor.id == account, "the account's id, which no other one is ever given"
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


# ---------------------------------------------------------------------------------------------- by assurance level

TWO = (Evidence("pwd"), Evidence("otp", HAVE))
THREE = (Evidence("hwk", frozenset({"have", "are"}), assurance=3, resists_phishing=True),)


def begun(gate: Gatehouse, shown: tuple[Evidence, ...], **more: Any) -> tuple[str, Session]:
    """Open a session of kim for what was shown."""
    with gate.work() as work:
        account = gate.accounts(work).get("kim")
        return gate.auth.sessions_kept.begin(work, account, frozenset(), shown=shown, authenticator="password", **more)


@pytest.mark.asvs("V7.3.1", "V7.3.2")
@pytest.mark.parametrize(
    ("shown", "level", "limit", "idle"),
    [
        ((Evidence("pwd"),), 1, timedelta(days=30), timedelta(hours=12)),
        (TWO, 2, timedelta(hours=24), timedelta(hours=1)),
        (THREE, 3, timedelta(hours=12), timedelta(minutes=15)),
    ],
)
def test_each_level_has_its_limits_to_the_moment(
    gate: Gatehouse, shown: tuple[Evidence, ...], level: int, limit: timedelta, idle: timedelta
) -> None:
    """NIST SP 800-63B-4, 2.1.3, 2.2.3 and 2.3.3: there one moment before, gone at the very one."""
    moment = timedelta(milliseconds=1)
    gate.add()
    token, session = begun(gate, shown)
    assert (session.assurance, session.expires - session.created) == (level, limit)
    gate.time.forward(seconds=(idle - moment).total_seconds())
    assert gate.auth.session(token) is not None
    gate.time.forward(seconds=(idle - moment).total_seconds())
    assert gate.auth.session(token) is not None, "it was used in between"
    assert [each.id for each in gate.auth.sessions(session.account)] == [session.id]
    gate.time.forward(seconds=idle.total_seconds())
    assert gate.auth.session(token) is None
    assert gate.auth.sessions(session.account) == []
    token, session = begun(gate, shown)
    while gate.time.now() + idle * 0.9 < session.expires:
        gate.time.forward(seconds=idle.total_seconds() * 0.9)
        assert gate.auth.session(token) is not None
    gate.time.forward(seconds=(session.expires - gate.time.now() - moment).total_seconds())
    assert gate.auth.session(token) is not None
    gate.time.forward(seconds=0.001)
    assert gate.auth.session(token) is None


@pytest.mark.asvs("V7.3.2")
def test_a_city_may_ask_for_less_time_and_never_for_more() -> None:
    """The limits of each level are the longest that there are."""
    shorter = AuthSettings(session_limit_2=timedelta(hours=8), session_idle_2=timedelta(minutes=10))
    assert shorter.limits(2) == (timedelta(hours=8), timedelta(minutes=10))
    longest_of: tuple[tuple[str, timedelta], ...] = (
        ("session_limit", timedelta(days=30)),
        ("session_limit_2", timedelta(hours=24)),
        ("session_idle_2", timedelta(hours=1)),
        ("session_limit_3", timedelta(hours=12)),
        ("session_idle_3", timedelta(minutes=15)),
    )
    for name, longest in longest_of:
        assert getattr(AuthSettings.model_validate({name: longest}), name) == longest
        for wrong in (longest + timedelta(seconds=1), timedelta(0), timedelta(seconds=-1)):
            with pytest.raises(ValidationError):
                AuthSettings.model_validate({name: wrong})


@pytest.mark.asvs("V7.3.1")
def test_an_idle_limit_of_seconds_is_kept_to(sqlite_url: str, tmp_path: Path) -> None:
    """The last use is written often enough for the shortest of the limits."""
    gate = Gatehouse(sqlite_url, tmp_path, session_idle_3=timedelta(seconds=20))
    gate.add()
    token, _ = begun(gate, THREE)
    for _ in range(10):
        gate.time.forward(seconds=15)
        assert gate.auth.session(token) is not None
    gate.time.forward(seconds=20)
    assert gate.auth.session(token) is None
    gate.database.close()


def test_what_was_shown_is_in_the_session(gate: Gatehouse) -> None:
    """Evidence, tier and authenticator come back from the database; each method is named once."""
    gate.add()
    fed = Evidence("fed", assurance=2, tier="eidas-substantial")
    token, _ = begun(gate, (fed, Evidence("otp", HAVE), Evidence("otp", HAVE)), leave="id-token")
    session = gate.auth.session(token)
    assert session is not None
    assert session.shown == (fed, Evidence("otp", HAVE), Evidence("otp", HAVE))
    assert (session.tier, session.methods, session.authenticator) == ("eidas-substantial", ("fed", "otp"), "password")
    assert gate.auth.sessions_kept.leaving(session) == "id-token"
    with gate.database.read() as conn:
        assert b"id-token" not in bytes(conn.exec_driver_sql("SELECT leave FROM sessions").scalar_one())


def test_a_session_from_before_there_were_these_columns_is_still_one(gate: Gatehouse) -> None:
    """Its seal is over what there was then; it shows nothing, and a second factor is asked for in full."""
    gate.add()
    gate.auth.methods.update(code=CountingCode())
    token, session = begun(gate, ())
    kept = gate.auth.sessions_kept
    with elsewhere(gate.database) as conn:
        row = dict(conn.execute(sa.select(sessions)).mappings().one())
        row |= {"authenticator": None, "shown": None, "tier": None, "leave": None, "assurance": 1, "methods": '["pwd"]'}
        names = ("id", "account", "digest", "created", "expires", "methods", "assurance")
        old = b64(gate.cabinet.mac("sessions", canonical([row[name] for name in names])))
        conn.execute(sessions.update().values(**{**row, "seal": old}))
    now = gate.auth.session(token)
    assert now is not None
    assert (now.id, now.shown, now.tier, now.authenticator, now.methods) == (session.id, (), "", "", ("pwd",))
    assert kept.leaving(now) == ""
    with gate.auth.changing_factors(now.account) as (work, account):
        factor, _ = gate.auth.factors.enrol_code(work, account, "code")
        gate.auth.factors.confirm_code(work, account, factor.id, "1")
    came = gate.auth.entrance.code(gate.auth.entrance.again(now), "code", "2", origin=HOME, device="")
    assert came.session.assurance == 1, "a code alone is one factor, whatever the old session was"


@pytest.mark.parametrize(
    "forgery",
    [
        "tier = 'gold'",
        "tier = NULL",
        "tier = authenticator, authenticator = tier",
        "authenticator = 'oidc:city'",
        "authenticator = NULL",
        "authenticator = shown, shown = authenticator",
        "shown = NULL",
        "shown = '[]'",
        "shown = replace(shown, '\"assurance\":1', '\"assurance\":3')",
        "shown = replace(shown, 'silver', 'gold')",
        "authenticator = NULL, shown = NULL, tier = NULL",
        "methods = '[\"hwk\"]'",
        "created = '2099-01-01T00:00:00.000Z'",
        "digest = 'x'",
        "seal = ''",
        "id = 'other'",
    ],
)
def test_what_a_session_was_shown_cannot_be_changed(gate: Gatehouse, forgery: str) -> None:
    """The seal is over each value in its own column: changed, emptied or moved by another tool, the session is none."""
    gate.add()
    token, _ = begun(gate, (Evidence("fed", tier="silver"), Evidence("otp", HAVE)))
    assert gate.auth.session(token) is not None
    with elsewhere(gate.database) as conn:
        conn.exec_driver_sql(f"UPDATE sessions SET {forgery}")
    assert gate.auth.session(token) is None


def test_the_seal_of_one_session_is_not_that_of_another(gate: Gatehouse) -> None:
    """Nobody puts the proofs of a surer session, seal and all, into the row of one's own; nor its way out."""
    gate.add()
    weak, _ = begun(gate, (Evidence("pwd"),), leave="mine")
    strong, session = begun(gate, THREE, leave="theirs")
    columns = ("assurance", "shown", "methods", "expires", "seal", "leave", "authenticator")
    with elsewhere(gate.database) as conn:
        moved = ", ".join(f"{name} = (SELECT {name} FROM sessions WHERE id = '{session.id}')" for name in columns)
        conn.exec_driver_sql(f"UPDATE sessions SET {moved} WHERE digest = '{token_digest(weak)}'")
    assert gate.auth.session(weak) is None
    assert gate.auth.session(strong) is not None
    with gate.database.read() as conn:
        own = conn.execute(sa.select(sessions.c.id).where(sessions.c.digest == token_digest(weak))).scalar_one()
        with pytest.raises(CryptoError):
            gate.auth.sessions_kept.leaving_of(conn, own)
