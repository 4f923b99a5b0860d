"""Signing in: the same answer and the same work whoever asks, slowed down, and a fact whatever comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from egovframe.auth import facts, store
from egovframe.auth.admission import Admission, Entered
from egovframe.auth.devices import device_of
from egovframe.auth.errors import (
    AuthError,
    MoreNeeded,
    NameInvalid,
    PasswordRefused,
    SignInFailed,
    SourceUnavailable,
)
from egovframe.auth.events import AuthenticatorDisabled
from egovframe.auth.evidence import Evidence, Person
from egovframe.auth.factors.model import Step
from egovframe.auth.first import SAME, marked, unmarked
from egovframe.auth.gate import Gate
from egovframe.auth.interfaces import Authenticator, Enrolment, Pepper, Proof, Source
from egovframe.auth.model import LONGEST_TYPED, Account, account_name, name_key
from egovframe.auth.people import People, creates
from egovframe.auth.throttle import Counted, Throttle, Try
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Busy, Fault
from egovframe.kernel.ids import new_id
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.auth.departures import Departures
    from egovframe.auth.factors.steps import Steps
    from egovframe.auth.refusal import Refusals
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.settings import AuthSettings
    from egovframe.kernel.work import Place

PEPPER: Final = "sign-in-1"
"""The office's key that new credentials are mixed with; each row remembers which one it was."""
_AWAY: Final = "a directory did not answer"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What an authenticator keeps for a secret, computed before a unit of work begins to write."""

    authenticator: str
    stored: str
    pepper: str

    def as_first(self, until: datetime) -> Enrolled:
        """Return the same as a first secret: it counts until then, and only to choose another one."""
        return replace(self, stored=marked(self.stored, until=until))

    @property
    def first(self) -> bool:
        """Say whether its owner must choose another one at the first sign-in."""
        return unmarked(self.stored)[0] is not None


class Door:
    """Checks who somebody is, once a sign-in. Serves many threads; owns the gates that bound costly checks.

    Directories have a gate of their own: a slow one must not keep those waiting whose password is checked here.
    """

    def __init__(
        self,
        place: Place,
        settings: AuthSettings,
        sessions: Sessions,
        *,
        authenticators: Mapping[str, Authenticator],
        sources: Mapping[str, Source],
        people: People,
        admission: Admission,
        refusals: Refusals,
        steps: Steps,
        throttle: Throttle,
        departures: Departures,
        words: tuple[str, ...],
    ) -> None:
        self._place = place
        self._sessions = sessions
        self._authenticators = authenticators
        self._sources = sources
        self._people = people
        self._admission = admission
        self._refusals = refusals
        self._steps = steps
        self._throttle = throttle
        self._departures = departures
        self._words = words
        self._failures_limit = settings.failures_limit
        self._decoys = {name: authenticator.decoy() for name, authenticator in authenticators.items()}
        self._gate = Gate(
            settings.hashing_at_once, queue=settings.hashing_queue, seconds=settings.hashing_wait.total_seconds()
        )
        self._sources_gate = Gate(
            settings.sources_at_once, queue=settings.sources_queue, seconds=settings.sources_wait.total_seconds()
        )

    @property
    def usual(self) -> str:
        """Return the authenticator that is meant when none is named."""
        return next(iter(self._authenticators))

    def enrol(
        self, secret: str, *, words: tuple[str, ...] = (), authenticator: str = "", account: str = ""
    ) -> Enrolled:
        """Return what to keep for a secret of that account. Raises PasswordRefused with the reasons, or Busy."""
        name = authenticator or self.usual
        second = False
        if account:
            with self._place.database.read() as conn:
                second = bool(self._admission.ways(conn, account))
        enrolment = Enrolment(
            secret=secret, pepper=self._pepper(PEPPER), words=(*words, *self._words), second_factor=second
        )
        with self._gate.entered():
            return Enrolled(name, self._authenticators[name].enrol(enrolment), PEPPER)

    def sign_in(
        self, typed: str, secret: str, *, origin: Origin, device: str, authenticator: str, onward: str = ""
    ) -> Entered:
        """Return a new session with its token.

        Raises MoreNeeded with the step to go on from, SignInFailed, TooManyTries, SourceUnavailable or Busy, the same
        for names that nobody has.
        """
        method = authenticator or self.usual
        if method not in self._authenticators:
            raise AuthError(f"Nobody signs in with {method!r} here.", hint="Name one of [auth.authenticators].")
        found = self._candidate(typed, method)
        proof, counted = self.prove(typed, secret, found, method=method, origin=origin, device=device)
        if not proof.accepted or found is None:
            try:
                vouched = self._elsewhere(typed, secret, found)
            except (SourceUnavailable, Busy):  # a failure all the same: else guesses were free meanwhile
                self._failed(typed, found, counted, method=method, origin=origin, reason=_AWAY)
                raise
            if vouched is None:
                self._departures.hurry.set()  # perhaps the directory does not know them any more
                raise self._failed(typed, found, counted, method=method, origin=origin, reason=self._reason(found))
            with self._place.database.write() as conn:
                self._throttle.forgive(conn, self._about(typed, found, origin, device))
            key, person = vouched
            return self._people.enter(
                key, person, origin=origin, create=creates(self._sources[key]), onward=onward, device=device
            )
        shown = (self._authenticators[method].evidence(),)
        objection = self._admission.objection(
            self._admission.sign_in(found.account, found.held, shown, origin, device=device)
        )
        if objection:
            raise self._failed(typed, found, counted, method=method, origin=origin, reason=objection)
        actor = self._sessions.actor(found.account, found.held)
        with UnitOfWork(self._place, by=actor, origin=origin).running() as work:
            came: Entered | Step | None = None
            if self._as_proved(work, found, proof, method):
                came = self._admitted(work, found, proof, shown, first=method, onward=onward)
                self._throttle.forgive(work.conn, self._about(typed, found, origin, device))
        if came is None:  # disabled, or the password changed, while it was being checked
            raise self._failed(typed, found, counted, method=method, origin=origin, reason="changed")
        if isinstance(came, Step):
            raise MoreNeeded(step=self._steps.open(came, origin=origin))
        return came

    def _admitted(
        self,
        work: UnitOfWork,
        found: store.Candidate,
        proof: Proof,
        shown: tuple[Evidence, ...],
        *,
        first: str,
        onward: str,
    ) -> Entered | Step:
        """Let in whoever typed a right secret, or return how they go on.

        A first secret, which somebody else knows, lets nobody in: it proves enough to choose another one, once the
        second factor was shown as well. So does one that is too short to be the only factor.
        """
        account, enough = found.account.id, self._admission.enough(work.conn, found.account.id, found.held, shown)
        if found.credential is not None and unmarked(found.credential["stored"])[0] is not None:
            more = {"given": "yes"}
            return Step("new-password" if enough else "recover", account=account, shown=shown, more=more)
        if not proof.alone and enough:
            return Step("new-password", account=account, shown=shown)
        return self._admission.admit(work, found.account, found.held, shown, first=first, onward=onward)

    def prove(
        self, typed: str, secret: str, found: store.Candidate | None, *, method: str, origin: Origin, device: str
    ) -> tuple[Proof, Counted]:
        """Check the secret of a candidate, or a decoy where there is nothing to check; count the try as failed.

        Accepts nothing for an account that is disabled, and for an authenticator that is only from a device that is
        known to the account and did not fail too often itself. Raises TooManyTries or Busy.
        """
        attempt = self._about(typed, found, origin, device)
        self._throttle.check(attempt, self._place.clock.now())
        row = found.credential if found else None
        stored, pepper = (unmarked(row["stored"])[1], row["pepper"]) if row else (self._decoys[method], PEPPER)
        with self._gate.entered():
            counted = self._throttle.count(attempt, self._place.clock.now())
            proof = self._authenticators[method].verify(stored, secret, pepper=self._pepper(pepper))
        usable = row is not None and found is not None and found.account.disabled is None
        if usable and row is not None and row["disabled"] is not None:
            # Shut by whoever tried and tried; a device that is known has failures of its own, and its owner goes on.
            usable = attempt.device and counted.failures < self._failures_limit
        usable = usable and not self._ran_out(found)
        return (proof if usable else Proof(accepted=False)), counted

    def _elsewhere(self, typed: str, secret: str, found: store.Candidate | None) -> tuple[str, Person] | None:
        """Return whom a directory knows by this name and secret; None when none does, or the name has a password here.

        They are asked all the same, so that the time does not tell which names have one. One that does not answer keeps
        nobody from being known to another. Raises SourceUnavailable, Busy.
        """
        here = found is not None and (found.credential is not None or found.account.disabled is not None)
        away: SourceUnavailable | None = None
        for key, source in self._sources.items():
            with self._sources_gate.entered():
                try:
                    person = source.check(typed[:LONGEST_TYPED].strip(), secret)
                except SourceUnavailable as error:
                    away = error
                    continue
            if person is not None and not here:
                return key, person
        if away is not None:
            raise away
        return None

    def check(
        self, account: Account, secret: str, *, origin: Origin, device: str = "", elsewhere: bool = False
    ) -> Evidence:
        """Return what the secret shows of the account; counted and slowed down like a sign-in.

        With `elsewhere` a directory that the account is linked with is asked too, by the account's name, where nothing
        is kept here. Raises SignInFailed, TooManyTries, Busy, SourceUnavailable.
        """
        method = self.usual
        found = self._candidate(account.name, method)
        proof, counted = self.prove(account.name, secret, found, method=method, origin=origin, device=device)
        shown = self._authenticators[method].evidence() if proof.accepted else None
        if shown is None and elsewhere:
            try:
                vouched = self._elsewhere(account.name, secret, found)
            except (SourceUnavailable, Busy):
                self._failed(account.name, found, counted, method=method, origin=origin, reason=_AWAY)
                raise
            if vouched is not None and self._people.holder(*vouched) == account.id:
                shown = replace(vouched[1].evidence, by=vouched[0])
        if shown is None:
            raise self._failed(account.name, found, counted, method=method, origin=origin, reason=self._reason(found))
        with self._place.database.write() as conn:
            self._throttle.forgive(conn, self._about(account.name, found, origin, device))
        return shown

    def refuse_given(self, account: Account, secret: str) -> None:
        """Raise PasswordRefused for the first password that the account was given: it does not become its own."""
        name = self.usual
        with self._place.database.read() as conn:
            row = store.credential_row(conn, account.id, name)
        until, kept = unmarked(row["stored"]) if row else (None, "")
        if row is None or until is None:
            return
        with self._gate.entered():
            same = self._authenticators[name].verify(kept, secret, pepper=self._pepper(row["pepper"])).accepted
        if same:
            faults = [Fault("password", SAME, code="password_given")]
            raise PasswordRefused("The password cannot be used.", hint=SAME.in_("en"), faults=faults)

    def forget_failures(self, work: UnitOfWork, account: Account) -> None:
        """Forget the failures in a row of an account: its secret is new."""
        self._throttle.forget(work.conn, self._throttle.about(name_key(account.name), ""))

    def _about(self, typed: str, found: store.Candidate | None, origin: Origin, device: str) -> Try:
        key = name_key(typed[:LONGEST_TYPED].strip())  # as `account_name` reads it: padding makes no new name
        known = device_of(self._place.cabinet, found.account.id if found else "nobody", device)
        return self._throttle.about(key, origin.address, device=known)

    def _candidate(self, typed: str, method: str) -> store.Candidate | None:
        try:
            key = name_key(account_name(typed))
        except NameInvalid:
            key = ""  # nobody's: the look-up costs the same
        with self._place.database.read() as conn:
            return store.candidate(conn, key, method, self._place.clock.now())

    def _as_proved(self, work: UnitOfWork, found: store.Candidate, proof: Proof, method: str) -> bool:
        """Say whether account and credential still are what was proved, and keep what the authenticator renewed."""
        account = store.account_rows(work.conn, id=found.account.id)
        credential = store.credential_row(work.conn, found.account.id, method)
        if not account or account[0]["disabled"] is not None or credential != found.credential or credential is None:
            return False
        if proof.stored is not None:
            until, _ = unmarked(credential["stored"])
            stored = proof.stored if until is None else marked(proof.stored, until=until)
            store.change_credential(work, credential, {"stored": stored, "changed": instant(work.at)})
            work.note(facts.RENEWED, object=f"credential:{credential['id']}", subjects=(found.account.ref,))
        return True

    def _failed(
        self, typed: str, found: store.Candidate | None, counted: Counted, *, method: str, origin: Origin, reason: str
    ) -> SignInFailed:
        account = found.account if found else None
        return self._refusals.failed(
            authenticator=method,
            origin=origin,
            reason=reason,
            counted=counted,
            typed=typed,
            account=account.ref if account else "",
            shut=(lambda work: self._shut(work, account, method)) if account else None,
        )

    def _shut(self, work: UnitOfWork, account: Account, method: str) -> None:
        credential = store.credential_row(work.conn, account.id, method)
        if credential is None or credential["disabled"] is not None:
            return
        store.change_credential(work, credential, {"disabled": instant(work.at)})
        work.note(
            facts.SHUT,
            object=f"credential:{credential['id']}",
            subjects=(account.ref,),
            reason="too many failures in a row",
            basis="NIST SP 800-63B-4 3.2.2",
        )
        work.emit(AuthenticatorDisabled(account_id=account.id, authenticator=method))

    def _ran_out(self, found: store.Candidate | None) -> bool:
        """Say whether what the account has is a first secret that was not replaced in time."""
        until = unmarked(found.credential["stored"])[0] if found and found.credential else None
        return until is not None and self._place.clock.now() >= until

    def _reason(self, found: store.Candidate | None) -> str:
        """Return for the audit trail why nobody was let in; the person is never told."""
        if found is None:
            return "unknown name"
        if found.account.disabled is not None:
            return "account disabled"
        if found.credential is None:
            return "nothing enrolled"
        if self._ran_out(found):
            return "first password ran out"
        return "wrong" if found.credential["disabled"] is None else "authenticator disabled"

    def _pepper(self, key: str) -> Pepper:
        return lambda secret: self._place.cabinet.mac(key, secret)


def keep_enrolled(work: UnitOfWork, account: str, enrolled: Enrolled) -> None:
    """Keep what was enrolled for the account, within the unit of work. The caller notes the fact."""
    store.put_credential(
        work,
        id=new_id(),
        account=account,
        authenticator=enrolled.authenticator,
        stored=enrolled.stored,
        pepper=enrolled.pepper,
    )
