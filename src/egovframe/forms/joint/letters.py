"""Who hears of a part that a unit takes in another's petition, and what a letter about it can say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from egovframe.forms.access import Access, event_of
from egovframe.forms.events import PartAsked, PartLate, PartReplied, PartTold
from egovframe.forms.joint import store
from egovframe.kernel.clock import moment

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PartLetter:
    """What a letter about a part names: the petition, its unit that leads, and when the other unit's reply is due."""

    case: Row
    lead: str
    unit: str
    reply_by: datetime


def tell(event: PartAsked | PartLate | PartReplied, work: UnitOfWork, forms: Forms) -> None:
    """Emit `PartTold` once for each account that is to hear of it; for the transaction in which it happened.

    A question goes to the officer of the other unit who has the part, a reply to the handler of the petition, and a
    reply that does not come to both. Where nobody has it whoever could take it hears of it; who did it does not.
    """
    part, case = store.by_id(work.conn, event.part), Access(work).by_id(event.petition_id)
    if part is None:
        return
    people: list[str] = []
    if not isinstance(event, PartReplied):
        people += _whose(part["officer"], part["unit"], case, work, forms)
    if not isinstance(event, PartAsked):
        people += _whose(case["handler"], case["unit"], case, work, forms)
    word = event.name.removeprefix("petition.part_")
    for account in dict.fromkeys(people):
        if account != work.actor.id:
            work.emit(PartTold(**event_of(case), part=part["id"], to=part["unit"], word=word, account_id=account))


def letter_of(event: PartTold, work: UnitOfWork) -> PartLetter | None:
    """Return what the letter names; None where it would be about what is over: decided, withdrawn or replied to."""
    part, case = store.by_id(work.conn, event.part), Access(work).by_id(event.petition_id)
    over = part is None or (part["settled"] is not None and event.word != "replied")
    if part is None or over or case["decided"] is not None:
        return None
    return PartLetter(case, case["unit"], part["unit"], moment(part["reply_by"]))


def _whose(officer: str | None, unit: str, case: Row, work: UnitOfWork, forms: Forms) -> list[str]:
    """Return the account that has it, else those of the unit that could."""
    if officer is not None:
        return [officer]
    held = forms.organisation.officers(work.conn, "petition.answer", unit=unit, form=case["form"], at=work.at)
    return [each.id for each in held if each.near == 0]
