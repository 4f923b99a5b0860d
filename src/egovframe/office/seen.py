"""Who saw whose data: the facts about one person, as that person may know them, and the statement of them.

The trail knows entries, accounts know officers, forms know petitions; here they meet. Looking at the list of one's own
data leaves no fact of its own: the law asks for records of those who handle personal data, not of the people whose data
it is, and a list that grows with every look would hide what it is for. That the office was entered is a fact already
(signing in, or the petition opened by its key). Taking the statement away is a fact, and so is an officer's look.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.audit.facts import GIVEN, HANDED, SHOWN
from egovframe.audit.index.search import Search
from egovframe.audit.stating import MOST_FACTS
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Fault, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text
from egovframe.office.telling import Teller, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.audit.model import Fact
    from egovframe.audit.statement import Statement
    from egovframe.audit.stating import Found
    from egovframe.forms.model import Petition
    from egovframe.kernel.facts import Does
    from egovframe.kernel.permissions import Actor
    from egovframe.kernel.work import Origin
    from egovframe.office.office import Office
    from egovframe.office.work import Work

Kind = Literal["looked", "taken", "changed", "entered"]
KINDS: Final[Mapping[Kind, tuple[Does, ...]]] = {
    "looked": ("read", "list"),
    "taken": ("download", "print", "export"),
    "changed": ("change",),
    "entered": ("sign-in", "refusal"),
}
"""What people ask for: who looked, who took copies, who changed something, who came in or was turned away."""

AT_HAND: Final = 100
"""So many facts may be committed while a statement is drafted, beyond the most that it holds."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data it is, after it was asked who may: `ids` are looked for, `named` stand in the facts that this leaves.

    `accounts` are ids of accounts whose own petitions belong to them too; `receipts` are known numbers by petition id.
    `own` says that whoever asks is that person.
    """

    ids: tuple[str, ...]
    named: tuple[str, ...]
    own: bool
    accounts: tuple[str, ...] = ()
    receipts: Mapping[str, str] = field(default_factory=dict)

    def and_(self, other: Whose) -> Whose:
        """Return both together, for one statement about several."""
        return Whose(
            ids=tuple(dict.fromkeys((*self.ids, *other.ids))),
            named=tuple(dict.fromkeys((*self.named, *other.named))),
            own=self.own and other.own,
            accounts=tuple(dict.fromkeys((*self.accounts, *other.accounts))),
            receipts={**self.receipts, **other.receipts},
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """A page of what was seen, the newest first; `next` is `before` of the page after it, None on the last one."""

    items: tuple[Told, ...]
    next: int | None


class Seen:
    """Who saw whose data, as the person at work may know it (`work.seen`)."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._office = work.office

    def me(self) -> Whose:
        """Return one's own account as data subject. Raises Forbidden for whoever is not signed in."""
        actor = self._work.actor
        if actor.kind == "system" or actor.id == "visitor":
            raise Forbidden("Only somebody with an account has data of their own here.", hint="Sign in first.")
        return account(actor.id, own=True)

    def of(self, petition: Petition[Any]) -> Whose:
        """Return a petition as data subject: for its holder by the key or the account, else for who may `audit.read`.

        Raises Forbidden, also for whoever opened it by the last four digits of a phone.
        """
        own = self._work.petitions.holds(petition)
        if not own:
            self._work.need("audit.read", unit=petition.unit)
        case = f"petition:{petition.id}"
        named = (case, f"account:{petition.applicant}") if petition.applicant else (case,)
        return Whose((case,), named, own, receipts={petition.id: petition.receipt})

    def about(self, word: str) -> Whose:
        """Return whose data a word means: a receipt number, an account's name, or a subject as facts name it.

        Needs `audit.read` for the whole office. Raises NotFound for what is none of them.
        """
        self._work.need("audit.read", unit=WHOLE_OFFICE)
        kind, colon, name = word.partition(":")
        if colon:
            return account(name, own=False) if kind == "account" else Whose((word,), (word,), own=False)
        with suppress(NotFound):
            return self.of(self._work.petitions.get(word))
        return account(self._work.accounts.get(word).id, own=False)

    def list(
        self, whose: Whose, *, kind: Kind | None = None, before: int | None = None, limit: int | None = None
    ) -> Sight:
        """Return a page of the facts about somebody, the newest first; `before` is `next` of the page before.

        For an officer the look is a fact (`fact.shown`) that names the person.
        """
        most = max(1, min(limit or 20, 500))
        search = Search(subjects=whose.ids, kinds=KINDS[kind] if kind else (), before=before)
        conn = self._work.conn
        found, receipts = _found(self._office, conn, whose, search, limit=most + 1)
        teller = Teller(self._office, conn, whose.ids)
        items = tuple(teller.told(each, receipts) for each in found[:most])
        if not whose.own:
            self._work.note(
                SHOWN,
                object=whose.ids[0],
                subjects=whose.named,
                basis=self._office.forms.privacy("개인정보 보호법 제35조"),
                details={"count": len(items)},
            )
        return Sight(items, items[-1].fact.n if len(found) > most else None)


