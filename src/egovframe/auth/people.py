"""People whom others vouch for: providers, directories, certificates; linked with accounts by who they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from egovframe.auth import facts, store
from egovframe.auth.admission import Admission, Entered, Known, known
from egovframe.auth.errors import (
    AccountExists,
    AuthError,
    FactorTaken,
    MoreNeeded,
    ProofRefused,
    StepOver,
)
from egovframe.auth.events import AccountAdded
from egovframe.auth.evidence import Evidence, Person
from egovframe.auth.factors import store as factor_store
from egovframe.auth.factors.model import Step
from egovframe.auth.factors.service import opened
from egovframe.auth.interfaces import Provider, Source
from egovframe.auth.model import NAME_LENGTH, Account, Session, account_kind, account_name, name_key, new_name
from egovframe.auth.oidc.farewells import end_sessions
from egovframe.auth.refusal import refused
from egovframe.auth.vouching import first_profile
from egovframe.kernel.canonical import b64
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import Invalid
from egovframe.kernel.ids import new_id, new_token
from egovframe.kernel.permissions import Actor, Kind
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.factors.service import Factors
    from egovframe.auth.factors.steps import Steps
    from egovframe.auth.interfaces import Method
    from egovframe.auth.refusal import Refusals
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.vouching import Vouching
    from egovframe.kernel.work import Place

OIDC: Final = "oidc:"
"""Before the key of a provider, where it stands for a way to sign in."""
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Linked:
    """A provider's account was linked with one's own, instead of signing anybody in."""

    onward: str


class People:
    """Lets in whom others vouch for. Nobody is ever found by name or mail. Serves many threads."""

    def __init__(
        self,
        place: Place,
        *,
        methods: Mapping[str, Method],
        providers: Mapping[str, Provider],
        sessions: Sessions,
        admission: Admission,
        refusals: Refusals,
        steps: Steps,
        factors: Factors,
        vouching: Vouching,
    ) -> None:
        self._place = place
        self._methods = methods
        self._providers = providers
        self._sessions = sessions
        self._admission = admission
        self._refusals = refusals
        self._steps = steps
        self._factors = factors
        self._vouching = vouching

    # ------------------------------------------------------------------ providers

    def begin(
        self,
        provider: str,
        back: str,
        *,
        session: Session | None = None,
        again: Session | None = None,
        onward: str = "",
        language: str = "ko",
        origin: Origin | None = None,
    ) -> tuple[str, str]:
        """Begin a visit at a provider; return the token of the step and where the browser goes.

        With a session the visit links the provider's account with one's own. `again` is the session of somebody who is
        signed in and proves themselves once more, as the same person: the provider is asked to have them do so, at the
        level that their roles ask for. `back` is where the browser comes back to. Raises AuthError for an unknown
        provider, SourceUnavailable, TooManyTries.
        """
        own = session or again
        assurance = self._asked(own) if own is not None else 1
        visit = self._provider(provider).begin(back, assurance=assurance, fresh=own is not None, language=language)
        more = {"state": visit.state, "back": back, **({} if again is None else {"only": again.account})}
        step = Step(
            "sign-in" if session is None else "link",
            account="" if session is None else session.account,
            session="" if own is None else own.id,
            authenticator=OIDC + provider,
            kept=visit.kept,
            onward=onward,
            more=more,
        )
        return self._steps.open(step, origin=origin), visit.url

    def end(
        self,
        token: str,
        provider: str,
        answer: Mapping[str, str],
        *,
        origin: Origin,
        session: Session | None = None,
        device: str = "",
    ) -> Entered | Linked:
        """Take what a provider answered; the step is spent, whatever comes of it. `device` as for `Auth.sign_in`.

        Raises StepOver when the answer is not to this visit, SignInFailed, SourceUnavailable, MoreNeeded, FactorTaken.
        """
        held = self._steps.read(token)
        step = held.step
        if step.authenticator != OIDC + provider or not same(step.more.get("state", ""), answer.get("state", "")):
            raise StepOver
        with self._steps.spending(held):
            pass
        if step.session and (session is None or session.id != step.session):
            raise StepOver
        plugin = self._provider(provider)
        try:
            person = plugin.finish(step.kept, answer, step.more["back"])
        except ProofRefused as refused:
            raise self._refusals.failed(
                authenticator=step.authenticator, origin=origin, reason=refused.message
            ) from refused
        if step.purpose == "link":
            return self.link(step, person, origin=origin)
        return self.enter(
            step.authenticator,
            person,
            origin=origin,
            create=creates(plugin),
            onward=step.onward,
            device=device,
            only=step.more.get("only", ""),
        )

    def ended(self, provider: str, message: str, *, origin: Origin) -> int:
        """End the sessions of whoever signed out at a provider, which says so itself; return how many.

        Raises AuthError for an unknown provider, ProofRefused for a message that is not to be believed or was taken
        before, SourceUnavailable.
        """
        farewell = self._provider(provider).ended(message)
        handle = self.handle_of(Person(farewell.issuer, farewell.subject, Evidence("fed")))
        return end_sessions(self._place, self._sessions, OIDC + provider, farewell, handle=handle, origin=origin)

    def leave(self, session: Session, back: str) -> str:
        """Return the address at which the person signs out at the session's provider too; empty when there is none."""
        provider = self._providers.get(session.authenticator.removeprefix(OIDC))
        if provider is None or not session.authenticator.startswith(OIDC):
            return ""
        return provider.leave(self._sessions.leaving(session), back)

    def _provider(self, key: str) -> Provider:
        if key not in self._providers:
            raise AuthError(f"Nobody signs in with {key[:60]!r} here.", hint="The settings name it under [auth.oidc].")
        return self._providers[key]

    # ------------------------------------------------------------------ whoever it is

    def enter(
        self,
        authenticator: str,
        person: Person,
        *,
        origin: Origin,
        create: Kind | None = None,
        onward: str = "",
        device: str = "",
        only: str = "",
    ) -> Entered:
        """Let in whom somebody vouches for, by the account that is linked with them. `device` as for `Auth.sign_in`.

        Where there is none, `create` says of which kind a new one is; None makes none. `only` is the id of the one
        account that it may be. The roles that the account holds on that word are brought up to date. Raises
        SignInFailed, MoreNeeded.
        """
        handle = self.handle_of(person)
        with self._place.database.read() as conn:
            row = factor_store.row_by_handle(conn, authenticator, handle)
        unknown = self._unknown(row, person, only, create)
        if unknown:
            raise self._refusals.failed(authenticator=authenticator, origin=origin, reason=unknown)
        account = self._created(authenticator, person, handle, create, origin) if row is None else str(row["account"])
        try:
            found = known(self._place, account)
        except StepOver as over:
            raise self._refusals.failed(
                authenticator=authenticator, origin=origin, reason="account disabled", account=f"account:{account}"
            ) from over
        shown = (replace(person.evidence, by=authenticator),)
        objection = "the link is disabled" if row is not None and not factor_store.factor_of(row).counts else ""
        if not objection:
            found = self._kept_up(found, authenticator, person, origin)
            asked = self._admission.sign_in(found.account, found.held, shown, origin, device=device)
            objection = self._admission.objection(asked)
        if objection:
            raise self._refusals.failed(
                authenticator=authenticator, origin=origin, reason=objection, account=found.account.ref
            )
        try:
            with UnitOfWork(self._place, by=self._actor(found), origin=origin).running() as work:
                now = factor_store.row_by_handle(work.conn, authenticator, handle)
                if now is None or now["account"] != account:
                    raise StepOver
                came = self._admission.admit(
                    work, found.account, found.held, shown, first=authenticator, leave=person.kept, onward=onward
                )
        except StepOver as over:  # disabled, or unlinked, in this very moment
            raise self._refusals.failed(
                authenticator=authenticator, origin=origin, reason="changed", account=found.account.ref
            ) from over
        if isinstance(came, Step):
            raise MoreNeeded(step=self._steps.open(came, origin=origin))
        return came

    def _unknown(self, row: factor_store.Row | None, person: Person, only: str, create: Kind | None) -> str:
        """Return why there is no account for whoever came; empty when there is one, or one is to be made."""
        if only and (row is None or row["account"] != only):
            return "somebody else came back"
        if row is not None and self._is_another(row, person):
            return "the subject there is another person now"
        return "linked with no account" if row is None and create is None else ""

    def _kept_up(self, found: Known, authenticator: str, person: Person, origin: Origin) -> Known:
        """Return the account with the roles that it holds once those given to the person are brought up to date."""
        changed = self._vouching.keep_up(authenticator, found.account, person, origin=origin)
        return known(self._place, found.account.id) if changed else found

    def holder(self, authenticator: str, person: Person) -> str:
        """Return the id of the account that is linked with somebody; an empty text for none, or a shut link."""
        with self._place.database.read() as conn:
            row = factor_store.row_by_handle(conn, authenticator, self.handle_of(person))
        return str(row["account"]) if row is not None and factor_store.factor_of(row).counts else ""

    def handle_of(self, person: Person) -> str:
        """Return the keyed digest under which a person is found: of issuer and subject, and nothing else."""
        # The length keeps two pairs apart whose texts, one behind the other, would be the same.
        whole = f"{len(person.issuer)}:{person.issuer}{person.subject}"
        return b64(self._place.cabinet.mac("identities", whole.encode("utf-8", "surrogatepass")))

    def unique_of(self, person: Person) -> str:
        """Return what is kept of a national identifier (CI): a keyed digest; empty when there is none."""
        if not person.unique:
            return ""
        return b64(self._place.cabinet.mac("uniques", person.unique.encode("utf-8", "surrogatepass")))

    def _is_another(self, row: factor_store.Row, person: Person) -> bool:
        """Say whether the provider gave the subject to somebody else since: the national identifiers then differ."""
        kept = opened(self._place.cabinet, row)
        return bool(kept and person.unique) and not same(kept, self.unique_of(person))

    def link(self, step: Step, person: Person, *, origin: Origin) -> Linked:
        """Link the account of a step with a person. Raises StepOver, FactorTaken."""
        found = known(self._place, step.account)
        label = person.title or person.name or person.email
        with UnitOfWork(self._place, by=self._actor(found), origin=origin).running() as work:
            handle, unique = self.handle_of(person), self.unique_of(person)
            self._factors.link(work, found.account, step.authenticator, handle=handle, label=label, stored=unique)
        return Linked(step.onward)

    def _created(self, authenticator: str, person: Person, handle: str, kind: Kind | None, origin: Origin) -> str:
        """Add an account for a person and link it; return its id."""
        assert kind is not None  # noqa: S101 - asked before
        for _ in range(_TRIES):
            with suppress(FactorTaken, AccountExists), self._creating(origin) as work:
                account = self._new_account(work, person, kind)
                label, unique = person.title or person.name, self.unique_of(person)
                self._factors.link(work, account, authenticator, handle=handle, label=label, stored=unique)
                if isinstance(self._methods.get(authenticator), Source):  # another site's word is no employer's
                    first_profile(work, account, person)
                return account.id
            with self._place.database.read() as conn:  # the same person came in twice at once: one account is enough
                row = factor_store.row_by_handle(conn, authenticator, handle)
            if row is not None:
                return str(row["account"])
        raise refused()

    @contextmanager
    def _creating(self, origin: Origin) -> Iterator[UnitOfWork]:
        with UnitOfWork(self._place, by=Actor.system("sign-in"), origin=origin).running() as work:
            yield work

    def _new_account(self, work: UnitOfWork, person: Person, kind: Kind) -> Account:
        """Add an account: by the name that was given where it is one and free, with some signs added otherwise."""
        name = _named(person, kind)
        if store.account_rows(work.conn, name_key=name_key(name)):
            name = account_name(f"{name[: NAME_LENGTH - 9].strip()}-{new_token()[:8]}")
        account = Account(id=new_id(), name=name, kind=kind, created=work.at)
        store.insert_account(work, account, name_key=name_key(name))
        work.note(
            facts.ADDED,
            object=account.ref,
            subjects=(account.ref,),
            details={"kind": kind, "authenticators": []},
            private={"name": account.name},
        )
        work.emit(AccountAdded(account_id=account.id, kind=kind))
        return account

    def _asked(self, own: Session) -> int:
        """Return the level that somebody who is signed in is to show at a provider."""
        return max(own.assurance, self._sessions.asked_by(known(self._place, own.account).held))

    def _actor(self, found: Known) -> Actor:
        return self._sessions.actor(found.account, found.held)


def _named(person: Person, kind: Kind) -> str:
    """Return the first name that can be one of an account: what others say may be empty, or hold anything."""
    for wished in (person.name, person.title):
        with suppress(Invalid):
            return new_name(wished.strip()[:NAME_LENGTH])
    return kind


def creates(plugin: Method) -> Kind | None:
    """Return of which kind accounts are that the plug-in's people get; None when they get none."""
    return account_kind(str(getattr(plugin, "kind", "citizen"))) if getattr(plugin, "create", False) else None
