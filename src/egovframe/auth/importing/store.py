"""The SQL of imports: what the office knows already of many people at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from egovframe.auth.model import Account, Grant
from egovframe.auth.profiles.store import Row
from egovframe.auth.profiles.tables import profiles
from egovframe.auth.store import account_of, grant_of
from egovframe.auth.tables import accounts, credentials, grants


@dataclass(frozen=True, slots=True)
class Known:
    """An account as an import finds it: whether a secret is kept for it, its profile's row, its grants."""

    account: Account
    has_credential: bool
    profile: Row | None
    grants: tuple[Grant, ...]


def known(conn: sa.Connection, name_keys: Collection[str], *, authenticator: str) -> dict[str, Known]:
    """Return the accounts of these name keys, by key, in four queries however many there are (2,000 at most)."""
    rows = conn.execute(sa.select(accounts).where(accounts.c.name_key.in_(name_keys))).mappings().all()
    ids = [row["id"] for row in rows]
    if not ids:
        return {}
    kept = set(
        conn.execute(
            sa.select(credentials.c.account).where(
                credentials.c.account.in_(ids), credentials.c.authenticator == authenticator
            )
        ).scalars()
    )
    of_profiles = {
        row["account"]: dict(row)
        for row in conn.execute(sa.select(profiles).where(profiles.c.account.in_(ids))).mappings()
    }
    held = _by_account(
        grant_of(dict(row))
        for row in conn.execute(
            sa.select(grants).where(grants.c.account.in_(ids)).order_by(grants.c.since, grants.c.id)
        ).mappings()
    )
    return {
        row["name_key"]: Known(
            account_of(dict(row)), row["id"] in kept, of_profiles.get(row["id"]), tuple(held.get(row["id"], ()))
        )
        for row in rows
    }


def _by_account(found: Iterable[Grant]) -> dict[str, list[Grant]]:
    held: dict[str, list[Grant]] = {}
    for grant in found:
        held.setdefault(grant.account, []).append(grant)
    return held
