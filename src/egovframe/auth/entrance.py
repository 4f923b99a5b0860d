"""The way in beyond the first proof: codes, keys, and proving oneself again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from egovframe.auth import facts, store
from egovframe.auth.admission import Admission, Entered, Known, Way, known
from egovframe.auth.devices import device_of
from egovframe.auth.errors import MoreNeeded, ProofRefused, StepOver
from egovframe.auth.evidence import Evidence, assurance_of, with_proof
from egovframe.auth.factors import store as factor_store
from egovframe.auth.factors.model import Step
from egovframe.auth.factors.service import Factors, opened
from egovframe.auth.interfaces import Asked, Code, Keys, Method
from egovframe.auth.model import Account, Session
from egovframe.kernel.clock import moment
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.factors.steps import Held, Steps
    from egovframe.auth.refusal import Refusals
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.throttle import Throttle, Try
    from egovframe.kernel.work import Place

_LOOKS: Final = 3
"""How often a code is looked at while others use the same factor at the same moment."""


class Entrance:
    """Takes further proofs, and the word of others. Serves many threads; everything is in the database."""

    def __init__(
        self,
        place: Place,
        *,
        methods: Mapping[str, Method],
        sessions: Sessions,
        admission: Admission,
        refusals: Refusals,
        steps: Steps,
        factors: Factors,
        throttle: Throttle,
    ) -> None:
        self._place = place
        self._methods = methods
        self._sessions = sessions
        self._admission = admission
        self._refusals = refusals
        self._steps = steps
        self._factors = factors
        self._throttle = throttle

    # ------------------------------------------------------------------ where somebody stands

    def again(self, session: Session, *, onward: str = "", origin: Origin | None = None) -> str:
        """Begin to prove oneself again within a session; return the token of the step. Raises TooManyTries."""
        step = Step(
            "again",
            account=session.account,
            session=session.id,
            shown=session.shown,
            first=session.authenticator,
            onward=onward,
        )
        return self._steps.open(step, origin=origin)

    def ways(self, token: str) -> tuple[Step, list[Way]]:
        """Return where somebody stands and how they can go on. Raises StepOver.

        What was shown on the way in is not offered a second time: it would add nothing.
        """
        step = self._steps.read(token).step
        with self._place.database.read() as conn:
            certificates = step.purpose != "recover"
            ways = self._admission.ways(conn, step.account, certificates=certificates) if step.account else []
        shown = {each.method for each in step.shown} if step.purpose == "sign-in" else set()
        return step, [way for way in ways if self._methods[way.authenticator].evidence().method not in shown]

    # ------------------------------------------------------------------ codes

    def code(self, token: str, authenticator: str, typed: str, *, origin: Origin, device: str) -> Entered:
        """Take a code. Raises StepOver, SignInFailed, TooManyTries, MoreNeeded when still one more proof is due."""
        held, method = self._on_the_way(token), self._methods.get(authenticator)
        known = self._known(held.step)
        if not isinstance(method, Code):
            raise StepOver
        attempt = self._about(known, authenticator, origin, device)
        self._throttle.check(attempt, self._place.clock.now())
        counted = self._throttle.count(attempt, self._place.clock.now())
        refused = partial(
            self._refusals.failed,
            authenticator=authenticator,
            origin=origin,
            counted=counted,
            account=known.account.ref,
            shut=lambda work: self._factors.shut(work, known.account, authenticator),
        )
        try:  # before the code is looked at: what a policy objects to says nothing about the code, and uses none up
            self._unobjected(known, (*held.step.shown, method.evidence()), origin, device)
        except ProofRefused as objection:
            raise refused(reason=objection.message) from objection
        came = self._code_taken(held, known, method, authenticator, typed, attempt=attempt, origin=origin)
        if came is not None:
            return self._came(came, origin)
        raise refused(reason="wrong code")

    def _code_taken(
        self, held: Held, known: Known, method: Code, authenticator: str, typed: str, *, attempt: Try, origin: Origin
    ) -> Entered | Step | None:
        """Take the code for the first of the account's factors that it is right for; None when there is none.

        It is looked at outside any transaction, for that may be slow, and counts where the factor is still what was
        looked at; otherwise it is looked at once more.
        """
        for _ in range(_LOOKS):
            with self._place.database.read() as conn:
                rows = factor_store.rows_of(conn, known.account.id)
            mine = [row for row in rows if row["authenticator"] == authenticator and factor_store.factor_of(row).counts]
            at = self._place.clock.now()
            proofs = ((row, method.verify(opened(self._place.cabinet, row), typed, at=at)) for row in mine)
            right = next(((row, proof.stored) for row, proof in proofs if proof.accepted), None)
            if right is None:
                return None
            with UnitOfWork(self._place, by=self._actor(known), origin=origin).running() as work:
                if factor_store.row_of(work.conn, right[0]["id"]) == right[0]:
                    came = self._proved(work, held, known, method.evidence(), used=right)
                    self._throttle.forgive(work.conn, attempt)
                    return came
        return None

    # ------------------------------------------------------------------ keys

    def ask(
        self, authenticator: str, *, token: str = "", site: str, onward: str = "", origin: Origin | None = None
    ) -> tuple[str, Asked]:
        """Return a challenge for the keys of the step's account; without a token, one for whoever has a key here.

        Returns the token of the step that waits for the answer as well. Raises StepOver, TooManyTries.
        """
        method = self._methods.get(authenticator)
        if not isinstance(method, Keys):
            raise StepOver
        if not token:
            asked = method.ask(origin=site, keys=())
            step = Step("sign-in", authenticator=authenticator, kept=asked.kept, onward=onward)
            return self._steps.open(step, origin=origin), asked
        held = self._on_the_way(token)
        with self._place.database.read() as conn:
            asked = method.ask(origin=site, keys=self._factors.keys(conn, held.step.account, authenticator))
        self._steps.change(held, replace(held.step, authenticator=authenticator, kept=asked.kept))
        return token, asked

    def answer(
        self, token: str, answer: Mapping[str, object], *, site: str, origin: Origin, device: str = ""
    ) -> Entered:
        """Take the answer to a challenge. Raises StepOver, SignInFailed, TooManyTries, MoreNeeded."""
        held = self._on_the_way(token)
        step, method = held.step, self._methods.get(held.step.authenticator)
        if not isinstance(method, Keys) or not step.kept:
            raise StepOver
        # The challenge is taken before it is looked at: the same answer never counts twice.
        self._steps.change(held, replace(step, kept=""))
        held = self._steps.read(token)
        handle = method.handle_of(answer)

        def prove(row: factor_store.Row) -> tuple[Evidence, str | None]:
            right = method.answered(step.kept, answer, self._factors.key_of(row), origin=site)
            return right.evidence, right.stored

        return self._by_handle(held, handle, prove, origin=origin, device=device)

    def vouched(self, held: Held, handle: str, evidence: Evidence, *, origin: Origin, device: str = "") -> Entered:
        """Take a certificate found right, of somebody on the way; `handle` finds its link. Raises as `answer` does."""
        return self._by_handle(held, handle, lambda _: (evidence, None), origin=origin, device=device)

    def _by_handle(
        self,
        held: Held,
        handle: str,
        prove: Callable[[factor_store.Row], tuple[Evidence, str | None]],
        *,
        origin: Origin,
        device: str,
    ) -> Entered:
        """Take a proof by what was enrolled under a handle; `prove` gives what it shows and what to keep of it."""
        step = held.step
        with self._place.database.read() as conn:
            row = factor_store.row_by_handle(conn, step.authenticator, handle) if handle else None
        known, reason = self._holder(row, step)
        if row is None or known is None:
            # Counted under what was shown, as a key is that somebody has: the answers to both are the same.
            unknown = self._throttle.about(f"key\0{step.authenticator}\0{handle}", origin.address)
            self._throttle.check(unknown, self._place.clock.now())
            counted = self._throttle.count(unknown, self._place.clock.now())
            raise self._refusals.failed(authenticator=step.authenticator, origin=origin, reason=reason, counted=counted)
        attempt = self._about(known, step.authenticator, origin, device)
        self._throttle.check(attempt, self._place.clock.now())
        counted = self._throttle.count(attempt, self._place.clock.now())
        try:
            evidence, stored = prove(row)
            self._unobjected(known, (*step.shown, evidence), origin, device)
        except ProofRefused as refused:
            raise self._refusals.failed(
                authenticator=step.authenticator,
                origin=origin,
                reason=refused.message,
                counted=counted,
                account=known.account.ref,
                shut=lambda work: self._factors.shut(work, known.account, step.authenticator),
            ) from refused
        with UnitOfWork(self._place, by=self._actor(known), origin=origin).running() as work:
            now = factor_store.row_of(work.conn, row["id"])
            if now != row:  # removed, or used by somebody else in this very moment
                raise StepOver
            came = self._proved(work, held, known, evidence, used=(row, stored))
            self._throttle.forgive(work.conn, attempt)
        return self._came(came, origin)

    # ------------------------------------------------------------------ a password again

    def password_again(
        self, token: str, prove: Callable[[Account], Evidence], *, origin: Origin, device: str = ""
    ) -> Entered:
        """Take the password of somebody who proves themselves again; `prove` raises when it is not right."""
        held = self._steps.read(token)
        if held.step.purpose != "again":
            raise StepOver
        known = self._known(held.step)
        evidence = prove(known.account)
        try:
            self._unobjected(known, (*held.step.shown, evidence), origin, device)
        except ProofRefused as objection:
            raise self._refusals.failed(
                authenticator="password", origin=origin, reason=objection.message, account=known.account.ref
            ) from objection
        with UnitOfWork(self._place, by=self._actor(known), origin=origin).running() as work:
            came = self._proved(work, held, known, evidence)
        return self._came(came, origin)

    # ------------------------------------------------------------------ what was just enrolled

    def enrolled(self, session: Session, authenticator: str, *, origin: Origin) -> Entered:
        """Put a surer session in the place of one in which a code or a key was just enrolled and shown to work.

        What was enrolled counts as the second of two factors and for nothing alone. Raises StepOver when the session
        has ended.
        """
        proof = replace(self._methods[authenticator].evidence(), assurance=1, by=authenticator)
        step = Step("again", account=session.account, session=session.id, first=session.authenticator)
        known = self._known(step)
        shown = with_proof(session.shown, proof)
        with UnitOfWork(self._place, by=self._actor(known), origin=origin).running() as work:
            return self._renewed(work, step, known, shown, session.authenticator, proof=proof)

    # ------------------------------------------------------------------ what all share

    def _on_the_way(self, token: str) -> Held:
        """Return the step of somebody who comes in, proves themselves again or recovers; no other one takes a proof."""
        held = self._steps.read(token)
        if held.step.purpose not in ("sign-in", "again", "recover"):
            raise StepOver
        return held

    def _holder(self, row: factor_store.Row | None, step: Step) -> tuple[Known | None, str]:
        """Return whose key it is, or None and for the trail why the key proves nothing here."""
        if row is None or (step.account and row["account"] != step.account) or not factor_store.factor_of(row).counts:
            return None, "unknown key"
        try:
            return self._known(replace(step, account=row["account"])), ""
        except StepOver:
            return None, "account disabled"

    def _proved(
        self,
        work: UnitOfWork,
        held: Held,
        known: Known,
        evidence: Evidence,
        *,
        used: tuple[factor_store.Row, str | None] | None = None,
    ) -> Entered | Step:
        """Spend the step for one more proof: a session, a renewed session, or one more step.

        `used` is the factor that was used, and what to keep of it from now on.
        """
        step, row = held.step, None
        self._steps.spend(work.conn, held)
        if used is not None:
            row, stored = used
            evidence = replace(evidence, by=row["authenticator"])
            self._factors.used(work, known.account, row, stored)
        shown = with_proof(step.shown, evidence)
        first = step.first or (row["authenticator"] if row is not None else "")
        if step.purpose == "recover":
            return Step("new-password", account=known.account.id, shown=shown, more=step.more)
        if step.purpose == "again":
            if not self._admission.enough(work.conn, known.account.id, known.held, shown):
                return replace(step, shown=shown, first=first, authenticator="", kept="")
            return self._renewed(work, step, known, shown, first, proof=evidence)
        leave = step.more.get("leave", "")
        return self._admission.admit(
            work, known.account, known.held, shown, first=first, leave=leave, onward=step.onward
        )

    def _renewed(
        self, work: UnitOfWork, step: Step, known: Known, shown: Sequence[Evidence], first: str, *, proof: Evidence
    ) -> Entered:
        """Put a new session in the place of the one that was proved again. Raises StepOver when that has ended.

        It lasts no longer than the old one, unless the new proof gives its level alone: nobody who showed two factors
        once goes on for ever with one of them (NIST SP 800-63B-4, 2.2.3).
        """
        self._admission.still_open(work.conn, known.account.id)
        old = [row for row in store.open_sessions(work.conn, known.account.id, work.at) if row["id"] == step.session]
        if not old:
            raise StepOver
        alone = proof.assurance >= assurance_of(shown)
        leave = self._sessions.leaving_of(work.conn, step.session)
        self._sessions.end(work, known.account.ref, [step.session], reason="proved again")
        token, session = self._sessions.begin(
            work,
            known.account,
            known.held,
            shown=shown,
            authenticator=first,
            leave=leave,
            until=None if alone else moment(old[0]["expires"]),
        )
        work.note(
            facts.PROVED_AGAIN,
            object=f"session:{session.id}",
            subjects=(known.account.ref,),
            details={"authenticator": first, "assurance": session.assurance, "methods": list(session.methods)},
        )
        return Entered(token, session)

    def _unobjected(self, known: Known, shown: Sequence[Evidence], origin: Origin, device: str) -> None:
        """Raise ProofRefused when a policy has something against this sign-in."""
        objection = self._admission.objection(
            self._admission.sign_in(known.account, known.held, shown, origin, device=device)
        )
        if objection:
            raise ProofRefused(objection)

    def _came(self, came: Entered | Step, origin: Origin) -> Entered:
        if isinstance(came, Step):
            raise MoreNeeded(step=self._steps.open(came, origin=origin))
        return came

    def _known(self, step: Step) -> Known:
        return known(self._place, step.account)

    def _actor(self, known: Known) -> Actor:
        return self._sessions.actor(known.account, known.held)

    def _about(self, known: Known, authenticator: str, origin: Origin, device: str) -> Try:
        mark = device_of(self._place.cabinet, known.account.id, device)
        return self._throttle.about(f"factor\0{known.account.id}\0{authenticator}", origin.address, device=mark)
