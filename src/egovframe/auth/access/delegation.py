"""The verbs of lending roles for a time: `work.access.delegations`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from egovframe.auth import store as accounts
from egovframe.auth.access import facts, faults, store
from egovframe.auth.access.errors import DelegationNotFound, NotLent
from egovframe.auth.access.model import Delegation
from egovframe.auth.access.separation import all_held_by, check, held_by, lent, take_turns
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.permissions import ROLE_GRANT, ROLE_READ
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.auth.access.access import Access
    from egovframe.kernel.work import UnitOfWork

LONGEST: Final = timedelta(days=366)
"""So long a delegation lasts at most; a new one can follow it."""
REASON_LENGTH: Final = 1_000

Delegations_ = list[Delegation]


class Delegations:
    """An officer lends what they hold to a colleague, for a period and a reason. What was lent cannot be lent on.

    The borrower acts in the lender's place by choosing to (`Access.act`): then they hold what was lent and the lender
    still holds, and every fact names both.
    """

    def __init__(self, work: UnitOfWork, access: Access) -> None:
        self._work = work
        self._access = access

    def lend(
        self,
        to: str,
        *,
        until: datetime,
        reason: str,
        roles: Iterable[str] | None = None,
        since: datetime | None = None,
    ) -> Delegation:
        """Lend the account `to` one's own roles, all (whatever one holds meanwhile) or those named.

        Raises NotLent when the actor is no officer, acts in another's place itself, does not hold a role, gives no
        reason, or the period does not hold; AccountNotFound; RolesExclude when the borrower would hold two roles that
        the city holds separate.
        """
        work = self._work
        self._may_lend(reason)
        borrower = accounts.account_of(accounts.account_rows(work.conn, id=accounts.id_of(work.conn, to))[0])
        if borrower.id == work.actor.id or borrower.kind != "officer" or borrower.disabled is not None:
            raise NotLent(
                f"{borrower.name} cannot borrow this.",
                hint="Name another officer whose account is open.",
                faults=faults.OFFICER,
            )
        begins = max(since or work.at, work.at)
        if not begins < until <= begins + LONGEST:
            raise NotLent(
                f"The period does not hold: it ends after it begins, and lasts {LONGEST.days} days at most.",
                hint="Give another end.",
                faults=faults.PERIOD,
            )
        given = self._given(roles)
        delegation = Delegation(
            id=new_id(),
            lender=work.actor.id,
            borrower=borrower.id,
            roles=given,
            since=begins,
            until=until,
            by=work.actor.id,
            reason=reason.strip(),
        )
        self._check_separation(delegation, borrower.name)
        store.add_delegation(work, delegation)
        work.note(
            facts.DELEGATED,
            object=f"delegation:{delegation.id}",
            subjects=(f"account:{borrower.id}", f"account:{work.actor.id}"),
            details={
                "roles": None if given is None else sorted(given),
                "since": instant(begins),
                "until": instant(until),
            },
            private={"reason": delegation.reason},
        )
        return delegation

    def end(self, delegation_id: str, *, reason: str = "") -> None:
        """End a delegation now: the lender and the borrower may, and whoever may grant roles in the whole office.

        Raises DelegationNotFound when none of that id is in force or to come.
        """
        work = self._work
        rows = store.delegation_rows(work.conn, id=delegation_id)
        found = [row for row in rows if row["ended"] is None and row["until"] > instant(work.at)]
        if not found or work.actor.id not in (found[0]["lender"], found[0]["borrower"]):
            work.need(ROLE_GRANT.name, unit=WHOLE_OFFICE)
        if not found:
            raise DelegationNotFound("There is no such delegation.", hint="It may have ended; look at the list again.")
        store.end_delegation(work, found[0])
        work.note(
            facts.UNDELEGATED,
            object=f"delegation:{delegation_id}",
            subjects=(f"account:{found[0]['borrower']}", f"account:{found[0]['lender']}"),
            private={"reason": reason} if reason else {},
        )

    def mine(self) -> Delegations_:
        """Return what was lent to the actor and can be used now."""
        found = map(store.delegation_of, store.delegation_rows(self._work.conn, borrower=self._work.actor.id))
        return [each for each in found if each.counts(self._work.at)]

    def lent(self) -> Delegations_:
        """Return what the actor lent others, ended or not, the earliest first."""
        return [*map(store.delegation_of, store.delegation_rows(self._work.conn, lender=self._work.actor.id))]

    def list(self) -> Delegations_:
        """Return all delegations there ever were, the earliest first. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        return [*map(store.delegation_of, store.delegation_rows(self._work.conn))]

    def in_force(self, *, after: str | None = None, limit: int = 100) -> Delegations_:
        """Return a page of the delegations in force or to come, in the order they were made, after that id.

        Needs `role.read`.
        """
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        rows = store.open_delegation_rows(self._work.conn, self._work.at, after=after, limit=max(1, min(limit, 500)))
        return [*map(store.delegation_of, rows)]

    def get(self, delegation_id: str) -> Delegation:
        """Return a delegation that is in force or to come. Needs `role.read`. Raises DelegationNotFound."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        for row in store.open_delegation_rows(self._work.conn, self._work.at, limit=1, id=delegation_id):
            return store.delegation_of(row)
        raise DelegationNotFound("There is no such delegation.", hint="It may have ended; look at the list again.")

    # ------------------------------------------------------------------ inside

    def _may_lend(self, reason: str) -> None:
        actor = self._work.actor
        if actor.kind != "officer":
            raise NotLent("Only an officer lends roles.", hint="Sign in with an officer's account.")
        if actor.acting_for is not None:
            raise NotLent("What was lent cannot be lent on.", hint="Act for yourself again first.")
        if not reason.strip() or len(reason) > REASON_LENGTH:
            raise NotLent(
                "A delegation needs a reason.",
                hint=f"Say why, in {REASON_LENGTH} characters at most.",
                faults=faults.REASON,
            )

    def _given(self, roles: Iterable[str] | None) -> frozenset[str] | None:
        held = {grant.role for grant in held_by(self._work.conn, self._work.actor.id, self._work.at)}
        given = None if roles is None else frozenset(roles)
        for role in sorted((given or frozenset()) - held):
            raise NotLent(
                f"You do not hold the role {role[:100]!r}.", hint="Lend only what you hold.", faults=faults.ROLES
            )
        if not held or given == frozenset():
            raise NotLent("There is nothing to lend.", hint="Name roles that you hold.", faults=faults.ROLES)
        return given

    def _check_separation(self, delegation: Delegation, name: str) -> None:
        work = self._work
        take_turns(work, self._access.registry.declared)
        directory = self._access.registry.within(work.conn, work.at).directory
        if not directory.separate:
            return
        theirs = all_held_by(work.conn, delegation.borrower, work.at)
        for grant in held_by(work.conn, delegation.lender, work.at):
            if each := lent(grant, delegation):
                check(directory, each, theirs, name=name)
