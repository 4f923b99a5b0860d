"""The verbs of acting in the place of an account, to see what it sees: `work.access.impersonations`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.auth import store as accounts
from egovframe.auth.access import facts, faults, store
from egovframe.auth.access.errors import NotImpersonated
from egovframe.auth.access.model import Impersonation
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.permissions import IMPERSONATE, ROLE_READ
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.auth.access.access import Access
    from egovframe.kernel.work import UnitOfWork

LONGEST: Final = timedelta(hours=8)
"""So long an impersonation lasts at most."""
USUAL: Final = timedelta(minutes=30)
"""So long it lasts when nothing else is said."""
REASON_LENGTH: Final = 1_000

Begun = list[Impersonation]


class Impersonations:
    """Somebody with `account.impersonate` acts in an officer's or a program's place: for a reason, for a short time.

    Every fact names both. What manages accounts, roles, units, sessions, other systems and the trail is kept back,
    whatever the account may. Nobody acts in a citizen's or a company's place: what they wrote is theirs.
    """

    def __init__(self, work: UnitOfWork, access: Access) -> None:
        self._work = work
        self._access = access

    def begin(self, name: str, *, reason: str, lasting: timedelta = USUAL) -> Impersonation:
        """Begin to act in the place of an account; `Access.act` then has a session do so.

        Needs `account.impersonate` in the whole office. Raises NotImpersonated without a reason, for more than eight
        hours, for oneself, for a citizen, a company or an account that is shut, and while acting for somebody already;
        AccountNotFound.
        """
        work = self._work
        work.need(IMPERSONATE.name, unit=WHOLE_OFFICE)
        if work.actor.acting_for is not None:
            raise NotImpersonated("You act in somebody's place already.", hint="Act for yourself again first.")
        if not reason.strip() or len(reason) > REASON_LENGTH:
            raise NotImpersonated(
                "Acting in somebody's place needs a reason.",
                hint=f"Say why, in {REASON_LENGTH} characters at most.",
                faults=faults.REASON,
            )
        if not timedelta(0) < lasting <= LONGEST:
            raise NotImpersonated(
                "Nobody acts in another's place so long.", hint=f"Ask for {LONGEST} at most.", faults=faults.LASTING
            )
        account = accounts.account_of(accounts.account_rows(work.conn, id=accounts.id_of(work.conn, name))[0])
        if account.kind not in ("officer", "service") or account.disabled is not None or account.id == work.actor.id:
            raise NotImpersonated(
                f"Nobody acts in the place of {account.name}.",
                hint="Name another officer's or a program's account that is open.",
                faults=faults.WHOM,
            )
        begun = Impersonation(
            id=new_id(),
            impersonator=work.actor.id,
            account=account.id,
            since=work.at,
            until=work.at + lasting,
            reason=reason.strip(),
        )
        store.add_impersonation(work, begun)
        work.note(
            facts.IMPERSONATION_BEGUN,
            object=f"impersonation:{begun.id}",
            subjects=(account.ref,),
            details={"until": instant(begun.until)},
            private={"reason": begun.reason},
        )
        return begun

    def end(self, impersonation_id: str) -> None:
        """End an impersonation now: whoever began it may, and whoever may impersonate. One that is over stays so."""
        work = self._work
        rows = store.impersonation_rows(work.conn, id=impersonation_id)
        if not rows or rows[0]["impersonator"] != work.actor.id:
            work.need(IMPERSONATE.name, unit=WHOLE_OFFICE)
        if not rows or not store.impersonation_of(rows[0]).counts(work.at):
            return
        store.end_impersonation(work, rows[0])
        work.note(
            facts.IMPERSONATION_ENDED,
            object=f"impersonation:{impersonation_id}",
            subjects=(f"account:{rows[0]['account']}",),
        )

    def list(self) -> Begun:
        """Return all impersonations there ever were, the latest first. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        return [*map(store.impersonation_of, store.impersonation_rows(self._work.conn))]
