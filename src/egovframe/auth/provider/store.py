"""The SQL of the provider."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.auth.provider.model import SCOPES, Client
from egovframe.auth.provider.tables import clients, passes, signing_keys
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant, moment

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

# ---------------------------------------------------------------------------------------------------- clients


def client_row(conn: sa.Connection, client: str) -> Row | None:
    """Return the whole row of a client, None when there is none."""
    row = conn.execute(sa.select(clients).where(clients.c.id == client)).mappings().one_or_none()
    return None if row is None else dict(row)


def client_rows(conn: sa.Connection) -> list[Row]:
    """Return whole rows of all clients, by name."""
    found = conn.execute(sa.select(clients).order_by(clients.c.name, clients.c.id))
    return [dict(row) for row in found.mappings()]


def client_of(row: Row) -> Client:
    """Return the row of `clients` as a value."""
    return Client(
        id=row["id"],
        name=row["name"],
        redirect_uris=tuple(json.loads(row["redirect_uris"])),
        logout_uris=tuple(json.loads(row["logout_uris"])),
        account=row["account"] or "",
        scopes=SCOPES if row["scope"] is None else tuple(json.loads(row["scope"])),
        consent=bool(row["consent"]),
        created=moment(row["created"]),
        disabled=None if row["disabled"] is None else moment(row["disabled"]),
    )


def insert_client(work: UnitOfWork, client: Client, *, secret: str) -> None:
    """Add a client; `secret` is the digest of its secret."""
    work.insert(
        clients,
        {
            "id": client.id,
            "name": client.name,
            "secret": secret,
            "redirect_uris": canonical_text(list(client.redirect_uris)),
            "logout_uris": canonical_text(list(client.logout_uris)),
            "account": client.account or None,
            "scope": None if client.scopes == SCOPES else canonical_text(list(client.scopes)),
            "consent": 1 if client.consent else None,
            "created": instant(client.created),
            "disabled": None,
        },
    )


def change_client(work: UnitOfWork, before: Row, changes: Mapping[str, Any]) -> None:
    """Change a client that was read whole in this unit."""
    work.change(clients, before, changes)


# ---------------------------------------------------------------------------------------------------- signing keys


def key_rows(conn: sa.Connection) -> list[Row]:
    """Return whole rows of all signing keys, the newest first."""
    found = conn.execute(sa.select(signing_keys).order_by(signing_keys.c.created.desc(), signing_keys.c.id.desc()))
    return [dict(row) for row in found.mappings()]


def insert_key(work: UnitOfWork, *, kid: str, public: str, sealed: bytes) -> None:
    """Add a signing key."""
    values = {"id": kid, "public": public, "sealed": sealed, "created": instant(work.at), "retired": None}
    work.insert(signing_keys, values)


def retire_key(work: UnitOfWork, before: Row) -> None:
    """Have a key sign no more."""
    work.change(signing_keys, before, {"retired": instant(work.at)})


# ---------------------------------------------------------------------------------------------------- codes and tokens


def insert_pass(conn: sa.Connection, values: Row) -> None:
    """Keep a code or token by its digest."""
    conn.execute(passes.insert().values(**values))


def pass_row(conn: sa.Connection, digest: str) -> Row | None:
    """Return the row of a code or token, spent and expired ones too; None when there is none."""
    row = conn.execute(sa.select(passes).where(passes.c.digest == digest)).mappings().one_or_none()
    return None if row is None else dict(row)


def open_passes(conn: sa.Connection, account: str, at: datetime) -> list[Row]:
    """Return the rows of an account's codes and tokens that are neither spent nor expired, the oldest first."""
    found = conn.execute(
        sa.select(passes)
        .where(passes.c.account == account, passes.c.spent.is_(None), passes.c.expires > instant(at))
        .order_by(passes.c.created, passes.c.digest)
    )
    return [dict(row) for row in found.mappings()]


def spend(conn: sa.Connection, digest: str, family: str, at: datetime) -> bool:
    """Use a code or token up; False when somebody else did: of two, one has it.

    Until the transaction ends nobody else uses up or ends anything of the family.
    """
    _lock_family(conn, family)
    statement = passes.update().where(passes.c.digest == digest, passes.c.spent.is_(None))
    return conn.execute(statement.values(spent=instant(at))).rowcount == 1


def end_family(conn: sa.Connection, family: str, at: datetime) -> int:
    """End everything that came of one sign-in; return how many codes and tokens that were."""
    _lock_family(conn, family)
    return _end(conn, passes.c.family == family, at)


def end_all(conn: sa.Connection, *, client: str, at: datetime) -> int:
    """End every code and token of a client; return how many."""
    return _end(conn, passes.c.client == client, at)


def end_account(conn: sa.Connection, *, account: str, at: datetime) -> int:
    """End every code and token that stands for an account; return how many."""
    return _end(conn, passes.c.account == account, at)


def _lock_family(conn: sa.Connection, family: str) -> None:
    """Wait for whoever gives tokens of the family: those are seen afterwards, too."""
    rows = sa.select(passes.c.digest).where(passes.c.family == family).order_by(passes.c.digest)
    conn.execute(rows.with_for_update())


def _end(conn: sa.Connection, condition: sa.ColumnElement[bool], at: datetime) -> int:
    statement = passes.update().where(condition, passes.c.spent.is_(None))
    return conn.execute(statement.values(spent=instant(at))).rowcount


def forget_passes(conn: sa.Connection, *, before: datetime) -> int:
    """Remove what expired before; return how many."""
    return conn.execute(passes.delete().where(passes.c.expires < instant(before))).rowcount
