"""The cabinet: what is sealed for one case or person opens only with that case's own key.

Envelope encryption: each owner (a case, a data subject) has a data key, wrapped by the keyring's key and kept in
`data_keys`. Destroying the data key makes everything sealed for the owner unreadable, in backups too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from egovframe.kernel import crypto
from egovframe.kernel.clock import instant
from egovframe.kernel.database import TEXT, Instant, metadata
from egovframe.kernel.errors import NotFound
from egovframe.kernel.watch import watched

if TYPE_CHECKING:
    from egovframe.kernel.keyring import Keyring
    from egovframe.kernel.work import UnitOfWork

data_keys = sa.Table(
    "data_keys",
    metadata,
    sa.Column("owner", TEXT, primary_key=True),
    sa.Column("wrapped_by", TEXT, nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    Instant("created"),
    info=watched(key=("owner",)),
)


class Cabinet:
    """Seals and opens values under the keys of their owners."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._purposes: dict[str, bytes] = {}  # derived once each; a race derives the same
        self.rows_key = keyring.derived("row-digests")

    def new_key(self, work: UnitOfWork, owner: str) -> None:
        """Draw a data key for a new owner; it is stored with the first thing that the unit of work writes."""
        data_key = crypto.new_key()
        work.keys[owner] = data_key
        key_id = self._keyring.current()
        wrapped = self._keyring.wrap(key_id, data_key, owner=owner)
        work.insert_with_first(
            data_keys, {"owner": owner, "wrapped_by": key_id, "wrapped": wrapped, "created": instant(work.at)}
        )

    def seal(self, work: UnitOfWork, owner: str, name: str, plain: bytes) -> bytes:
        """Return `plain` sealed under the owner's key, bound to the owner and to what it is called."""
        key = work.keys.get(owner) or self._key(work.conn, owner)
        work.keys[owner] = key
        return crypto.seal(key, plain, bound_to=f"{owner}:{name}")

    def open(self, conn: sa.Connection, owner: str, name: str, sealed: bytes) -> bytes:
        """Return what was sealed. Raises CryptoError when it was changed, NotFound when the key was destroyed."""
        return crypto.open_sealed(self._key(conn, owner), sealed, bound_to=f"{owner}:{name}")

    def _key(self, conn: sa.Connection, owner: str) -> bytes:
        row = conn.execute(sa.select(data_keys).where(data_keys.c.owner == owner)).one_or_none()
        if row is None:
            raise NotFound(
                f"There is no key for {owner}: what was sealed for it can no longer be read.",
                hint="It was erased, or the row was removed; `egovframe verify` tells which.",
            )
        return self._keyring.unwrap(row.wrapped_by, row.wrapped, owner=owner)

    def destroy_key(self, work: UnitOfWork, owner: str) -> None:
        """Destroy the owner's data key: nothing sealed for the owner opens any more."""
        row = work.conn.execute(sa.select(data_keys).where(data_keys.c.owner == owner)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no key for {owner}.", hint="It was destroyed before.")
        work.keys.pop(owner, None)
        work.remove(data_keys, dict(row))

    def office_seal(self, name: str, plain: bytes) -> bytes:
        """Return `plain` sealed under a key of the office itself, for what belongs to no single case."""
        return crypto.seal(self._keyring.derived("office-seal"), plain, bound_to=name)

    def office_open(self, name: str, sealed: bytes) -> bytes:
        """Return what `office_seal` sealed. Raises CryptoError when it was changed."""
        return crypto.open_sealed(self._keyring.derived("office-seal"), sealed, bound_to=name)

    def mac(self, purpose: str, data: bytes) -> bytes:
        """Return the office's HMAC-SHA-256 of the data for one purpose, 32 bytes."""
        key = self._purposes.get(purpose)
        if key is None:
            key = self._purposes[purpose] = self._keyring.derived(purpose)
        return crypto.mac(key, data)

    def signing_key(self, name: str) -> crypto.Ed25519PrivateKey:
        """Return the named Ed25519 signing key of the office."""
        return crypto.signing_key(self._keyring.signing_seed(name))

    def signing_seed(self, name: str) -> bytes:
        """Return the named 32-byte seed, for signatures that the kernel does not make itself."""
        return self._keyring.signing_seed(name)
