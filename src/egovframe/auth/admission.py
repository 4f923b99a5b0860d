"""Letting in whoever proved enough: a session, or a step on the way in when one more proof is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Final, Literal

from egovframe.auth import facts, store
from egovframe.auth.devices import device_of
from egovframe.auth.errors import StepOver
from egovframe.auth.events import SignedIn
from egovframe.auth.evidence import Evidence, assurance_of
from egovframe.auth.factors import store as factor_store
from egovframe.auth.factors.model import Step
from egovframe.auth.interfaces import Authenticator, Certificates, Code, Keys, Method, Policy, SignIn, Source
from egovframe.auth.model import Account, Session
from egovframe.auth.model import Held as HeldRole
from egovframe.auth.wallet.interfaces import Wallets
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.auth.directory import Held
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.settings import AuthSettings
    from egovframe.kernel.text import Text
    from egovframe.kernel.work import Origin, Place, UnitOfWork

log = get_logger("egovframe.auth")

TWO: Final = 2
"""The assurance level of two factors."""
_KINDS: Final[Mapping[Literal["code", "keys", "certificate", "wallet"], type[Method]]] = {
    "code": Code,
    "keys": Keys,
    "certificate": Certificates,
    "wallet": Wallets,
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go on from a step: the plug-in by the name that the settings give it, its words, what it asks for.

    `digits` says that a code is one of digits, for the keyboard of a phone.
    """

    authenticator: str
    title: Text
    kind: Literal["code", "keys", "certificate", "wallet"]
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who was let in: the session, and its token, which is nowhere else."""

    token: str
    session: Session


@dataclass(frozen=True, slots=True)
class Known:
    """An account that is open, with the roles in force."""

    account: Account
    held: frozenset[HeldRole]


def known(place: Place, account: str) -> Known:
    """Return an account by its id. Raises StepOver when it is gone or disabled: then no way in goes on."""
    now = place.clock.now()
    with place.database.read() as conn:
        rows = store.account_rows(conn, id=account) if account else []
        if not rows or rows[0]["disabled"] is not None:
            raise StepOver
        held = frozenset(grant.held() for grant in store.grants_of(conn, account) if grant.counts(now))
    return Known(store.account_of(rows[0]), held)


class Admission:
    """Decides what is enough, and opens sessions. Serves many threads."""

    def __init__(
        self,
        place: Place,
        settings: AuthSettings,
        sessions: Sessions,
        *,
        methods: Mapping[str, Method],
        policies: Mapping[str, Policy],
        zone: tzinfo = UTC,
    ) -> None:
        self._place = place
        self._settings = settings
        self._sessions = sessions
        self._methods = methods
        self._policies = policies
        self._zone = zone

    def admit(
        self,
        work: UnitOfWork,
        account: Account,
        held: Held,
        shown: Sequence[Evidence],
        *,
        first: str,
        leave: str = "",
        onward: str = "",
    ) -> Entered | Step:
        """Open a session within the unit of work when `shown` is enough, and note it; else return the step to go on.

        `first` is what the person came in by. Enough is what the account's roles ask for and what its own factors
        promise: whoever enrolled a second factor is asked for it. Where the account has nothing to reach a role's
        level with, the session is opened and gives what the level allows. Raises StepOver when the account was disabled
        meanwhile.
        """
        self.still_open(work.conn, account.id)
        if not self.enough(work.conn, account.id, held, shown):
            more = {"leave": leave} if leave else {}
            return Step("sign-in", account=account.id, shown=tuple(shown), first=first, onward=onward, more=more)
        token, session = self._sessions.begin(work, account, held, shown=shown, authenticator=first, leave=leave)
        work.note(
            facts.SIGNED_IN,
            object=f"session:{session.id}",
            subjects=(account.ref,),
            details={
                "authenticator": first,
                "assurance": session.assurance,
                "methods": list(session.methods),
                "tier": session.tier,
            },
        )
        work.emit(SignedIn(account_id=account.id, session_id=session.id))
        return Entered(token, session)

    def still_open(self, conn: Connection, account: str) -> None:
        """Raise StepOver when the account is gone or disabled as this transaction sees it."""
        rows = store.account_rows(conn, id=account)
        if not rows or rows[0]["disabled"] is not None:
            raise StepOver

    def due(self, conn: Connection, account: str, held: Held, shown: Sequence[Evidence]) -> int:
        """Return the level that signing in asks for, as far as the account can go on to it from what was shown.

        What was shut after too many failures is asked for like before: guessing at a second factor until it is shut
        must not make the password enough. A certificate is not asked for: it is another way in, and runs out one day.
        """
        further = [method.evidence() for method in self._enrolled(conn, account, shut=True).values()]
        own = TWO if further else 1
        asked = self._sessions.asked_by(held)
        return min(max(own, asked), assurance_of([*shown, *further]))

    def enough(
        self, conn: Connection, account: str, held: Held, shown: Sequence[Evidence], *, assurance: int = 0
    ) -> bool:
        """Say whether what was shown lets the account in; `assurance` is the level of a session that showed it.

        Whoever enrolled a second factor is asked for it also after a proof with which it makes no second level, such as
        a code by mail: what somebody has twice is still more than once.
        """
        level = assurance or assurance_of(shown)
        if level < self.due(conn, account, held, shown):
            return False
        further = {method.evidence().method for method in self._enrolled(conn, account, shut=True).values()}
        return level >= TWO or not further or any(each.method in further for each in shown)

    def promised(self, conn: Connection, account: str) -> bool:
        """Say whether the account enrolled something beside its password; what was shut after failures is among it."""
        return bool(self._enrolled(conn, account, shut=True))

    def kept_elsewhere(self, conn: Connection, account: str) -> bool:
        """Say whether a directory keeps the account's password, and the office keeps none."""
        linked = {factor_store.factor_of(row).authenticator for row in factor_store.rows_of(conn, account)}
        directories = [name for name in linked if isinstance(self._methods.get(name), Source)]
        here = [name for name, method in self._methods.items() if isinstance(method, Authenticator)]
        return bool(directories) and not any(store.credential_row(conn, account, name) for name in here)

    def ways(self, conn: Connection, account: str, *, certificates: bool = False) -> list[Way]:
        """Return how the account can go on: by the codes and keys that it enrolled, and if asked by what is linked."""
        return [
            Way(
                name,
                type(method).title,
                next(kind for kind, family in _KINDS.items() if isinstance(method, family)),
                digits=bool(getattr(method, "digits", 0)),
            )
            for name, method in self._enrolled(conn, account, certificates=certificates).items()
        ]

    def _enrolled(
        self, conn: Connection, account: str, *, shut: bool = False, certificates: bool = False
    ) -> dict[str, Method]:
        """Return what the account's codes and keys that count are of, with `shut` those too that are disabled.

        With `certificates` those too with which certificates are linked, and credentials in wallets.
        """
        families = tuple(_KINDS.values()) if certificates else (Code, Keys)
        factors = [factor_store.factor_of(row) for row in factor_store.rows_of(conn, account)]
        found = {each.authenticator for each in factors if each.counts or (shut and each.confirmed is not None)}
        return {
            name: method for name, method in self._methods.items() if name in found and isinstance(method, families)
        }

    def objection(self, sign_in: SignIn) -> str:
        """Return why a policy does not let the sign-in through, or nothing."""
        for name, policy in self._policies.items():
            try:
                objection = policy.objection(sign_in)
            except Exception:
                log.exception("A policy failed; nobody is let in until it works.", policy=name)
                return f"{name}: the policy failed"
            if objection is not None:
                return f"{name}: {objection.in_('en')}"
        return ""

    def sign_in(
        self, account: Account, held: Held, shown: Sequence[Evidence], origin: Origin, *, device: str = ""
    ) -> SignIn:
        """Return the sign-in as policies look at it: as it will be once the proofs that are due were given."""
        with self._place.database.read() as conn:
            due = self.due(conn, account.id, held, shown)
            roles = self._sessions.roles_of(conn, held)
        return SignIn(
            account=account,
            roles=roles,
            method=shown[0].method,
            assurance=max(due, assurance_of(shown)),
            address=origin.address,
            agent=origin.agent,
            at=self._place.clock.now().astimezone(self._zone),
            device=bool(device_of(self._place.cabinet, account.id, device)),
        )
