"""Codes by mail: to sign in without a password, and to choose a new one when it is lost.

Whoever asks gets the same answer, whether or not there is such an account: a step whose code nobody knows. A code is
bound to the browser that asked, counts once and for ten minutes, and five wrong ones end it. An account with a second
factor is recovered with that as well: mail alone never takes its place (NIST SP 800-63B-4, 4.2).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from egovframe.auth import facts, store
from egovframe.auth.admission import Admission, Entered, Known, known
from egovframe.auth.errors import MoreNeeded, NameInvalid, StepOver
from egovframe.auth.factors.model import Step
from egovframe.auth.interfaces import Message
from egovframe.auth.letters import code_asked
from egovframe.auth.model import LONGEST_TYPED, Account, account_name, name_key
from egovframe.auth.profiles.service import find_by_email
from egovframe.kernel.crypto import same
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.auth.factors.steps import Held, Steps
    from egovframe.auth.refusal import Refusals
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.signin import Enrolled
    from egovframe.auth.throttle import Throttle
    from egovframe.kernel.work import Place

DIGITS: Final = 8
"""More than the 20 bits that a code must have (NIST SP 800-63B-4, 3.1.3.2)."""
MOST_TRIES: Final = 5


class Recovery:
    """Sends codes and takes them. Serves many threads."""

    def __init__(
        self,
        place: Place,
        *,
        messages: Mapping[str, Message],
        sessions: Sessions,
        admission: Admission,
        refusals: Refusals,
        steps: Steps,
        throttle: Throttle,
    ) -> None:
        self._place = place
        self._messages = messages
        self._sessions = sessions
        self._admission = admission
        self._refusals = refusals
        self._steps = steps
        self._throttle = throttle

    @property
    def by(self) -> str:
        """Return the plug-in that sends the codes; empty when the settings name none."""
        return next(iter(self._messages), "")

    def ask(
        self,
        typed: str,
        purpose: Literal["sign-in", "recover"],
        *,
        origin: Origin,
        onward: str = "",
        language: str = "",
    ) -> str:
        """Have a code sent to the account of a name or an address; return the token of the step that waits for it.

        The letter is in the account's own language, or else in `language`, that of whoever asks.

        The answer is the same for nobody, and takes the same work: whether the account has an address at all is found
        out when the letter is written, and for nobody a letter waits too, which is never written. Raises TooManyTries
        for whoever asks too often, StepOver where no code can be sent at all.
        """
        if not self.by:
            raise StepOver
        asked = name_key(typed[:LONGEST_TYPED].strip())
        attempt = self._throttle.about(f"mail\0{asked}", origin.address)
        self._throttle.check(attempt, self._place.clock.now())
        self._throttle.count(attempt, self._place.clock.now())
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        with self._place.database.read() as conn:
            account = self._meant(conn, typed)
            # Mail would let somebody in whom the directory, which alone knows of them, lets in no more. It is looked up
            # for nobody as well: the answer takes as long.
            if self._admission.kept_elsewhere(conn, account.id if account else new_id()):
                account = None
        by = Actor.visitor()
        with UnitOfWork(self._place, by=by, why="code by mail", origin=origin).running() as work:
            if account is None:
                work.note(
                    facts.SIGN_IN_FAILED,
                    outcome="failed",
                    details={"authenticator": self.by, "limits": []},
                    private={"name": typed[:200].encode("utf-8", "backslashreplace").decode(), "reason": "no account"},
                )
            else:
                work.note(facts.CODE_ASKED, object=account.ref, subjects=(account.ref,), details={"purpose": purpose})
            work.emit(code_asked(self._place.cabinet, account.id if account else new_id(), code, language=language))
        step = Step(
            purpose,
            account=account.id if account else "",
            authenticator=self.by,
            kept=code,
            onward=onward,
            more={"tries": "0", "asked": asked},
        )
        return self._steps.open(step, origin=origin)

    def code(self, token: str, typed: str, *, origin: Origin, device: str = "") -> Entered:
        """Take the code of a step. `device` as for `Auth.sign_in`.

        Raises StepOver, SignInFailed, and MoreNeeded with the step to go on from: one more proof, or a new password.
        """
        held = self._steps.read(token)
        step = held.step
        if step.authenticator not in self._messages or not step.kept:
            raise StepOver
        right = same("".join(typed.split()).encode("utf-8", "replace"), step.kept.encode())
        if not right or not step.account:
            self._wrong(held)
            raise self._refusals.failed(
                authenticator=step.authenticator,
                origin=origin,
                reason="wrong code by mail",
                account=f"account:{step.account}" if step.account else "",
            )
        found = known(self._place, step.account)
        shown = (self._messages[step.authenticator].evidence(),)
        with UnitOfWork(self._place, by=self._actor(found), origin=origin).running() as work:
            self._steps.spend(work.conn, held)
            self._throttle.forget(work.conn, self._throttle.about(f"mail\0{step.more.get('asked', '')}", ""))
            further = self._further(work, step, found, origin, device)
            if further is not None:
                came: Entered | Step = further
            else:
                came = self._admission.admit(
                    work, found.account, found.held, shown, first=step.authenticator, onward=step.onward
                )
        if isinstance(came, Step):
            raise MoreNeeded(step=self._steps.open(came, origin=origin))
        return came

    def choose(
        self,
        token: str,
        password: str,
        *,
        origin: Origin,
        enrol: Callable[[str, Account], Enrolled],
        keep: Callable[[UnitOfWork, Account, Enrolled], None],
    ) -> None:
        """Keep the new password of an account that was recovered; all its sessions end.

        `enrol` turns a password of the account into what is kept, `keep` keeps it. Raises StepOver,
        PasswordRefused (the step goes on), Busy.
        """
        held = self._steps.read(token)
        if held.step.purpose != "new-password":
            raise StepOver
        found = known(self._place, held.step.account)
        enrolled = enrol(password, found.account)
        with UnitOfWork(self._place, by=self._actor(found), origin=origin).running() as work:
            self._steps.spend(work.conn, held)
            keep(work, found.account, enrolled)
            work.note(
                facts.RECOVERED,
                object=found.account.ref,
                subjects=(found.account.ref,),
                details={"methods": [evidence.method for evidence in held.step.shown]},
            )

    def _further(self, work: UnitOfWork, step: Step, found: Known, origin: Origin, device: str) -> Step | None:
        """Return the step of somebody who recovers an account: what else it has must be shown, then a new password."""
        shown = (self._messages[step.authenticator].evidence(),)
        if step.purpose != "recover":
            objection = self._admission.objection(
                self._admission.sign_in(found.account, found.held, shown, origin, device=device)
            )
            if objection:
                raise StepOver
            return None
        # A factor that was shut is asked for like before: guessing at it until it is must not make the mail enough.
        more = self._admission.promised(work.conn, found.account.id)
        return Step("recover" if more else "new-password", account=found.account.id, shown=shown)

    def _wrong(self, held: Held) -> None:
        """Count a wrong code; too many end the step."""
        tries = int(held.step.more.get("tries", "0")) + 1
        if tries >= MOST_TRIES:
            with self._steps.spending(held):
                return
        self._steps.change(held, replace(held.step, more={**held.step.more, "tries": str(tries)}))

    def _meant(self, conn: Connection, typed: str) -> Account | None:
        """Return the open account that a name or an address means; None for all others, after as many look-ups."""
        try:
            key = name_key(account_name(typed))
        except NameInvalid:
            key = ""
        found = [str(row["id"]) for row in store.account_rows(conn, name_key=key)]
        if "@" in typed:
            by_address = find_by_email(self._place.cabinet, conn, typed[:LONGEST_TYPED].strip())
            found = found or by_address
        rows = store.account_rows(conn, id=found[0] if len(found) == 1 else "")
        return store.account_of(rows[0]) if rows and rows[0]["disabled"] is None else None

    def _actor(self, found: Known) -> Actor:
        return self._sessions.actor(found.account, found.held)
