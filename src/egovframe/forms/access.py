"""Who may touch which petition: officers by permission and unit, holders by their key, nobody else even sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import store
from egovframe.forms.joint import store as joint
from egovframe.forms.model import Petition
from egovframe.forms.procedure.states import HOLDER, OFFICE
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import ReceiptInvalid, read_receipt
from egovframe.kernel.permissions import Forbidden

if TYPE_CHECKING:
    from egovframe.forms.store import Row
    from egovframe.kernel.permissions import Rows
    from egovframe.kernel.work import UnitOfWork


READ: Final = "petition.read"


def object_of(row: Row) -> str:
    """Return what a fact about a petition names as its object."""
    return f"petition:{row['id']}"


def subjects_of(row: Row) -> tuple[str, ...]:
    """Return whose data a petition is: the case itself, and the account that filed it."""
    case = f"petition:{row['id']}"
    return (case, f"account:{row['applicant']}") if row["applicant"] else (case,)


def event_of(row: Row) -> dict[str, str]:
    """Return what every event of a petition says."""
    return {"petition_id": row["id"], "form": row["form"], "unit": row["unit"]}


class Access:
    """Finds petitions for one person at work, within one unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self.held: set[str] = set()  # petitions whose holder proved to be it, in this unit of work
        self.fresh: set[str] = set()  # petitions that this unit of work received

    def found(self, receipt: str, *permissions: str) -> Row:
        """Return the row of a petition for a deed that needs one of the permissions; who may comes first.

        Raises Forbidden for who holds none of them anywhere, and NotFound where the actor may not know of the petition.
        """
        permission = next((each for each in permissions if self._work.may(each)), permissions[0])
        self._work.need(permission)
        try:
            row = store.by_receipt(self._work.conn, read_receipt(receipt))
        except ReceiptInvalid:
            row = None
        if row is not None:
            permission = next((each for each in permissions if self.may(each, row)), permission)
        if row is None or not self._known(permission, row):
            raise NotFound("There is no petition with this receipt number.", hint="Compare it with the receipt.")
        self.need(permission, row)
        return row

    def for_deed(self, receipt: str, whose: Collection[str]) -> Row:
        """Return the row of a petition to whoever may do something: its holder, or holders of a permission."""
        permissions = [each for each in whose if each not in (HOLDER, OFFICE)]
        if HOLDER in whose:
            return self.own(receipt, *permissions)
        return self.found(receipt, *permissions)

    def _known(self, permission: str, row: Row) -> bool:
        """Say whether the actor may know that a petition is there; that it may not is a fact."""
        if self.may("petition.read", row) or self.may(permission, row):
            return True
        self._work.denied(permission, unit=row["unit"], form=row["form"], object=object_of(row))
        return False

    def may(self, permission: str, row: Row) -> bool:
        """Say whether the actor holds the permission for this petition: its unit, its form, and whose case it is.

        Reading it takes no more than reading the petitions of a unit that takes part in it.
        """
        if self._work.may(permission, unit=row["unit"], form=row["form"], owner=row["handler"]):
            return True
        return permission == READ and self._takes_part(row)

    def need(self, permission: str, row: Row) -> None:
        """Raise Forbidden unless the actor holds the permission for this petition."""
        if permission == READ and self.may(READ, row):
            return
        self._work.need(permission, unit=row["unit"], form=row["form"], owner=row["handler"])

    def _takes_part(self, row: Row) -> bool:
        """Say whether the actor reads this petition through a unit that takes part in it (법31①)."""
        if row["closed"] is not None or not self._work.may(READ):
            return False
        return any(
            self._work.may(READ, unit=part["unit"], form=row["form"], owner=part["officer"])
            for part in joint.readers(self._work.conn, row["id"])
        )

    def need_everything(self, row: Row) -> None:
        """Raise Forbidden unless the actor may see every kind of personal answer of this petition."""
        self.need("petition.reveal", row)
        if self.kinds(row) is not None:
            raise Forbidden(
                f"{self._work.actor.name} may see some kinds of personal answers only.",
                hint="Ask a colleague whose role reveals all of them.",
                permission="petition.reveal",
            )

    def kinds(self, row: Row) -> frozenset[str] | None:
        """Return which kinds of personal answers of this petition the actor may see; None is every kind."""
        return self._work.actor.kinds("petition.reveal", unit=row["unit"], form=row["form"], owner=row["handler"])

    def own(self, receipt: str, *permissions: str) -> Row:
        """Return the row of a petition to its holder, or to an officer who holds one of the permissions for it."""
        try:
            row = store.by_receipt(self._work.conn, read_receipt(receipt))
        except ReceiptInvalid:
            row = None
        if row is not None and self.holds(row["id"], row["applicant"]):
            return row
        if permissions:
            return self.found(receipt, *permissions)
        raise NotFound("No petition of yours has this number.", hint="Show the key of your receipt first.")

    def holds(self, petition_id: str, applicant: str | None) -> bool:
        """Say whether the actor is the petition's holder: by its key in this unit, or by the account that filed it."""
        actor = self._work.actor
        return petition_id in self.held or (actor.kind in ("citizen", "company") and applicant == actor.id)

    def by_id(self, petition_id: str) -> Row:
        """Return the row of a petition that an event named."""
        row = store.by_id(self._work.conn, petition_id)
        if row is None:
            raise NotFound(
                f"There is no petition {petition_id}.", hint="It may have been removed; run `egovframe verify`."
            )
        return row

    def reread(self, petition: Petition[Any], permission: str) -> Row:
        """Return the row of a petition at hand; the observers of one just received need no permission."""
        row = self.by_id(petition.id)
        if petition.id not in self.fresh:
            self.need(permission, row)
        return row

    def allows(self, row: Row | Petition[Any], whose: Collection[str]) -> bool:
        """Say whether the actor is one of those: the holder, the office itself, or holds one of the permissions."""
        case = _case(row) if isinstance(row, Petition) else row
        for who in whose:
            if who == HOLDER:
                if self.holds(case["id"], case["applicant"]):
                    return True
            elif who == OFFICE:
                if self._work.actor.kind == "system":
                    return True
            elif self.may(who, case):
                return True
        return False

    def need_one(self, row: Row, whose: Collection[str]) -> None:
        """Raise Forbidden unless the actor is one of those; the refusal is a fact."""
        if not self.allows(row, whose):
            self.need(next((who for who in whose if who not in (HOLDER, OFFICE)), "petition.answer"), row)


