"""Sessions and bearer tokens: opaque, kept as digests, and the actor built anew from the database at every request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth import facts, store
from egovframe.auth.errors import SessionNotFound
from egovframe.auth.evidence import Evidence, assurance_of
from egovframe.auth.factors.model import evidence_as_dict, evidence_of
from egovframe.auth.model import Account, Session
from egovframe.kernel.canonical import b64, canonical, canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.crypto import same, sha256_hex
from egovframe.kernel.errors import Busy
from egovframe.kernel.ids import new_id, new_token
from egovframe.kernel.permissions import LEVELS, Actor

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
        self._touch = min(_TOUCH, *(settings.limits(level)[1] / 10 for level in LEVELS))

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
        actor, raised = self._access.actor_of(rows, now, assurance=rows[0]["assurance"])
        return self._session(rows[0], actor, raised=raised)

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
        actor, raised = self._access.actor_of(rows, now, assurance=LEVELS[0])
        # A token is one proof of a person; a program has nothing else to show, so it is given what its roles give.
        return raised or actor if row["account_kind"] == "service" else actor

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

    def shown(self, row: store.Row, now: datetime) -> Session | None:
        """Return an open session from its row with its account's name and kind, for show; None when it is idle."""
        if self._idle_until(row) <= now:
            return None
        return self._session(row, Actor(kind=row["account_kind"], id=row["account"], name=row["account_name"]))

    # ------------------------------------------------------------------ beginning and ending

    def begin(
        self,
        work: UnitOfWork,
        account: Account,
        held: Held,
        *,
        shown: Sequence[Evidence],
        authenticator: str = "",
        leave: str = "",
        until: datetime | None = None,
    ) -> tuple[str, Session]:
        """Open a session within the unit of work, and end the account's oldest ones above the limit.

        `shown` is what the person proved, `leave` what a provider needs when the person signs out, `until` when the
        session ends at the latest where that is sooner than its level allows. Returns the token, which is nowhere else,
        and the session. The caller notes the fact.
        """
        open_now = store.open_sessions(work.conn, account.id, work.at)
        surplus = [row["id"] for row in open_now[self._settings.sessions_per_account - 1 :]]
        self.end(work, account.ref, surplus, reason="too many sessions")
        token = new_token()
        now = instant(work.at)
        assurance = assurance_of(shown)
        expires = work.at + self._settings.limits(assurance)[0]
        session = new_id()
        row: dict[str, Any] = {
            "id": session,
            "account": account.id,
            "digest": token_digest(token),
            "created": now,
            "seen": now,
            "expires": instant(expires if until is None else min(expires, until)),
            "ended": None,
            "methods": canonical_text([*dict.fromkeys(evidence.method for evidence in shown)]),
            "assurance": assurance,
            "address": work.origin.address[:_AGENT_LENGTH],
            "agent": _clean(work.origin.agent)[:_AGENT_LENGTH],
            "authenticator": authenticator,
            "shown": canonical_text([evidence_as_dict(evidence) for evidence in shown]),
            "tier": next((evidence.tier for evidence in shown if evidence.tier), None),
            "leave": self._place.cabinet.office_seal(f"leave:{session}", leave.encode()) if leave else None,
            "acting": None,
        }
        row["seal"] = self._seal(row)
        store.insert_session(work, row)
        actor, raised = self._access.at_level(account, held, assurance)
        return token, self._session(row, actor, raised=raised)

    def leaving(self, session: Session) -> str:
        """Return what the provider of a session needs when the person signs out; empty when there is nothing."""
        with self._place.database.read() as conn:
            return self.leaving_of(conn, session.id)

    def leaving_of(self, conn: Connection, session: str) -> str:
        """Return the same of a session by its id."""
        sealed = store.leave_of(conn, session)
        return self._place.cabinet.office_open(f"leave:{session}", sealed).decode() if sealed else ""

    def asked_by(self, held: Held) -> int:
        """Return the highest assurance level that any of the roles asks for, 1 when none asks."""
        return self._access.asked_by(held)

    def roles_of(self, conn: Connection, held: Held) -> frozenset[str]:
        """Return the names of the roles and of all that they include, as they are now."""
        return self._access.names_of(held, rule=self._access.registry.within(conn, self._place.clock.now()))

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

    def actor(self, account: Account, held: Held, *, assurance: int = 0) -> Actor:
        """Return the account as an actor who holds what the city declares for these roles, and how sure that is."""
        return self._access.actor(account, held, assurance=assurance)

    def _session(self, row: store.Row, actor: Actor, *, raised: Actor | None = None) -> Session:
        shown = json.loads(row["shown"]) if row["shown"] else []
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
            tier=row["tier"] or "",
            authenticator=row["authenticator"] or "",
            shown=tuple(evidence_of(each) for each in shown),
            raised=raised,
            acting=row.get("acting") or "",
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
        return moment(row["seen"]) + self._settings.limits(row["assurance"])[1]

    def _seal(self, row: store.Row) -> str:
        """Return the office's MAC over what must not change: another tool cannot make a session, or lengthen one."""
        fixed = [row[name] for name in ("id", "account", "digest", "created", "expires", "methods", "assurance")]
        names = ("authenticator", "shown", "tier", "acting")
        later = {name: row[name] for name in names if row[name] is not None}
        return b64(self._place.cabinet.mac("sessions", canonical([*fixed, later] if later else fixed)))

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