def account(account_id: str, *, own: bool) -> Whose:
    """Return an account as data subject, with the petitions that it filed."""
    ref = f"account:{account_id}"
    return Whose((ref,), (ref,), own, accounts=(account_id,))


def state(
    office: Office,
    whose: Whose,
    *,
    by: Actor,
    why: str,
    origin: Origin | None = None,
    reason: str = "",
    until: datetime | None = None,
) -> Statement:
    """Return the statement of the facts about somebody, to be given to them; that it was given is a fact.

    The newest 2,000 facts are in it, those before `until` where that is given. Somebody else than the person has to say
    why: raises Invalid without a `reason`.
    """
    if not whose.own and not reason.strip():
        words = Text(ko="누구의 요구로 왜 발급하는지 적으세요.", en="Say at whose request you make it, and why.")
        raise Invalid("A statement is made for a reason.", faults=[Fault("reason", words)])
    office.trail.seal()  # what has happened so far is part of it
    search = Search(subjects=whose.ids, until=instant(until) if until else "")
    with office.database.read() as conn:
        found, receipts = _found(office, conn, whose, search, limit=MOST_FACTS + AT_HAND)
        about = tuple(dict.fromkeys((*whose.ids, *sorted(_owners(whose, receipts)))))
        who = Teller(office, conn, whose.ids).who
        body = office.statements.draft(conn, found, about, who, office=office.title, at=office.clock.now())
    with office.work(by=by, why=why, origin=origin) as work:
        fact_id = work.note(
            GIVEN if whose.own else HANDED,
            object=whose.ids[0],
            subjects=whose.named,
            basis=office.forms.privacy("개인정보 보호법 제35조"),
            details={"digest": body.digest(), "facts": len(body.facts)},
            private={} if whose.own else {"reason": reason.strip()},
        )
    office.trail.seal()
    with office.database.read() as conn:
        return office.statements.finish(conn, body, fact_id)


def _found(
    office: Office, conn: Connection, whose: Whose, search: Search, *, limit: int
) -> tuple[list[Found], dict[str, str]]:
    """Return the facts about somebody, and the receipt numbers of the person's petitions among them, by id."""
    receipts = dict(whose.receipts)

    def subjects(facts: list[Fact]) -> frozenset[str]:
        if whose.accounts:
            named = (subject.removeprefix("petition:") for fact in facts for subject in fact.subjects)
            receipts.update(office.forms.receipts(conn, dict.fromkeys(named), applicants=whose.accounts))
        return _owners(whose, receipts)

    return office.statements.found(conn, search, subjects, limit=limit), receipts


def _owners(whose: Whose, receipts: Iterable[str]) -> frozenset[str]:
    return frozenset((*whose.ids, *(f"petition:{petition}" for petition in receipts)))
