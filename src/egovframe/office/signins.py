"""When somebody signed in, and when it failed: read from the trail, which keeps both.

The public log names nobody whose sign-in failed: who was meant is sealed beside the fact. So failures are found by
looking through the newest ones of the whole office, as far as their values were not destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from egovframe.audit.index.search import Search
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.model import name_key
from egovframe.auth.permissions import ACCOUNT_MANAGE
from egovframe.office.facts import SIGN_INS_SHOWN

if TYPE_CHECKING:
    from egovframe.audit.model import Fact
    from egovframe.office.work import Work

Kind = Literal["succeeded", "proved-again", "failed"]
KINDS: Final[dict[str, Kind]] = {
    "sign-in.succeeded": "succeeded",
    "sign-in.proved-again": "proved-again",
    "sign-in.failed": "failed",
}
MOST_FAILURES: Final = 1_000
"""So many failures of the whole office are looked through for those of one account."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in or one that failed. `policy` is the version of the access policy at that moment.

    `address` and `agent` are empty once the values beside the fact were destroyed. `reason` says why it failed.
    """

    fact: str
    at: datetime
    kind: Kind
    authenticator: str
    methods: tuple[str, ...] = ()
    assurance: int = 0
    address: str = ""
    agent: str = ""
    policy: str = ""
    reason: str = ""


History = list[SignIn]


class SignIns:
    """The sign-in history of one account: `work.sign_ins`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of(self, name: str, *, limit: int = 50) -> History:
        """Return the newest sign-ins of the account and those that failed, the newest first.

        Needs `account.manage` in the whole office unless it is one's own; somebody else's look is a fact about the
        account. Raises AccountNotFound.
        """
        work = self._work
        account = work.accounts.get(name)
        own = account.id == work.actor.id
        if not own:
            work.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        trail, most = work.office.trail, max(1, min(limit, 200))
        facts = trail.facts(Search(actor=account.id, kinds=("sign-in",)), limit=4 * most, private=True)
        failed = trail.facts(Search(action="sign-in.failed"), limit=MOST_FAILURES, private=True)
        facts += [fact for fact in failed if _meant(fact, account.ref, name_key(account.name))]
        found = [_sign_in(fact) for fact in sorted(facts, key=lambda fact: -fact.n) if fact.action in KINDS][:most]
        if not own:
            work.note(SIGN_INS_SHOWN, object=account.ref, subjects=(account.ref,), details={"count": len(found)})
        return found


def _meant(fact: Fact, ref: str, key: str) -> bool:
    """Say whether a sign-in that failed was this account's: found by the account, or by the name that was typed."""
    known = fact.private.get("account")
    return known == ref if known else name_key(str(fact.private.get("name", ""))) == key


def _sign_in(fact: Fact) -> SignIn:
    details, private = fact.details, fact.private
    return SignIn(
        fact=fact.id,
        at=fact.at,
        kind=KINDS[fact.action],
        authenticator=str(details.get("authenticator", "")),
        methods=tuple(details.get("methods", ())),
        assurance=int(details.get("assurance", 0)),
        address=str(private.get("address", "")),
        agent=str(private.get("agent", "")),
        policy=fact.policy,
        reason=str(private.get("reason", "")),
    )
