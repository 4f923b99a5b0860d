"""The verbs of who is signed in, on a unit of work: `work.sessions`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth import facts
from egovframe.auth import store as accounts
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import SessionNotFound
from egovframe.auth.model import name_key
from egovframe.auth.permissions import ACCOUNT_MANAGE, SESSION_END
from egovframe.auth.watching import store
from egovframe.kernel.clock import moment

if TYPE_CHECKING:
    from egovframe.auth.model import Account, Session
    from egovframe.auth.service import Auth
    from egovframe.kernel.work import UnitOfWork

MOST: Final = 500
"""So many sessions one look shows."""
BATCH: Final = 500
"""So many sessions end in one unit of work."""
ENDED: Final = "ended by an administrator"


@dataclass(frozen=True, slots=True)
class OpenSession:
    """An open session with the name and kind of its account."""

    session: Session
    name: str
    kind: str


Opened = list[OpenSession]
Sessions_ = list["Session"]


class OpenSessions:
    """Who is signed in now, for whoever may end other people's sessions (`session.end`, in the whole office)."""

    def __init__(self, work: UnitOfWork, auth: Auth) -> None:
        self._work = work
        self._auth = auth

    def list(
        self,
        *,
        matching: str = "",
        kind: str = "",
        address: str = "",
        after: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Opened:
        """Return the open sessions, the one used last first: at most `limit` (500 at most).

        `matching` is a part of the account's name, `address` how the network address begins, `after` when the last
        session of the page before was used, and its id. The look is a fact, for it shows who is at work where.
        """
        work = self._work
        work.need(SESSION_END.name, unit=WHOLE_OFFICE)
        limit = max(1, min(limit, MOST))
        narrowed = {"matching": name_key(matching.strip()), "kind": kind, "address": address.strip()}
        found: Opened = []
        while len(found) < limit:  # those that nobody used for too long are over, and are passed over
            rows = store.open_sessions(work.conn, work.at, **narrowed, after=after, limit=limit)
            shown = ((row, self._auth.sessions_kept.shown(row, work.at)) for row in rows)
            found += [OpenSession(each, row["account_name"], row["account_kind"]) for row, each in shown if each]
            if len(rows) < limit:
                break
            after = moment(rows[-1]["seen"]), rows[-1]["id"]
        found = found[:limit]
        asked = {"name": matching, "address": address}
        work.note(
            facts.SESSIONS_LISTED,
            details={"count": len(found)},
            private={name: value for name, value in asked.items() if value},
        )
        return found

    def of(self, name: str) -> Sessions_:
        """Return the account's open sessions, the one used last first.

        Needs `account.manage` or `session.end` unless it is one's own. Raises AccountNotFound.
        """
        work = self._work
        mine = accounts.account_rows(work.conn, id=work.actor.id)
        if not (mine and mine[0]["name_key"] == name_key(name)) and not work.may(SESSION_END.name, unit=WHOLE_OFFICE):
            work.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        account = self._account(accounts.id_of(work.conn, name))
        who = {"account_name": account.name, "account_kind": account.kind}
        rows = accounts.open_sessions(work.conn, account.id, work.at)
        shown = (self._auth.sessions_kept.shown({**row, **who}, work.at) for row in rows)
        return [session for session in shown if session is not None]

    def end(self, session: str) -> Account:
        """End one session; return whose it was. Raises SessionNotFound when it is not open (any more)."""
        work = self._work
        work.need(SESSION_END.name, unit=WHOLE_OFFICE)
        row = store.session_row(work.conn, session, work.at)
        if row is None:
            raise SessionNotFound("There is no such session.", hint="It may have ended; look at the list again.")
        account = self._account(row["account"])
        self._auth.sessions_kept.end_one(work, account, session, reason=ENDED)
        return account

    def end_all(self, name: str, *, keep: str = "") -> int:
        """End all sessions of an account but the one with the id `keep`; return how many. Raises AccountNotFound."""
        work = self._work
        work.need(SESSION_END.name, unit=WHOLE_OFFICE)
        account = self._account(accounts.id_of(work.conn, name))
        return self._auth.sessions_kept.end_all(work, account, keep=keep, reason=ENDED)

    def count(self) -> int:
        """Return how many sessions would end with everybody's, idle ones too. Needs `session.end` everywhere."""
        self._work.need(SESSION_END.name, unit=WHOLE_OFFICE)
        return store.count_open(self._work.conn, self._work.at)

    def end_some(self, *, keep: str = "") -> int:
        """End open sessions of whomever, at most `BATCH` but not the one with the id `keep`; return how many.

        Needs `session.end` in the whole office. For everybody's, see `end_everybodys`.
        """
        work = self._work
        work.need(SESSION_END.name, unit=WHOLE_OFFICE)
        due = store.open_ids(work.conn, work.at, but=keep, limit=BATCH)
        kept = self._auth.sessions_kept
        return sum(kept.end(work, f"account:{account}", [session], reason=ENDED) for session, account in due)

    def _account(self, account_id: str) -> Account:
        return accounts.account_of(accounts.account_rows(self._work.conn, id=account_id)[0])


def end_everybodys(opening: Callable[[], AbstractContextManager[Any]], *, keep: str = "") -> int:
    """End all open sessions but the one with the id `keep`, each with its fact; return how many.

    `opening` opens a unit of work for each batch, so that others are served in between. Whoever signs in meanwhile
    stays out as well, unless it is in the very last batch. Needs `session.end` in the whole office.
    """
    total = 0
    while True:
        with opening() as work:
            ended: int = work.sessions.end_some(keep=keep)
        total += ended
        if ended < BATCH:
            return total
