"""The log's signing keys: which ones sign now, and which ones counted when.

A key is rotated in a unit of work, and the fact of it stands in the log that the old key vouches for. For a time both
sign, so that whoever still has the old key goes on verifying and finds the new one; after that a signature by the old
key is one out of its validity, and verification says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from egovframe.audit import store
from egovframe.audit.facts import KEY_ROTATED
from egovframe.audit.notes import Signer
from egovframe.audit.tables import log_keys
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.work import UnitOfWork

FIRST_SEED: Final = "log"
"""The name, in the keyring, of the seed that a new log signs with."""
LOG_KEYS: Final = log_keys.name
OVERLAP: Final = timedelta(days=30)
"""For so long the old key signs beside the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKey:
    """One signing key of the log. It counts for checkpoints made from `since` until `until` (None: without end)."""

    number: int
    seed: str
    vkey: str
    since: str = ""
    until: str | None = None

    def counts_at(self, at: str) -> bool:
        """Say whether the key counts for a checkpoint made at that moment."""
        return self.since <= at and (self.until is None or at < self.until)


class LogKeys:
    """The keys of one log, from the first to the newest."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet
        self._made: dict[tuple[str, str], Signer] = {}  # a race makes the same

    def all(self, conn: Connection, origin: str) -> list[LogKey]:
        """Return every key the log ever had, oldest first; a log whose key was never rotated has one without end."""
        found = [
            LogKey(
                number=row.number,
                seed=row.seed,
                vkey=self._signer(row.seed, origin).vkey,  # not the column: whoever writes there has none of our keys
                since=str(row.since),
                until=None if row.until is None else str(row.until),
            )
            for row in store.all_log_keys(conn)
            if row.seed == _seed(row.number)
        ]
        return found or [self.first(origin)]

    def first(self, origin: str) -> LogKey:
        """Return the key that a log begins with."""
        return LogKey(number=1, seed=FIRST_SEED, vkey=self._signer(FIRST_SEED, origin).vkey)

    def signers(self, conn: Connection, origin: str, at: datetime) -> list[Signer]:
        """Return the signers that count now, the newest first."""
        now = instant(at)
        keys = self.all(conn, origin)
        counting = [key for key in reversed(keys) if key.counts_at(now)] or keys[-1:]
        return [self._signer(key.seed, origin) for key in counting]

    def rotate(self, work: UnitOfWork, origin: str, *, overlap: timedelta = OVERLAP) -> LogKey:
        """Have the log sign with a new key from now on, and with the old one beside it for the time of `overlap`."""
        keys = self.all(work.conn, origin)
        old = keys[-1]
        number = old.number + 1
        seed = _seed(number)
        new = LogKey(number=number, seed=seed, vkey=self._signer(seed, origin).vkey, since=instant(work.at))
        until = instant(work.at + overlap)
        rows = store.all_log_keys(work.conn)
        if rows:
            work.change(log_keys, rows[-1], {"until": until})
        else:
            work.insert(log_keys, _row(old) | {"until": until})
        work.insert(log_keys, _row(new))
        work.note(KEY_ROTATED, object=f"log:{origin}", details={"old": old.vkey, "new": new.vkey, "until": until})
        return new

    def _signer(self, seed: str, origin: str) -> Signer:
        made = self._made.get((seed, origin))
        if made is None:
            made = self._made[seed, origin] = Signer(origin, self._cabinet.signing_key(seed))
        return made


def _seed(number: int) -> str:
    return FIRST_SEED if number == 1 else f"{FIRST_SEED}-{number}"


def _row(key: LogKey) -> dict[str, int | str | None]:
    return {"number": key.number, "seed": key.seed, "vkey": key.vkey, "since": key.since, "until": key.until}