def _case(petition: Petition[Any]) -> Row:
    return {
        "id": petition.id,
        "unit": petition.unit,
        "form": petition.form_name,
        "handler": petition.handler,
        "applicant": petition.applicant,
        "closed": petition.closed,
    }


MOST_BATCHES: Final = 20
"""So many pages are looked through for one, where a plug-in refuses rows that the grants open."""


def paged(
    read: Callable[[str | None, int], list[Row]], rows: Rows, *, before: str | None, most: int
) -> tuple[list[Row], str | None]:
    """Return a page of at most `most` rows that are open, and the cursor of the next page (None on the last).

    `read` gives rows that the grants open, by cursor and number. Where a plug-in judges each of them, some pages are
    looked through; after twenty of them the page is as short as it is, and its cursor goes on from there.
    """
    if rows.judge is None:
        found = read(before, most + 1)
        return found[:most], found[most - 1]["id"] if len(found) > most else None
    shown: list[Row] = []
    for _ in range(MOST_BATCHES):
        found = read(before, most + 1)
        for row in found[:most]:
            if rows.judge(row["unit"], row["form"], row["handler"]):
                shown.append(row)
            before = row["id"]
            if len(shown) == most:
                break
        if len(shown) == most or len(found) <= most:
            more = len(found) > most or (bool(found) and before != found[-1]["id"])
            return shown, before if more else None
    return shown, before
