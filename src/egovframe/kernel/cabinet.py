"""The cabinet: what is sealed for one case or person opens only with that case's own key.

Envelope encryption: each owner (a case, a data subject) has a data key, wrapped by the keyring's key and kept in
`data_keys`. Destroying the data key makes everything sealed for the owner unreadable, in every copy of it. A backup
that holds the wrapped key as well must be destroyed with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from egovframe.kernel import crypto
from egovframe.kernel.clock import instant
from egovframe.kernel.database import TEXT, Instant, metadata
from egovframe.kernel.errors import CryptoError, NotFound
from egovframe.kernel.facts import Write
from egovframe.kernel.guard import with_pen
from egovframe.kernel.watch import row_digest, watched

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping, Sequence
    from datetime import datetime

    from egovframe.kernel.keyring import Keyring
    from egovframe.kernel.work import UnitOfWork

OFFICE_SEAL: Final = "office-seal"
"""The purpose of the key for what belongs to no single case."""
ROWS: Final = "row-digests"
"""The purpose of the key under which rows with personal content are digested."""
Guard = Callable[["UnitOfWork", str], None]
"""Asked before the key of an owner is destroyed; raises to keep it."""

MOST_LENT: Final = 1_024
"""So many data keys are kept at hand for sealing facts."""

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
        self._lent: dict[str, bytes] = {}  # data keys that facts were sealed with lately; never used to open anything
        self._purposes: dict[str, bytes] = {}  # derived once each; a race derives the same
        self._read: WeakKeyDictionary[sa.Connection, dict[str, bytes]] = (
            WeakKeyDictionary()
        )  # gone with the transaction
        self._guards: list[Guard] = []

    def new_key(self, work: UnitOfWork, owner: str) -> None:
        """Draw a data key for a new owner; it is stored with the first thing that the unit of work writes."""
        work.keys[owner], values = self._draw(owner, work.at)
        work.insert_with_first(data_keys, values)

    def seal(self, work: UnitOfWork, owner: str, name: str, plain: bytes) -> bytes:
        """Return `plain` sealed under the owner's key, bound to the owner and to what it is called."""
        key = work.keys.get(owner) or self._key(work.conn, owner)
        work.keys[owner] = key
        return crypto.seal(key, plain, bound_to=f"{owner}:{name}")

    def open(self, conn: sa.Connection, owner: str, name: str, sealed: bytes) -> bytes:
        """Return what was sealed. Raises CryptoError when it was changed, NotFound when the key was destroyed."""
        return crypto.open_sealed(self._at_hand(conn, owner), sealed, bound_to=f"{owner}:{name}")

    def _at_hand(self, conn: sa.Connection, owner: str) -> bytes:
        """Return the owner's key, read once a transaction: a case page opens a dozen values of one case."""
        keys = self._read.setdefault(conn, {})
        key = keys.get(owner)
        if key is None:
            if len(keys) >= MOST_LENT:
                keys.clear()
            key = keys[owner] = self._key(conn, owner)
        return key

    def _key(self, conn: sa.Connection, owner: str) -> bytes:
        row = conn.execute(sa.select(data_keys).where(data_keys.c.owner == owner)).one_or_none()
        if row is None:
            raise NotFound(
                f"There is no key for {owner}: what was sealed for it can no longer be read.",
                hint="It was erased, or the row was removed; `egovframe verify` tells which.",
            )
        return self._keyring.unwrap(row.wrapped_by, row.wrapped, owner=owner)

    def lend_keys(
        self, conn: sa.Connection, owners: Iterable[str], *, at: datetime, keys: MutableMapping[str, bytes]
    ) -> tuple[dict[str, bytes], list[Write]]:
        """Return the owners' data keys to seal with, drawing those that there are not yet, and what that wrote.

        `keys` are those already drawn or used in this transaction; new ones are added to it. The caller's fact vouches
        for the writes.
        """
        lent: dict[str, bytes] = {}
        writes: list[Write] = []
        for owner in owners:
            key = keys.get(owner) or self._lent.get(owner)
            if key is None:
                key, write = self._found_or_drawn(conn, owner, at)
                keys[owner] = key
                writes += [write] if write else []
            lent[owner] = key
        return lent, writes

    def _found_or_drawn(self, conn: sa.Connection, owner: str, at: datetime) -> tuple[bytes, Write | None]:
        found = sa.select(data_keys).where(data_keys.c.owner == owner)
        row = conn.execute(found).one_or_none()
        if row is None:
            key, values = self._draw(owner, at)
            insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
            drawn = with_pen(insert(data_keys).values(**values).on_conflict_do_nothing())
            if conn.execute(drawn.execution_options(preserve_rowcount=True)).rowcount == 1:
                return key, Write(data_keys.name, owner, None, row_digest(data_keys.name, values, None))
            row = conn.execute(found).one()  # somebody else drew it in this very moment
        key = self._keyring.unwrap(row.wrapped_by, row.wrapped, owner=owner)
        if len(self._lent) >= MOST_LENT:
            self._lent.clear()
        self._lent[owner] = key
        return key, None

    def _draw(self, owner: str, at: datetime) -> tuple[bytes, dict[str, Any]]:
        key, key_id = crypto.new_key(), self._keyring.current()
        wrapped = self._keyring.wrap(key_id, key, owner=owner)
        return key, {"owner": owner, "wrapped_by": key_id, "wrapped": wrapped, "created": instant(at)}

    def open_part(
        self,
        conn: sa.Connection,
        owner: str,
        name: str,
        sealed: bytes,
        *,
        at_hand: MutableMapping[str, bytes | None] | None = None,
    ) -> bytes | None:
        """Return what was sealed for the owner, None when its key was destroyed: it was erased for good.

        `at_hand` keeps the owners' keys for a reader of many values; it must not outlive the transaction.
        """
        keys = {} if at_hand is None else at_hand
        try:
            if owner not in keys:
                keys[owner] = None
                keys[owner] = self._key(conn, owner)
            key = keys[owner]
            return None if key is None else crypto.open_sealed(key, sealed, bound_to=f"{owner}:{name}")
        except (NotFound, CryptoError):  # a key drawn after an erasure does not open what was sealed before it
            return None

    def guard_keys(self, guard: Guard) -> None:
        """Have `guard` asked before any key is destroyed; what it raises keeps the key. A component may add one."""
        self._guards.append(guard)

    def destroy_key(self, work: UnitOfWork, owner: str) -> None:
        """Destroy the owner's data key: nothing sealed for the owner opens any more.

        Once the unit of work is committed, no byte of the wrapped key is left in the files of an SQLite database; see
        `Database.scrub`. Raises NotFound when the owner has no key, and what a guard of the keys raises.
        """
        row = work.conn.execute(sa.select(data_keys).where(data_keys.c.owner == owner)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no key for {owner}.", hint="It was destroyed before.")
        for guard in self._guards:
            guard(work, owner)
        work.keys.pop(owner, None)
        self._lent.pop(owner, None)
        self._read.pop(work.conn, None)
        work.remove(data_keys, dict(row))
        work.after_commit(work.place.database.scrub)

    def office_seal(self, name: str, plain: bytes) -> bytes:
        """Return `plain` sealed under a key of the office itself, for what belongs to no single case."""
        return crypto.seal(self.derived(OFFICE_SEAL), plain, bound_to=name)

    def office_open(self, name: str, sealed: bytes) -> bytes:
        """Return what `office_seal` sealed. Raises CryptoError when it was changed."""
        return crypto.open_sealed(self.derived(OFFICE_SEAL), sealed, bound_to=name)

    def mac(self, purpose: str, data: bytes) -> bytes:
        """Return the office's HMAC-SHA-256 of the data for one purpose, 32 bytes."""
        return crypto.mac(self.derived(purpose), data)

    def macs(self, purpose: str, texts: Iterable[bytes]) -> list[bytes]:
        """Return what `mac` does of each text, in order: of many, in half the time."""
        return crypto.macs(self.derived(purpose), texts)

    def all_vouched(self, purpose: str, texts: Sequence[bytes], codes: Sequence[bytes]) -> bool:
        """Say whether each code is what `mac` gives for its text; see `crypto.all_vouched`."""
        return crypto.all_vouched(self.derived(purpose), texts, codes)

    @property
    def rows_key(self) -> bytes:
        """The key of the digests of rows that hold personal data."""
        return self.derived(ROWS)

    def derived(self, purpose: str) -> bytes:
        """Return the office's 32-byte key for one purpose: to be handed to a process that serves this purpose only."""
        key = self._purposes.get(purpose)
        if key is None:
            key = self._purposes[purpose] = self._keyring.derived(purpose)
        return key

    def signing_key(self, name: str) -> crypto.Ed25519PrivateKey:
        """Return the named Ed25519 signing key of the office."""
        return crypto.signing_key(self._keyring.signing_seed(name))

    def signing_seed(self, name: str) -> bytes:
        """Return the named 32-byte seed, for signatures that the kernel does not make itself."""
        return self._keyring.signing_seed(name)
