"""The verbs of who is signed in, on a unit of work: `work.sessions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from egovframe.auth import facts
from egovframe.auth import store as accounts
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import SessionNotFound
from egovframe.auth.model import name_key
from egovframe.auth.permissions import ACCOUNT_MANAGE, SESSION_END
from egovframe.auth.watching import store

if TYPE_CHECKING:
    from egovframe.auth.model import Account, Session
    from egovframe.auth.service import Auth
    from egovframe.kernel.work import UnitOfWork

MOST: Final = 500
"""So many sessions one look shows."""
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

    def list(self, *, matching: str = "", kind: str = "", address: str = "", limit: int = 100) -> Opened:
        """Return the open sessions, the one used last first: at most `limit` (500 at most).

        `matching` is a part of the account's name, `address` how the network address begins. The look is a fact, for
        it shows who is at work where.
        """
        work = self._work
        work.need(SESSION_END.name, unit=WHOLE_OFFICE)
        rows = store.open_sessions(
            work.conn,
            work.at,
            matching=name_key(matching.strip()),
            kind=kind,
            address=address.strip(),
            limit=max(1, min(limit, MOST)),
        )
        found = [
            OpenSession(session, str(row["account_name"]), str(row["account_kind"]))
            for row in rows
            if (session := self._auth.sessions_kept.shown(row, work.at)) is not None
        ]
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

    def _account(self, account_id: str) -> Account:
        return accounts.account_of(accounts.account_rows(self._work.conn, id=account_id)[0])
