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
from egovframe.auth.evidence import Person
from egovframe.auth.factors import store as factor_store
from egovframe.auth.factors.model import Step
from egovframe.auth.interfaces import Provider
from egovframe.auth.model import NAME_LENGTH, Account, Session, account_kind, account_name, name_key
from egovframe.auth.refusal import refused
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
    ) -> None:
        self._place = place
        self._methods = methods
        self._providers = providers
        self._sessions = sessions
        self._admission = admission
        self._refusals = refusals
        self._steps = steps
        self._factors = factors

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
        signed in and proves themselves once more: the provider is asked to have them do so, at the level that their
        roles ask for. `back` is where the browser comes back to. Raises AuthError for an unknown provider,
        SourceUnavailable, TooManyTries.
        """
        own = session or again
        assurance = self._asked(own) if own is not None else 1
        visit = self._provider(provider).begin(back, assurance=assurance, fresh=own is not None, language=language)
        step = Step(
            "sign-in" if session is None else "link",
            account="" if session is None else session.account,
            session="" if session is None else session.id,
            authenticator=OIDC + provider,
            kept=visit.kept,
            onward=onward,
            more={"state": visit.state, "back": back},
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
        if step.purpose == "link" and (session is None or session.id != step.session):
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
            step.authenticator, person, origin=origin, create=creates(plugin), onward=step.onward, device=device
        )

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
    ) -> Entered:
        """Let in whom somebody vouches for, by the account that is linked with them. `device` as for `Auth.sign_in`.

        Where there is none, `create` says of which kind a new one is; None makes none. Raises SignInFailed, MoreNeeded.
        """
        handle = self.handle_of(person)
        with self._place.database.read() as conn:
            row = factor_store.row_by_handle(conn, authenticator, handle)
        if row is None and create is None:
            raise self._refusals.failed(authenticator=authenticator, origin=origin, reason="linked with no account")
        account = self._created(authenticator, person, handle, create, origin) if row is None else str(row["account"])
        try:
            found = known(self._place, account)
        except StepOver as over:
            raise self._refusals.failed(
                authenticator=authenticator, origin=origin, reason="account disabled", account=f"account:{account}"
            ) from over
        shown = (replace(person.evidence, by=authenticator),)
        objection = self._admission.objection(
            self._admission.sign_in(found.account, found.held, shown, origin, device=device)
        )
        if row is not None and not factor_store.factor_of(row).counts:
            objection = "the link is disabled"
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

    def handle_of(self, person: Person) -> str:
        """Return the keyed digest under which a person is found: of issuer and subject, and nothing else."""
        # The length keeps two pairs apart whose texts, one behind the other, would be the same.
        whole = f"{len(person.issuer)}:{person.issuer}{person.subject}"
        return b64(self._place.cabinet.mac("identities", whole.encode("utf-8", "surrogatepass")))

    def link(self, step: Step, person: Person, *, origin: Origin) -> Linked:
        """Link the account of a step with a person. Raises StepOver, FactorTaken."""
        found = known(self._place, step.account)
        label = person.title or person.name or person.email
        with UnitOfWork(self._place, by=self._actor(found), origin=origin).running() as work:
            self._factors.link(work, found.account, step.authenticator, handle=self.handle_of(person), label=label)
        return Linked(step.onward)

    def _created(self, authenticator: str, person: Person, handle: str, kind: Kind | None, origin: Origin) -> str:
        """Add an account for a person and link it; return its id."""
        assert kind is not None  # noqa: S101 - asked before
        for _ in range(_TRIES):
            with suppress(FactorTaken, AccountExists), self._creating(origin) as work:
                account = self._new_account(work, person, kind)
                self._factors.link(work, account, authenticator, handle=handle, label=person.title or person.name)
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
            return account_name(wished.strip()[:NAME_LENGTH])
    return kind


def creates(plugin: Method) -> Kind | None:
    """Return of which kind accounts are that the plug-in's people get; None when they get none."""
    return account_kind(str(getattr(plugin, "kind", "citizen"))) if getattr(plugin, "create", False) else None
