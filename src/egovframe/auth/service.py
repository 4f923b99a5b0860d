"""The accounts component: `Auth` is the office's door, `Accounts` the verbs on a unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from egovframe.auth import store
from egovframe.auth.access.access import Access, Verbs
from egovframe.auth.access.facts import ACTING_CHANGED
from egovframe.auth.accounts import Accounts
from egovframe.auth.admission import Admission
from egovframe.auth.arrivals import Arrivals
from egovframe.auth.attempts.store import forget_attempts
from egovframe.auth.certified import Certified
from egovframe.auth.departures import Departures
from egovframe.auth.devices import device_mark
from egovframe.auth.directory import Directory
from egovframe.auth.entrance import Entrance
from egovframe.auth.factors.service import Factors
from egovframe.auth.factors.steps import Steps
from egovframe.auth.factors.store import forget_steps
from egovframe.auth.interfaces import (
    AccessPolicy,
    AnyPolicy,
    Authenticator,
    Message,
    Method,
    Policy,
    Provider,
    Source,
)
from egovframe.auth.letters import Letters
from egovframe.auth.model import Role, Session, Unit, name_key
from egovframe.auth.own import OwnAccount
from egovframe.auth.people import OIDC, People
from egovframe.auth.presented import Presented
from egovframe.auth.profiles.service import find_by_email, profile_of
from egovframe.auth.provider.model import REFRESH_LASTS
from egovframe.auth.provider.service import IdProvider
from egovframe.auth.provider.store import forget_passes
from egovframe.auth.publishing import publish
from egovframe.auth.recovery import Recovery
from egovframe.auth.refusal import Refusals
from egovframe.auth.sessions import Sessions
from egovframe.auth.settings import AuthSettings, Options
from egovframe.auth.signin import PEPPER, Door, Enrolled
from egovframe.auth.throttle import FORGET_AFTER, Throttle
from egovframe.auth.vouching import Vouching
from egovframe.kernel.errors import SettingsError
from egovframe.kernel.permissions import Actor
from egovframe.kernel.plugins import Plugin, Plugins
from egovframe.kernel.text import Text
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sqlalchemy import Connection

    from egovframe.auth.profiles.model import Profile
    from egovframe.kernel.work import Place

__all__ = ["AUTHENTICATORS", "POLICIES", "Accounts", "Auth"]

AUTHENTICATORS: Plugins[Method] = Plugins("egovframe.auth.authenticators", Method)
POLICIES: Plugins[AnyPolicy] = Plugins("egovframe.auth.policies", AnyPolicy)

_KEPT_AFTER_THE_END = timedelta(days=7)

_P = TypeVar("_P", bound=Plugin)


class Auth(OwnAccount):
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
        title: Text | None = None,
        language: str = "ko",
        separate: Collection[tuple[str, str]] = (),
        apart: Collection[tuple[str, str]] = (),
        forms: Collection[str] | None = None,
        permissions: Collection[str] | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        """Set the component up. `words` are words that no password may be made of, such as the office's name.

        `title` is what the office is called in letters and on keys, `language` that of people who chose none.
        `separate` are roles that nobody holds together, `apart` deeds that nobody does to the same object. `forms` and
        `permissions` are the names that grants and roles of the office may name; None lets every name pass. `zone` is
        the time of the city, in which policies see when somebody signs in.

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
            assurance=self.settings.assurance,
        )
        self.sessions_kept = Sessions(place, self.settings, self.access)
        self.methods = _loaded(AUTHENTICATORS, self.settings.authenticators)
        self.authenticators = {name: each for name, each in self.methods.items() if isinstance(each, Authenticator)}
        self.policies = {name: each for name, each in chosen.items() if isinstance(each, Policy)}
        self.sources = {name: each for name, each in self.methods.items() if isinstance(each, Source)}
        if not self.authenticators:
            raise SettingsError(
                "The setting auth.authenticators names no way to sign in.", hint="Add [auth.authenticators.password]."
            )
        self.providers = _providers(self.settings)
        self._place = place
        admission = Admission(
            place, self.settings, self.sessions_kept, methods=self.methods, policies=self.policies, zone=zone
        )
        self._admission = admission
        throttle = Throttle(place.database, place.cabinet, self.settings)
        steps, refusals = Steps(place, throttle, self.settings), Refusals(place, self.settings)
        called = title or Text.of(words[0] if words else "office")
        self.factors = Factors(place, steps, self.methods, office=called.in_(language))
        self.entrance = Entrance(
            place,
            methods=self.methods,
            sessions=self.sessions_kept,
            admission=admission,
            refusals=refusals,
            steps=steps,
            factors=self.factors,
            throttle=throttle,
        )
        messages = {name: each for name, each in self.methods.items() if isinstance(each, Message)}
        self.recovery = Recovery(
            place,
            messages=messages,
            sessions=self.sessions_kept,
            admission=admission,
            refusals=refusals,
            steps=steps,
            throttle=throttle,
        )
        for message in [*messages.values()][:1]:
            Letters(place.cabinet, message, office=called, language=language, title_of=self.title_of).follow(
                place.observers
            )
        self.id_provider = IdProvider(place, about=self._claims, is_open=self._is_open)
        self.people = People(
            place,
            methods=self.methods,
            providers=self.providers,
            sessions=self.sessions_kept,
            admission=admission,
            refusals=refusals,
            steps=steps,
            factors=self.factors,
            vouching=Vouching(place, self.accounts),
        )
        arrivals = Arrivals(methods=self.methods, people=self.people, entrance=self.entrance, steps=steps)
        self.departures = Departures(
            place, sources=self.sources, sessions=self.sessions_kept, vouching=Vouching(place, self.accounts)
        )
        self.certified = Certified(
            place,
            methods=self.methods,
            people=self.people,
            arrivals=arrivals,
            refusals=refusals,
            steps=steps,
            factors=self.factors,
            throttle=throttle,
        )
        self.presented = Presented(
            place, methods=self.methods, arrivals=arrivals, refusals=refusals, steps=steps, throttle=throttle
        )
        self._door = Door(
            place,
            self.settings,
            self.sessions_kept,
            authenticators=self.authenticators,
            sources=self.sources,
            people=self.people,
            admission=admission,
            refusals=refusals,
            steps=steps,
            throttle=throttle,
            departures=self.departures,
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

    def profile_of(self, conn: Connection, account_id: str) -> Profile | None:
        """Return the profile of an account, None for none (any more). For the office's own use, as `known` is."""
        return profile_of(self._place.cabinet, conn, account_id)

    def find_by_email(self, conn: Connection, email: str) -> list[str]:
        """Return the ids of the accounts whose primary address that is. For the office's own use, as `known` is."""
        return find_by_email(self._place.cabinet, conn, email)

    # ------------------------------------------------------------------ signing in and out

    def sign_in(
        self,
        name: str,
        password: str,
        *,
        origin: Origin | None = None,
        device: str = "",
        authenticator: str = "",
        onward: str = "",
    ) -> tuple[str, Session]:
        """Return a new session and its token, which is nowhere else.

        `device` is the mark that `device_mark` gave this browser after an earlier sign-in; strangers cannot slow such a
        device down. `onward` is where the person wanted to go. Raises MoreNeeded when one more proof is due (go on with
        `entrance`), SignInFailed, TooManyTries (with `retry_after` in seconds) or Busy, the same for names that nobody
        has.
        """
        came = self._door.sign_in(
            name, password, origin=origin or Origin(), device=device, authenticator=authenticator, onward=onward
        )
        return came.token, came.session

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

    def title_of(self, authenticator: str) -> Text:
        """Return what people read of a way to sign in: a plug-in by its name in the settings, or `oidc:` and a key."""
        provider = self.providers.get(authenticator.removeprefix(OIDC)) if authenticator.startswith(OIDC) else None
        if provider is not None:
            return Text.of(getattr(provider, "label", "") or authenticator.removeprefix(OIDC))
        method = self.methods.get(authenticator)
        return type(method).title if method is not None else Text.of(authenticator)

    # ------------------------------------------------------------------ passwords

    def imported(self, scheme: str, hash: str, *, name: str, authenticator: str = "") -> Enrolled:  # noqa: A002
        """Return what to keep for a password's hash of another system, for `Accounts.add`; see `legacy.py`.

        `name` is what the person was called there. The hash is replaced at the first right sign-in. Raises HashInvalid.
        """
        method = authenticator or self._door.usual
        return Enrolled(method, self.authenticators[method].imported(scheme, hash, name=name), PEPPER)

    # ------------------------------------------------------------------ for the provider

    def _claims(self, account_id: str) -> dict[str, Any] | None:
        """Return what other systems may be told of an account (OpenID Connect Core 1.0, 5.1); None when it is shut."""
        now = self._place.clock.now()
        with self._place.database.read() as conn:
            rows = store.account_rows(conn, id=account_id)
            if not rows or rows[0]["disabled"] is not None:
                return None
            profile = self.profile_of(conn, account_id)
            grants = [grant for grant in store.grants_of(conn, account_id) if grant.counts(now)]
            there = self.access.registry.within(conn, now).directory
        name = rows[0]["name"]
        # Other systems know no forms and no own cases: what is held that narrowly they would take for the whole role.
        whole = [each for each in grants if each.form is None and not each.own and each.role in there.roles]
        known = [each for each in whole if each.unit is None or each.unit in there.units]
        groups = [f"{grant.role}@{grant.unit}" if grant.unit else grant.role for grant in known]
        return {
            "name": (profile.display_name or profile.full_name if profile else "") or name,
            "preferred_username": name,
            "email": profile.email if profile else "",
            "groups": groups,
        }

    def _is_open(self, account_id: str, session_id: str) -> bool:
        return any(session.id == session_id for session in self.sessions_kept.open_sessions(account_id))

    # ------------------------------------------------------------------ keeping house

    def tidy(self) -> int:
        """Remove sessions that ended a week ago and counts of failures that are three months old; return how many."""
        now = self._place.clock.now()
        with self._place.database.write() as conn:
            forgotten = store.forget_sessions(conn, before=now - _KEPT_AFTER_THE_END)
            forgotten += forget_attempts(conn, before=now - FORGET_AFTER)
            forgotten += forget_passes(conn, before=now - REFRESH_LASTS)
            return forgotten + forget_steps(conn, before=now)


def _providers(settings: AuthSettings) -> dict[str, Provider]:
    """Return the providers that the settings name, each by its key. Raises PluginError."""
    found: dict[str, Provider] = {}
    for key, options in settings.oidc.items():
        provider = AUTHENTICATORS.load("oidc", options)
        assert isinstance(provider, Provider)  # noqa: S101 - our own plug-in
        found[key] = provider
    return found


def _loaded(plugins: Plugins[_P], chosen: Mapping[str, Options]) -> dict[str, _P]:
    return {name: plugins.load(name, options) for name, options in chosen.items()}
