"""Sessions and bearer tokens: opaque, kept as digests, and the actor built anew from the database at every request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth import facts, store
from egovframe.auth.errors import SessionNotFound
from egovframe.auth.model import Account, Session
from egovframe.kernel.canonical import b64, canonical, canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.crypto import same, sha256_hex
from egovframe.kernel.errors import Busy
from egovframe.kernel.ids import new_id, new_token
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from egovframe.auth.access.access import Access
    from egovframe.auth.directory import Held
    from egovframe.auth.settings import AuthSettings
    from egovframe.kernel.work import Place, UnitOfWork

_LONGEST_TOKEN: Final = 128
_AGENT_LENGTH: Final = 200
_TOUCH: Final = timedelta(minutes=1)


class Sessions:
    """Who is signed in. Reads take one query; a session's last use is written at most once a minute."""

    def __init__(self, place: Place, settings: AuthSettings, access: Access) -> None:
        self._place = place
        self._settings = settings
        self._access = access
        self._touch = min(_TOUCH, settings.session_idle / 10)

    # ------------------------------------------------------------------ asking

    def session(self, token: str) -> Session | None:
        """Return the session of a token and what its account may do now; None when there is none (any more)."""
        now = self._place.clock.now()
        with self._place.database.read() as conn:
            rows = store.session_rows(conn, token_digest(token), now) if _plausible(token) else []
        if not rows or not self._open(rows[0], now):
            return None
        if now - moment(rows[0]["seen"]) >= self._touch:
            self._used(rows[0]["id"], now)
        return self._session(rows[0], self._actor(rows))

    def bearer(self, token: str) -> Actor | None:
        """Return who a bearer token stands for and what they may do now; None when it stands for nobody."""
        now = self._place.clock.now()
        with self._place.database.read() as conn:
            rows = store.token_rows(conn, token_digest(token), now) if _plausible(token) else []
        if not rows:
            return None
        row = rows[0]
        if row["revoked"] is not None or row["account_disabled"] is not None or row["expires"] <= instant(now):
            return None
        return self._actor(rows)

    def open_sessions(self, account: str) -> list[Session]:
        """Return the account's sessions, the one used last first. Their actors hold nothing: they are for show."""
        now = self._place.clock.now()
        with self._place.database.read() as conn:
            names = store.account_rows(conn, id=account)
            rows = store.open_sessions(conn, account, now)
        return [
            self._session(row, Actor(kind=names[0]["kind"], id=account, name=names[0]["name"]))
            for row in rows
            if names and self._idle_until(row) > now
        ]

    # ------------------------------------------------------------------ beginning and ending

    def begin(
        self, work: UnitOfWork, account: Account, held: Held, *, method: str, assurance: int
    ) -> tuple[str, Session]:
        """Open a session within the unit of work, and end the account's oldest ones above the limit.

        Returns the token, which is nowhere else, and the session. The caller notes the fact.
        """
        open_now = store.open_sessions(work.conn, account.id, work.at)
        surplus = [row["id"] for row in open_now[self._settings.sessions_per_account - 1 :]]
        self.end(work, account.ref, surplus, reason="too many sessions")
        token = new_token()
        now = instant(work.at)
        row: dict[str, Any] = {
            "id": new_id(),
            "account": account.id,
            "digest": token_digest(token),
            "created": now,
            "seen": now,
            "expires": instant(work.at + self._settings.session_limit),
            "ended": None,
            "methods": canonical_text([method]),
            "assurance": assurance,
            "address": work.origin.address[:_AGENT_LENGTH],
            "agent": _clean(work.origin.agent)[:_AGENT_LENGTH],
            "acting": None,
        }
        row["seal"] = self._seal(row)
        store.insert_session(work, row)
        return token, self._session(row, self.actor(account, held))

    def end(self, work: UnitOfWork, account_ref: str, ids: Sequence[str], *, reason: str) -> int:
        """End these sessions, each with its fact; return how many were open."""
        ended = 0
        for session in ids:
            if store.end_sessions(work.conn, [session], work.at):
                work.note(facts.SESSION_ENDED, object=f"session:{session}", subjects=(account_ref,), reason=reason)
                ended += 1
        return ended

    def end_all(self, work: UnitOfWork, account: Account, *, keep: str = "", reason: str) -> int:
        """End the account's sessions but the one to keep; return how many were open."""
        rows = store.open_sessions(work.conn, account.id, work.at)
        return self.end(work, account.ref, [row["id"] for row in rows if row["id"] != keep], reason=reason)

    def end_one(self, work: UnitOfWork, account: Account, session: str, *, reason: str) -> None:
        """End one session of the account. Raises SessionNotFound when the account has no such session open."""
        rows = store.open_sessions(work.conn, account.id, work.at)
        if not self.end(work, account.ref, [row["id"] for row in rows if row["id"] == session], reason=reason):
            raise SessionNotFound("The account has no such session.", hint="It may have ended; look at the list again.")

    def act(self, work: UnitOfWork, account_id: str, session: str, acting: str | None) -> None:
        """Have a session of the account act by a delegation or impersonation, or for itself again. Notes no fact.

        Raises SessionNotFound when the account has no such session open.
        """
        rows = [row for row in store.open_sessions(work.conn, account_id, work.at) if row["id"] == session]
        if rows and same(rows[0]["seal"], self._seal(rows[0])):  # what another tool changed is not sealed anew
            seal = self._seal({**rows[0], "acting": acting})
            if store.set_acting(work.conn, session, acting=acting, seal=seal):
                return
        raise SessionNotFound("The account has no such session.", hint="It may have ended; sign in again.")

    # ------------------------------------------------------------------ rows to values

    def actor(self, account: Account, held: Held) -> Actor:
        """Return the account as an actor who holds what the city declares for these roles."""
        return self._access.actor(account, held)

    def _actor(self, rows: Sequence[store.Row]) -> Actor:
        return self._access.actor_of(rows, self._place.clock.now())

    def _session(self, row: store.Row, actor: Actor) -> Session:
        return Session(
            id=row["id"],
            account=row["account"],
            actor=actor,
            created=moment(row["created"]),
            seen=moment(row["seen"]),
            expires=moment(row["expires"]),
            agent=row["agent"],
            address=row["address"],
            methods=tuple(json.loads(row["methods"])),
            assurance=row["assurance"],
        )

    def _open(self, row: store.Row, now: datetime) -> bool:
        return (
            row["ended"] is None
            and row["account_disabled"] is None
            and instant(now) < row["expires"]
            and now < self._idle_until(row)
            and same(row["seal"], self._seal(row))
        )

    def _idle_until(self, row: store.Row) -> datetime:
        return moment(row["seen"]) + self._settings.session_idle

    def _seal(self, row: store.Row) -> str:
        """Return the office's MAC over what must not change: another tool cannot make a session, or lengthen one."""
        fixed = ("id", "account", "digest", "created", "expires", "methods", "assurance")
        said = [row[name] for name in fixed]
        if row["acting"] is not None:
            said.append(row["acting"])
        return b64(self._place.cabinet.mac("sessions", canonical(said)))

    def _used(self, session: str, now: datetime) -> None:
        try:
            with self._place.database.write() as conn:
                store.touch_session(conn, session, now)
        except Busy:
            pass  # the next request writes it; nobody is signed out for being a minute late


def token_digest(token: str) -> str:
    """Return what is kept of a token: its SHA-256, which needs no salt because tokens are 256 random bits."""
    return sha256_hex(token.encode())


def _plausible(token: str) -> bool:
    return 0 < len(token) <= _LONGEST_TOKEN and token.isascii()


def _clean(text: str) -> str:
    """Return the text without what a database or a page cannot take: NUL, lone surrogates, control characters."""
    return "".join(sign for sign in text[: 4 * _AGENT_LENGTH] if sign.isprintable())
