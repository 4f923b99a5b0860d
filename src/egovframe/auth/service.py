"""The accounts component: `Auth` is the office's door, `Accounts` the verbs on a unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from egovframe.auth import facts, store
from egovframe.auth.access.access import Access, Verbs
from egovframe.auth.access.facts import ACTING_CHANGED
from egovframe.auth.accounts import Accounts
from egovframe.auth.devices import device_mark
from egovframe.auth.directory import WHOLE_OFFICE, Directory
from egovframe.auth.errors import AccountNotFound
from egovframe.auth.interfaces import AccessPolicy, AnyPolicy, Authenticator, Method, Policy
from egovframe.auth.model import Account, Role, Session, Unit, name_key
from egovframe.auth.permissions import SESSION_END
from egovframe.auth.publishing import publish
from egovframe.auth.sessions import Sessions
from egovframe.auth.settings import AuthSettings, Options
from egovframe.auth.signin import Door, Enrolled, keep_enrolled
from egovframe.auth.throttle import FORGET_AFTER
from egovframe.kernel.errors import SettingsError
from egovframe.kernel.permissions import Actor
from egovframe.kernel.plugins import Plugin, Plugins
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.kernel.work import Place

__all__ = ["AUTHENTICATORS", "POLICIES", "Accounts", "Auth"]

AUTHENTICATORS: Plugins[Method] = Plugins("egovframe.auth.authenticators", Method)
POLICIES: Plugins[AnyPolicy] = Plugins("egovframe.auth.policies", AnyPolicy)

_KEPT_AFTER_THE_END = timedelta(days=7)

_P = TypeVar("_P", bound=Plugin)


class Auth:
    """Signs people in, knows who is asking, and publishes the roles and units of the city.

    Usable by many threads. Everything it knows about people is in the database: two processes agree.
    """

    def __init__(
        self,
        place: Place,
        settings: AuthSettings | None = None,
        roles: Iterable[Role] = (),
        units: Iterable[Unit] = (),
        *,
        words: tuple[str, ...] = (),
        separate: Collection[tuple[str, str]] = (),
        apart: Collection[tuple[str, str]] = (),
        forms: Collection[str] | None = None,
        permissions: Collection[str] | None = None,
    ) -> None:
        """Set the component up. `words` are words that no password may be made of, such as the office's name.

        `separate` are roles that nobody holds together, `apart` deeds that nobody does to the same object. `forms` and
        `permissions` are the names that grants and roles of the office may name; None lets every name pass.

        Raises PluginError when a plug-in that the settings name cannot be used, DeclarationError when roles and units
        do not hold together.
        """
        self.settings = settings or AuthSettings()
        chosen = _loaded(POLICIES, self.settings.policies)
        self.access = Access(
            place,
            roles,
            units,
            separate=separate,
            apart=apart,
            policies={name: each for name, each in chosen.items() if isinstance(each, AccessPolicy)},
            forms=forms,
            permissions=permissions,
        )
        self.sessions_kept = Sessions(place, self.settings, self.access)
        self.methods = _loaded(AUTHENTICATORS, self.settings.authenticators)
        self.authenticators = {name: each for name, each in self.methods.items() if isinstance(each, Authenticator)}
        self.policies = {name: each for name, each in chosen.items() if isinstance(each, Policy)}
        if not self.authenticators:
            raise SettingsError(
                "The setting auth.authenticators names no way to sign in.", hint="Add [auth.authenticators.password]."
            )
        self._place = place
        self._door = Door(
            place,
            self.settings,
            self.sessions_kept,
            authenticators=self.authenticators,
            policies=self.policies,
            words=words,
        )

    @property
    def directory(self) -> Directory:
        """The roles and units as this process last saw them."""
        return self.access.registry.now.directory

    def accounts(self, work: UnitOfWork) -> Accounts:
        """Return the verbs of accounts on this unit of work."""
        return Accounts(work, self)

    def rights(self, work: UnitOfWork) -> Verbs:
        """Return the verbs of roles, units and acting in somebody's place on this unit of work."""
        return Verbs(work, self.access)

    def act(self, session: Session, by: str | None, *, origin: Origin | None = None) -> None:
        """Have a session act by a delegation or impersonation (`delegation:<id>`), or for its own account again (None).

        From its next request on. Raises DelegationNotFound when it is not in force for the account, SessionNotFound.
        """
        account = self._account(session.account)
        with UnitOfWork(self._place, by=session.actor, origin=origin).running() as work:
            subjects = [account.ref]
            if by is not None:
                subjects.append(f"account:{self.access.usable(work.conn, account, by, work.at)}")
            self.sessions_kept.act(work, account.id, session.id, by)
            work.note(
                ACTING_CHANGED, object=f"session:{session.id}", subjects=tuple(subjects), details={"acting": by or ""}
            )

    def publish(self, work: UnitOfWork) -> list[str]:
        """Publish the declared roles and units in their tables; return what changed. See `publishing.py`."""
        return publish(work, self.access.registry.declared)

    def officer(self, conn: Connection, name: str) -> Actor | None:
        """Return the account of that name with what it may do now; None when there is none or it is disabled."""
        now = self._place.clock.now()
        found = store.candidate(conn, name_key(name), self._door.usual, now)
        if found is None or found.account.disabled is not None:
            return None
        return self.access.actor(found.account, found.held, rule=self.access.registry.within(conn, now))

    def known(self, conn: Connection, account_id: str, at: datetime) -> tuple[str, tuple[str, ...]] | None:
        """Return the name of an account and the declared units in which it held roles at that moment; None for nobody.

        For the office's own use: it asks for no permission, so who is told what is up to the caller.
        """
        rows = store.account_rows(conn, id=account_id)
        if not rows:
            return None
        held = (grant.unit for grant in store.grants_of(conn, account_id) if grant.unit and grant.counts(at))
        return str(rows[0]["name"]), tuple(unit for unit in dict.fromkeys(held) if unit in self.directory.units)

    # ------------------------------------------------------------------ signing in and out

    def sign_in(
        self,
        name: str,
        password: str,
        *,
        origin: Origin | None = None,
        device: str = "",
        authenticator: str = "",
    ) -> tuple[str, Session]:
        """Return a new session and its token, which is nowhere else.

        `device` is the mark that `device_mark` gave this browser after an earlier sign-in; strangers cannot slow such a
        device down. Raises SignInFailed, TooManyTries (with `retry_after` in seconds) or Busy, the same for names that
        nobody has.
        """
        return self._door.sign_in(name, password, origin=origin or Origin(), device=device, authenticator=authenticator)

    def device_mark(self, session: Session) -> str:
        """Return a mark for the browser of a new session to keep, by which it is known at the next sign-in."""
        return device_mark(self._place.cabinet, session.account)

    def session(self, token: str) -> Session | None:
        """Return the session of a token and what its account may do now; None when there is none (any more)."""
        return self.sessions_kept.session(token)

    def bearer(self, token: str) -> Actor | None:
        """Return who a bearer token stands for and what they may do now; None when it stands for nobody."""
        return self.sessions_kept.bearer(token)

    def sign_out(self, token: str, *, origin: Origin | None = None) -> None:
        """End the session of this token; one that has ended already stays so."""
        session = self.session(token)
        if session is None:
            return
        with UnitOfWork(self._place, by=session.actor, origin=origin).running() as work:
            self.sessions_kept.end(work, f"account:{session.account}", [session.id], reason="signed out")

    # ------------------------------------------------------------------ my sessions

    def sessions(self, account_id: str) -> list[Session]:
        """Return the account's sessions, the one used last first. Their actors hold nothing: they are for show."""
        return self.sessions_kept.open_sessions(account_id)

    def end_session(
        self, account_id: str, session_id: str, *, by: Actor | None = None, origin: Origin | None = None
    ) -> None:
        """End one session of the account: for its owner, or for `by`, who then needs `session.end`.

        Raises SessionNotFound.
        """
        with self._owners_work(account_id, by, origin) as (work, account):
            self.sessions_kept.end_one(work, account, session_id, reason="ended from the list")

    def end_others(
        self, account_id: str, keep: str = "", *, by: Actor | None = None, origin: Origin | None = None
    ) -> int:
        """End the account's sessions but the one with the id `keep`; return how many. Who may: see `end_session`."""
        with self._owners_work(account_id, by, origin) as (work, account):
            return self.sessions_kept.end_all(work, account, keep=keep, reason="ended from the list")

    # ------------------------------------------------------------------ passwords

    def enrol(self, secret: str, *, words: tuple[str, ...] = (), authenticator: str = "") -> Enrolled:
        """Return what to keep for a secret, for `Accounts.add` and `Accounts.set_password`.

        Takes a noticeable time on purpose: call it before a unit of work. Raises PasswordRefused or Busy.
        """
        return self._door.enrol(secret, words=words, authenticator=authenticator)

    def change_password(
        self, account_id: str, current: str, new: str, *, keep: str = "", origin: Origin | None = None
    ) -> None:
        """Change one's own password, and end one's sessions but the one with the id `keep`.

        Raises SignInFailed when `current` is not the present one, TooManyTries, PasswordRefused, Busy.
        """
        account = self._account(account_id)
        self._door.check(account, current, origin=origin or Origin())
        enrolled = self.enrol(new, words=(account.name,))
        with self._owners_work(account_id, None, origin) as (work, account):
            self.replace(work, account, enrolled, keep=keep)

    def replace(self, work: UnitOfWork, account: Account, enrolled: Enrolled, *, keep: str = "") -> None:
        """Keep a new secret for the account, and end its sessions but `keep`. Asks for no permission."""
        keep_enrolled(work, account.id, enrolled)
        work.note(
            facts.CHANGED,
            object=account.ref,
            subjects=(account.ref,),
            details={"authenticator": enrolled.authenticator},
        )
        self._door.forget_failures(work, account)
        self.sessions_kept.end_all(work, account, keep=keep, reason="password changed")

    # ------------------------------------------------------------------ keeping house

    def tidy(self) -> int:
        """Remove sessions that ended a week ago and counts of failures that are three months old; return how many."""
        now = self._place.clock.now()
        with self._place.database.write() as conn:
            return store.forget_sessions(conn, before=now - _KEPT_AFTER_THE_END) + store.forget_attempts(
                conn, before=now - FORGET_AFTER
            )

    def _account(self, account_id: str) -> Account:
        with self._place.database.read() as conn:
            rows = store.account_rows(conn, id=account_id)
        if not rows:
            raise AccountNotFound("There is no such account.", hint="It may have been made in another office.")
        return store.account_of(rows[0])

    @contextmanager
    def _owners_work(
        self, account_id: str, by: Actor | None, origin: Origin | None
    ) -> Iterator[tuple[UnitOfWork, Account]]:
        """Open a unit of work on somebody's sessions, for the owner or for whoever holds `session.end`."""
        if by is None or by.id == account_id:
            account = self._account(account_id)
            owner = by or Actor(kind=account.kind, id=account.id, name=account.name)
            with UnitOfWork(self._place, by=owner, origin=origin).running() as work:
                yield work, account
            return
        with UnitOfWork(self._place, by=by, origin=origin).running() as work:
            work.need(SESSION_END.name, unit=WHOLE_OFFICE)
            yield work, self._account(account_id)


def _loaded(plugins: Plugins[_P], chosen: Mapping[str, Options]) -> dict[str, _P]:
    return {name: plugins.load(name, options) for name, options in chosen.items()}
