"""How guessing is slowed down: per account name, per network address and in the whole office.

A try is counted as failed before the password is looked at and taken back when it was right, so that a thousand
guesses at the same moment count as a thousand. Names are counted whether or not they belong to an account, under a
keyed digest: the answers are the same for unknown ones, and what somebody typed by mistake is not kept readable.

A device that has signed in to the account before is counted by itself: strangers who try the account's name cannot lock
its owner out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.attempts import store
from egovframe.auth.errors import TooManyTries
from egovframe.kernel.clock import moment

if TYPE_CHECKING:
    from egovframe.auth.settings import AuthSettings
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database

OFFICE: Final = "office"
FORGET_AFTER: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Try:
    """One try to sign in, by the keys it counts under. `device` is known when it signed in to the account before."""

    name: str
    address: str
    device: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order in which they are locked."""
        return tuple(sorted((self.name, self.address, OFFICE)))


@dataclass(frozen=True, slots=True)
class Counted:
    """A try that may go on: how many in a row have failed if this one does, and the limits that it reaches."""

    failures: int
    reached: tuple[str, ...] = ()


class Throttle:
    """Counts tries in the database, so that every process of the office counts together."""

    def __init__(self, database: Database, cabinet: Cabinet, settings: AuthSettings) -> None:
        self._database = database
        self._cabinet = cabinet
        self._settings = settings

    def about(self, name_key: str, address: str, *, device: str = "") -> Try:
        """Return the try's keys. `device` is the nonce of a device known to the account, or empty."""
        name = self._key("name", f"{name_key}\0{device}")
        return Try(name=name, address=self._key("address", address), device=bool(device))

    def check(self, attempt: Try, at: datetime) -> None:
        """Raise TooManyTries when the next try has to wait. Reads only: refusing a flood costs no write."""
        with self._database.read() as conn:
            self._refuse(attempt, store.attempt_rows(conn, attempt.keys), at)

    def count(self, attempt: Try, at: datetime) -> Counted:
        """Count the try as failed, durably, and say what that makes. Raises TooManyTries when it has to wait."""
        with self._database.write() as conn:
            rows = store.lock_attempts(conn, attempt.keys, at)
            self._refuse(attempt, rows, at)
            reached = []
            for key, scope, limit in self._limits(attempt):
                failures, since = self._in_window(rows[key], at)
                store.count_attempt(conn, key, failures=failures + 1, since=since, at=at, wait_until=None)
                if failures + 1 == limit:
                    reached.append(scope)
            failures = rows[attempt.name]["failures"] + 1
            wait = self.wait(failures)
            since = moment(rows[attempt.name]["since"])
            until = at + wait if wait else None
            store.count_attempt(conn, attempt.name, failures=failures, since=since, at=at, wait_until=until)
        if failures == self._settings.free_tries:
            reached.append("account")
        return Counted(failures, tuple(reached))

    def forgive(self, conn: Any, attempt: Try) -> None:
        """Take the try back: it was right."""
        store.forgive_attempts(conn, whole=attempt.name, one=(attempt.address, OFFICE))

    def forget(self, conn: Any, attempt: Try) -> None:
        """Forget the failures under the name: the secret they were about is no more."""
        store.forgive_attempts(conn, whole=attempt.name, one=())

    def bound(self, conn: Any, bounds: Mapping[str, int], at: datetime, *, count: bool) -> None:
        """Say of what may be done so often within a window whether it may be done once more, and `count` it.

        `bounds` are limits by name, such as an address. Raises TooManyTries with the time to the end of the window.
        """
        limits = {self._key("bound", name): limit for name, limit in bounds.items()}
        rows = store.lock_attempts(conn, [*limits], at) if count else store.attempt_rows(conn, [*limits])
        counted = {key: self._in_window(row, at) for key, row in rows.items()}
        waits = [since + self._settings.window - at for key, (done, since) in counted.items() if done >= limits[key]]
        if waits:
            raise TooManyTries(retry_after=ceil(max(waits).total_seconds()))
        if count:
            for key, (done, since) in counted.items():
                store.count_attempt(conn, key, failures=done + 1, since=since, at=at, wait_until=None)

    def wait(self, failures: int) -> timedelta:
        """Return how long the next try waits after so many failures in a row: nothing at first, then doubling."""
        over = failures - self._settings.free_tries
        if over < 0:
            return timedelta(0)
        doubled: timedelta = self._settings.first_wait * 2 ** min(over, 32)
        return min(doubled, self._settings.longest_wait)

    def _refuse(self, attempt: Try, rows: Mapping[str, store.Row], at: datetime) -> None:
        waits = [timedelta(0)]
        row = rows.get(attempt.name)
        if row is not None and row["wait_until"] is not None:
            # Never longer than the longest wait, should the clock have been set back.
            waits.append(min(moment(row["wait_until"]) - at, self._settings.longest_wait))
        for key, _, limit in self._limits(attempt):
            if key in rows:
                failures, since = self._in_window(rows[key], at)
                if failures >= limit and not attempt.device:
                    waits.append(since + self._settings.window - at)
        if max(waits) > timedelta(0):
            raise TooManyTries(retry_after=ceil(max(waits).total_seconds()))

    def _limits(self, attempt: Try) -> tuple[tuple[str, str, int], ...]:
        return (
            (attempt.address, "address", self._settings.address_tries),
            (OFFICE, "office", self._settings.office_tries),
        )

    def _in_window(self, row: store.Row, at: datetime) -> tuple[int, datetime]:
        """Return the failures counted in the present window and when it began."""
        since = moment(row["since"])
        if since <= at < since + self._settings.window:
            return row["failures"], since
        return 0, at

    def _key(self, scope: str, value: str) -> str:
        digest = self._cabinet.mac("sign-in-attempts", f"{scope}:{value}".encode("utf-8", "surrogatepass"))
        return f"{scope}:{digest.hex()}"
