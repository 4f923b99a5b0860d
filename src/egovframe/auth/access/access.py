"""The door to authorisation: who somebody is with what they may do now, and the verbs on a unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from egovframe.auth import store as accounts
from egovframe.auth.access import store
from egovframe.auth.access.delegation import Delegations
from egovframe.auth.access.errors import DelegationNotFound, FormUnknown
from egovframe.auth.access.impersonation import Impersonations
from egovframe.auth.access.matrix import Effective, Matrix, effective, matrix
from egovframe.auth.access.registry import Registry
from egovframe.auth.access.roles import OfficeRoles
from egovframe.auth.access.rule import KEPT_BACK, Rule
from egovframe.auth.access.units import OfficeUnits
from egovframe.auth.directory import WHOLE_OFFICE, Held
from egovframe.auth.model import Account, Role, Unit, name_key
from egovframe.auth.model import Held as HeldRole
from egovframe.auth.permissions import IMPERSONATE, ROLE_READ
from egovframe.kernel.permissions import LEVELS, Actor

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.auth.interfaces import AccessPolicy
    from egovframe.auth.store import Row
    from egovframe.kernel.work import Place, UnitOfWork

DELEGATION: Final = "delegation:"
IMPERSONATION: Final = "impersonation:"
"""How what a session acts by begins."""


class Access:
    """Builds actors from the rule of the moment. Serves many threads.

    `forms` and `permissions` are the names that grants and roles may name; None lets every name pass. `assurance` says
    which roles give what they give from which assurance level on (1 to 3); the others from the first.
    """

    def __init__(
        self,
        place: Place,
        roles: Iterable[Role] = (),
        units: Iterable[Unit] = (),
        *,
        separate: Collection[tuple[str, str]] = (),
        apart: Collection[tuple[str, str]] = (),
        policies: Mapping[str, AccessPolicy] | None = None,
        forms: Collection[str] | None = None,
        permissions: Collection[str] | None = None,
        assurance: Mapping[str, int] | None = None,
    ) -> None:
        self._place = place
        self._assurance = dict(assurance or {})
        self.forms = forms  # as it is when somebody asks: the office makes forms too
        self.permissions = None if permissions is None else frozenset(permissions)
        self.registry = Registry(place.database, roles, units, separate=separate, apart=apart, policies=policies)

    def actor(self, account: Account, held: Held, *, rule: Rule | None = None, assurance: int = 0) -> Actor:
        """Return the account as an actor with what these roles give, by `rule` or the one of the moment."""
        return (rule or self.registry.now).actor(account.kind, account.id, account.name, held, assurance=assurance)

    def at_level(self, account: Account, held: Held, assurance: int) -> tuple[Actor, Actor | None]:
        """Return the account with what these roles give at that level, and with all they give where that is more."""
        actor = self.actor(account, self.reached(held, assurance), assurance=assurance)
        raised = self.actor(account, held, assurance=assurance)
        return actor, raised if set(raised.held) != set(actor.held) else None

    def actor_of(self, rows: Sequence[Row], at: datetime, *, assurance: int) -> tuple[Actor, Actor | None]:
        """Return who a session or token stands for, from its rows (see `auth.store.session_rows`), as of now.

        The first has what the roles give at that level, the second what they give at the highest, None where that is no
        more. A session that acts by a delegation or impersonation gives whom that makes it, as long as it is in force.
        """
        row = rows[0]
        rule = self.registry.at(row["access_version"] or 0, at)
        held = accounts.held_of(rows)

        def reaching(level: int) -> Actor:
            own = self.reached(held, level, rule=rule)
            actor = rule.actor(row["account_kind"], row["account"], row["account_name"], own, assurance=assurance)
            acting = row.get("acting")
            if acting is not None:
                with self._place.database.read() as conn:
                    return self.acting(conn, actor, acting, at, rule=rule, level=level) or actor
            return actor

        actor = reaching(assurance)
        if not self._assurance or assurance >= LEVELS[-1]:
            return actor, None
        raised = reaching(LEVELS[-1])
        return actor, raised if set(raised.held) != set(actor.held) else None

    def asked_by(self, held: Held, *, rule: Rule | None = None) -> int:
        """Return the highest assurance level that the roles, or what they include, ask for; 1 when none asks."""
        if not self._assurance:
            return LEVELS[0]
        asked = (self._assurance.get(name, LEVELS[0]) for name in self.names_of(held, rule=rule))
        return max(asked, default=LEVELS[0])

    def names_of(self, held: Held, *, rule: Rule | None = None) -> frozenset[str]:
        """Return the names of the roles and of all that they include."""
        directory = (rule or self.registry.now).directory
        return frozenset(name for each in held for name in (each.role, *directory.closure(each.role)))

    def reached(self, held: Held, level: int, *, rule: Rule | None = None) -> frozenset[HeldRole]:
        """Return the roles whose assurance level was reached."""
        if not self._assurance or level >= LEVELS[-1]:
            return held
        return frozenset(each for each in held if self.asked_by(frozenset((each,)), rule=rule) <= level)

    def acting(
        self, conn: Connection, actor: Actor, acting: str, at: datetime, *, rule: Rule, level: int = LEVELS[-1]
    ) -> Actor | None:
        """Return the actor in somebody's place by this delegation or impersonation; None when it is not in force.

        By a delegation the actor holds what was lent, as far as the lender still holds it, and nothing of its own. By
        an impersonation it holds what the account holds, without what is kept back. Of both it holds what asks for no
        higher assurance level than `level`.
        """
        if acting.startswith(DELEGATION):
            for row in store.delegation_rows(conn, id=acting.removeprefix(DELEGATION), borrower=actor.id):
                lent = store.delegation_of(row)
                if lent.counts(at) and (held := self.lendable(conn, lent.lender, lent.roles, at)):
                    lent_now = self.reached(frozenset(held), level, rule=rule)
                    return rule.actor(
                        actor.kind,
                        actor.id,
                        actor.name,
                        lent_now,
                        acting_for=lent.lender,
                        assurance=actor.assurance,
                    )
        elif acting.startswith(IMPERSONATION) and actor.may(IMPERSONATE.name, unit=WHOLE_OFFICE):
            for row in store.impersonation_rows(conn, id=acting.removeprefix(IMPERSONATION)):
                begun = store.impersonation_of(row)
                if begun.impersonator == actor.id and begun.counts(at):
                    theirs = frozenset(self.lendable(conn, begun.account, None, at))
                    return rule.actor(
                        actor.kind,
                        actor.id,
                        actor.name,
                        self.reached(theirs, level, rule=rule),
                        acting_for=begun.account,
                        kept_back=KEPT_BACK,
                        assurance=actor.assurance,
                    )
        return None

    def usable(self, conn: Connection, account: Account, acting: str, at: datetime) -> str:
        """Return in whose place the account would act by this. Raises DelegationNotFound when it may not now."""
        rule = self.registry.within(conn, at)
        actor = rule.actor(account.kind, account.id, account.name, self.lendable(conn, account.id, None, at))
        found = self.acting(conn, actor, acting, at, rule=rule)
        if found is None or found.acting_for is None:
            raise DelegationNotFound(
                "There is nothing by which to act in somebody's place.", hint="It may have ended; look at the list."
            )
        return found.acting_for

    def check_form(self, form: str | None) -> None:
        """Let the name of a form pass that the city offers. Raises FormUnknown."""
        if form is not None and self.forms is not None and form not in self.forms:
            raise FormUnknown(
                f"The city offers no form {form[:200]!r}.", hint=f"It offers {', '.join(sorted(self.forms)) or 'none'}."
            )

    def lendable(self, conn: Connection, account: str, roles: Collection[str] | None, at: datetime) -> list[HeldRole]:
        """Return the roles that an account holds of its own at that moment, of these or all; none once it is shut."""
        rows = accounts.account_rows(conn, id=account)
        if not rows or rows[0]["disabled"] is not None:
            return []
        return [
            grant.held()
            for grant in accounts.grants_of(conn, account)
            if grant.counts(at) and (roles is None or grant.role in roles)
        ]


class Verbs:
    """What can be done about rights, on one unit of work: `work.access`."""

    def __init__(self, work: UnitOfWork, access: Access) -> None:
        self._work = work
        self._access = access
        self.roles = OfficeRoles(work, access)
        self.units = OfficeUnits(work, access)
        self.delegations = Delegations(work, access)
        self.impersonations = Impersonations(work, access)

    def matrix(self) -> Matrix:
        """Return what every role may. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        return matrix(self._rule().directory)

    def effective(self, name: str) -> tuple[Effective, ...]:
        """Return what an account may now, of every permission there is, with the reasons.

        Needs `role.read` unless it is one's own account. Raises AccountNotFound.
        """
        if not self._work.may(ROLE_READ.name, unit=WHOLE_OFFICE):
            mine = accounts.account_rows(self._work.conn, id=self._work.actor.id)
            if not mine or mine[0]["name_key"] != name_key(name):
                self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        account = accounts.id_of(self._work.conn, name)
        row = accounts.account_rows(self._work.conn, id=account)[0]
        held = self._access.lendable(self._work.conn, account, None, self._work.at)
        rule = self._rule()
        actor = rule.actor(row["kind"], account, row["name"], held)
        known = self._access.permissions
        every = known if known is not None else frozenset(p for r in rule.directory.roles.values() for p in r.may)
        return effective(actor, sorted(every))

    def rule(self) -> Rule:
        """Return what decides now: its version, roles, units, separation and plug-ins. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        return self._rule()

    def _rule(self) -> Rule:
        return self._access.registry.within(self._work.conn, self._work.at)
