"""The SQL of accounts. Reads return frozen values or whole rows; writes go through the unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.auth.errors import AccountExists, AccountNotFound, NameInvalid
from egovframe.auth.model import Account, Grant, Held, account_name
from egovframe.auth.model import name_key as key_of_name
from egovframe.auth.tables import accounts, credentials, grants, sessions, tokens
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.counters import counters
from egovframe.kernel.database import TEXT
from egovframe.kernel.prepared import Prepared

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who a name belongs to, with what is needed to check a sign-in: credential (whole row) and roles in force."""

    account: Account
    credential: Row | None
    held: frozenset[Held]


# ---------------------------------------------------------------------------------------------------- accounts


def lock_account(conn: sa.Connection, account: str) -> None:
    """Wait for whoever else does what is done once at a time for an account; what they did is seen afterwards."""
    conn.execute(sa.select(accounts.c.id).where(accounts.c.id == account).with_for_update())


def account_rows(
    conn: sa.Connection,
    *,
    after: str | None = None,
    limit: int = 50,
    name_key: str | None = None,
    id: str | None = None,  # noqa: A002
) -> list[Row]:
    """Return whole rows of accounts by name: one of a name or id, or a page after a name."""
    statement = sa.select(accounts).order_by(accounts.c.name_key).limit(limit)
    if name_key is not None:
        statement = statement.where(accounts.c.name_key == name_key)
    if id is not None:
        statement = statement.where(accounts.c.id == id)
    if after is not None:
        statement = statement.where(accounts.c.name_key > after)
    return [dict(row) for row in conn.execute(statement).mappings()]


def accounts_by(conn: sa.Connection, ids: Sequence[str]) -> list[Account]:
    """Return the accounts of these ids; ids that there are not are left out."""
    found: list[Account] = []
    for start in range(0, len(ids), 500):
        query = sa.select(accounts).where(accounts.c.id.in_(ids[start : start + 500]))
        found += [account_of(dict(row)) for row in conn.execute(query).mappings()]
    return found


def account_of(row: Row) -> Account:
    """Return the row of `accounts` as a value."""
    return Account(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        created=moment(row["created"]),
        disabled=_moment(row["disabled"]),
    )


def id_of(conn: sa.Connection, name: str) -> str:
    """Return the id of the account of that name, whatever its case. Raises AccountNotFound."""
    try:
        rows = account_rows(conn, name_key=key_of_name(account_name(name)))
    except NameInvalid:
        rows = []
    if not rows:
        raise AccountNotFound(f"There is no account {name[:200]!r}.", hint="Check the spelling; case does not matter.")
    return str(rows[0]["id"])


def insert_account(work: UnitOfWork, account: Account, *, name_key: str) -> None:
    """Add the account. Raises AccountExists when somebody else just took the name."""
    try:
        work.insert(
            accounts,
            {
                "id": account.id,
                "name": account.name,
                "name_key": name_key,
                "kind": account.kind,
                "created": instant(account.created),
                "disabled": None,
            },
        )
    except sa.exc.IntegrityError as error:
        raise name_taken(account.name) from error


def name_taken(name: str) -> AccountExists:
    """Return the error that says so."""
    return AccountExists(
        f"There is already an account {name!r}.", hint="Choose another name; case does not tell names apart."
    )


def set_disabled(work: UnitOfWork, before: Row, at: datetime | None) -> None:
    """Shut the account, or open it again."""
    work.change(accounts, before, {"disabled": _instant(at)})


# ---------------------------------------------------------------------------------------------------- credentials


def credential_row(conn: sa.Connection, account: str, authenticator: str) -> Row | None:
    """Return the whole row of what is kept for an account and authenticator."""
    found = conn.execute(
        sa.select(credentials).where(credentials.c.account == account, credentials.c.authenticator == authenticator)
    ).mappings()
    row = found.one_or_none()
    return None if row is None else dict(row)


