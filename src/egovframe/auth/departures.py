"""People who left: whom a directory no longer knows is not signed in by its word any longer."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.auth import store
from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.oidc.store import sessions_of
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.interfaces import Source
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.vouching import Vouching
    from egovframe.kernel.work import Place

log = get_logger("egovframe.auth")

SOONEST: Final = timedelta(minutes=1)
"""How long after one look the next may be hurried: whoever fails to sign in on purpose keeps no directory busy."""
_TOGETHER: Final = 100


class Departures:
    """Asks directories every so often about those who are signed in on their word. Serves many threads.

    `hurry` is set when somebody whom a directory may have known could not sign in: perhaps they left.
    """

    def __init__(self, place: Place, *, sources: Mapping[str, Source], sessions: Sessions, vouching: Vouching) -> None:
        self._place = place
        self._sources = sources
        self._sessions = sessions
        self._vouching = vouching
        self.hurry = threading.Event()

    def look(self) -> int:
        """End the sessions of whoever left, and take back the roles that they held on the directory's word.

        Each is a fact. Where a directory cannot be asked its people's sessions go on until the next time. Returns how
        many sessions ended. Several processes may look at once.
        """
        return sum(self._looked(key, source) for key, source in self._sources.items())

    def _looked(self, key: str, source: Source) -> int:
        open_now = self._open(key)
        texts = sorted({kept for _, _, kept in open_now})
        ended = 0
        for first in range(0, len(texts), _TOGETHER):
            try:
                gone = source.gone(texts[first : first + _TOGETHER])
            except SourceUnavailable as error:
                log.warning("A directory could not be asked who left.", authenticator=key, why=error.message)
                return ended
            left: dict[str, list[str]] = {}
            for session, account, kept in open_now:
                if kept in gone:
                    left.setdefault(account, []).append(session)
            for account, sessions in left.items():
                ended += self._end(key, account, sessions)
        return ended

    def _open(self, key: str) -> list[tuple[str, str, str]]:
        """Return session, account and what the directory said to keep, for all that are open on its word."""
        found: list[tuple[str, str, str]] = []
        with self._place.database.read() as conn:
            for row in sessions_of(conn, key, self._place.clock.now()):
                try:
                    kept = self._sessions.leaving_of(conn, row["id"])
                except CryptoError:  # another tool wrote it: nothing is known of that one
                    continue
                if kept:
                    found.append((row["id"], row["account"], kept))
        return found

    def _end(self, key: str, account_id: str, sessions: list[str]) -> int:
        with self._place.database.read() as conn:
            rows = store.account_rows(conn, id=account_id)
        account = store.account_of(rows[0])
        self._vouching.take_back(key, account, origin=Origin())
        with UnitOfWork(self._place, by=Actor.system("sign-in")).running() as work:
            return self._sessions.end(work, account.ref, sessions, reason=f"no longer known to {key}")