def put_credential(work: UnitOfWork, *, id: str, account: str, authenticator: str, stored: str, pepper: str) -> None:  # noqa: A002
    """Keep what the authenticator enrolled, in place of what was kept before; a shut authenticator opens again."""
    now = instant(work.at)
    before = credential_row(work.conn, account, authenticator)
    if before is not None:
        work.change(credentials, before, {"stored": stored, "pepper": pepper, "changed": now, "disabled": None})
        return
    work.insert(
        credentials,
        {
            "id": id,
            "account": account,
            "authenticator": authenticator,
            "stored": stored,
            "pepper": pepper,
            "created": now,
            "changed": now,
            "disabled": None,
        },
    )


def change_credential(work: UnitOfWork, before: Row, changes: Mapping[str, Any]) -> None:
    """Change a credential that was read whole in this unit."""
    work.change(credentials, before, changes)


def candidate(conn: sa.Connection, name_key: str, authenticator: str, at: datetime) -> Candidate | None:
    """Return who the name belongs to, with credential and roles; None when nobody has it, after as many look-ups."""
    found = account_rows(conn, name_key=name_key)
    account = str(found[0]["id"]) if found else ""
    held = frozenset(grant.held() for grant in grants_of(conn, account) if grant.counts(at))
    credential = credential_row(conn, account, authenticator)
    return Candidate(account_of(found[0]), credential, held) if found else None


# ---------------------------------------------------------------------------------------------------- grants


def grant_rows(conn: sa.Connection, account: str) -> list[Row]:
    """Return whole rows of all grants that the account ever had, oldest first."""
    found = conn.execute(sa.select(grants).where(grants.c.account == account).order_by(grants.c.since, grants.c.id))
    return [dict(row) for row in found.mappings()]


def grants_of(conn: sa.Connection, account: str) -> list[Grant]:
    """Return all grants that the account ever had, oldest first."""
    return [grant_of(row) for row in grant_rows(conn, account)]


def grant_of(row: Row) -> Grant:
    """Return the row of `grants` as a value."""
    return Grant(
        id=row["id"],
        account=row["account"],
        role=row["role"],
        unit=row["unit"],
        since=moment(row["since"]),
        until=_moment(row["until"]),
        revoked=_moment(row["revoked"]),
        by=row["granted_by"],
        reason=row["reason"],
        form=row["form"],
        own=bool(row["own"]),
    )


def insert_grant(work: UnitOfWork, grant: Grant) -> None:
    """Add the grant."""
    work.insert(
        grants,
        {
            "id": grant.id,
            "account": grant.account,
            "role": grant.role,
            "unit": grant.unit,
            "since": instant(grant.since),
            "until": _instant(grant.until),
            "revoked": None,
            "granted_by": grant.by,
            "reason": grant.reason,
            "form": grant.form,
            "own": 1 if grant.own else None,
        },
    )


def revoke_grant(work: UnitOfWork, before: Row) -> None:
    """End the grant now."""
    work.change(grants, before, {"revoked": instant(work.at)})


# ---------------------------------------------------------------------------------------------------- who is asking


_NOW = sa.bindparam("now", type_=TEXT)
_IN_FORCE = sa.and_(
    grants.c.account == accounts.c.id,
    grants.c.revoked.is_(None),
    grants.c.since <= _NOW,
    sa.or_(grants.c.until.is_(None), grants.c.until > _NOW),
)


ACCESS_VERSION = "auth.access"
"""The series whose number counts the changes of the office's own roles and units: see `access.registry`."""

_VERSION = sa.select(counters.c.last).where(counters.c.series == ACCESS_VERSION).scalar_subquery()
_ACCESS_VERSION = Prepared(sa.select(_VERSION))  # every petition that comes in asks it

_WHO = (
    accounts.c.name.label("account_name"),
    accounts.c.kind.label("account_kind"),
    accounts.c.disabled.label("account_disabled"),
    grants.c.id.label("grant_id"),
    grants.c.role.label("grant_role"),
    grants.c.unit.label("grant_unit"),
    grants.c.form.label("grant_form"),
    grants.c.own.label("grant_own"),
    _VERSION.label("access_version"),
)


def _who_has(table: sa.Table) -> Prepared:
    """Return the query of a session's or token's digest: asked with every request of somebody who signed in."""
    found = sa.join(table, accounts, accounts.c.id == table.c.account).outerjoin(grants, _IN_FORCE)
    return Prepared(sa.select(table, *_WHO).select_from(found).where(table.c.digest == sa.bindparam("digest")))


_SESSION, _TOKEN = _who_has(sessions), _who_has(tokens)


def held_of(rows: Sequence[Row]) -> frozenset[Held]:
    """Return the roles that the rows of a session or token say are held."""
    return frozenset(
        Held(
            row["grant_role"],
            row["grant_unit"],
            row["grant_form"],
            row["account"] if row["grant_own"] else None,
            row["grant_id"],
        )
        for row in rows
        if row["grant_id"] is not None
    )


def access_version(conn: sa.Connection) -> int:
    """Return how often the office's own roles and units were changed; the sessions' query brings it along."""
    ((version,),) = _ACCESS_VERSION.rows(conn, {})
    return int(version or 0)


def session_rows(conn: sa.Connection, digest: str, at: datetime) -> Sequence[Row]:
    """Return the session of a token's digest with its account, once per grant in force, in one query."""
    return _SESSION.mappings(conn, {"digest": digest, "now": instant(at)})


def token_rows(conn: sa.Connection, digest: str, at: datetime) -> Sequence[Row]:
    """Return the bearer token of a digest with its account, once per grant in force, in one query."""
    return _TOKEN.mappings(conn, {"digest": digest, "now": instant(at)})


# ---------------------------------------------------------------------------------------------------- sessions, tokens


def insert_session(work: UnitOfWork, values: Row) -> None:
    """Add a session's row."""
    work.insert(sessions, values)


def open_sessions(conn: sa.Connection, account: str, at: datetime) -> list[Row]:
    """Return the account's sessions that have neither ended nor expired, the one used last first."""
    found = conn.execute(
        sa.select(sessions)
        .where(sessions.c.account == account, sessions.c.ended.is_(None), sessions.c.expires > instant(at))
        .order_by(sessions.c.seen.desc(), sessions.c.id.desc())
    )
    return [dict(row) for row in found.mappings()]


def end_sessions(conn: sa.Connection, ids: Sequence[str], at: datetime) -> int:
    """End these sessions; return how many were still open."""
    if not ids:
        return 0
    statement = sessions.update().where(sessions.c.id.in_(ids), sessions.c.ended.is_(None))
    return conn.execute(statement.values(ended=instant(at))).rowcount


def leave_of(conn: sa.Connection, session: str) -> bytes | None:
    """Return what is sealed for signing out at the session's provider; None when there is nothing."""
    sealed: bytes | None = conn.execute(
        sa.select(sessions.c.leave).where(sessions.c.id == session)
    ).scalar_one_or_none()
    return sealed


def touch_session(conn: sa.Connection, session: str, at: datetime) -> None:
    """Remember when the session was last used."""
    conn.execute(sessions.update().where(sessions.c.id == session, sessions.c.ended.is_(None)).values(seen=instant(at)))


def set_acting(conn: sa.Connection, session: str, *, acting: str | None, seal: str) -> bool:
    """Say in whose place the session acts from now on; False when it has ended."""
    statement = sessions.update().where(sessions.c.id == session, sessions.c.ended.is_(None))
    return conn.execute(statement.values(acting=acting, seal=seal)).rowcount == 1


def forget_sessions(conn: sa.Connection, *, before: datetime) -> int:
    """Remove sessions that ended or expired before; return how many."""
    then = instant(before)
    statement = sessions.delete().where(sa.or_(sessions.c.ended < then, sessions.c.expires < then))
    return conn.execute(statement).rowcount


def insert_token(work: UnitOfWork, *, id: str, account: str, digest: str, expires: datetime) -> None:  # noqa: A002
    """Add a bearer token, by its digest."""
    work.insert(
        tokens,
        {
            "id": id,
            "account": account,
            "digest": digest,
            "created": instant(work.at),
            "expires": instant(expires),
            "revoked": None,
        },
    )


def open_tokens(conn: sa.Connection, account: str) -> list[Row]:
    """Return whole rows of the account's tokens that were not revoked."""
    found = conn.execute(sa.select(tokens).where(tokens.c.account == account, tokens.c.revoked.is_(None)))
    return [dict(row) for row in found.mappings()]


def revoke_token(work: UnitOfWork, before: Row) -> None:
    """End the token now."""
    work.change(tokens, before, {"revoked": instant(work.at)})


def _moment(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
