"""Who may touch which petition: officers by permission and unit, holders by their key, nobody else even sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms import store
from egovframe.forms.model import PERMISSION_OF, Action, Petition
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import ReceiptInvalid, read_receipt

if TYPE_CHECKING:
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork


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

    def found(self, receipt: str, permission: str) -> Row:
        """Return the row of a petition for a deed that needs `permission`; who may comes first, then what there is."""
        self._work.need(permission)
        try:
            row = store.by_receipt(self._work.conn, read_receipt(receipt))
        except ReceiptInvalid:
            row = None
        actor = self._work.actor
        if row is None or not (actor.may("petition.read", unit=row["unit"]) or actor.may(permission, unit=row["unit"])):
            raise NotFound("There is no petition with this receipt number.", hint="Compare it with the receipt.")
        self._work.need(permission, unit=row["unit"])
        return row

    def own(self, receipt: str, *, officers: bool = True) -> Row:
        """Return the row of a petition to its holder, or to an officer who may answer it."""
        try:
            row = store.by_receipt(self._work.conn, read_receipt(receipt))
        except ReceiptInvalid:
            row = None
        if row is not None and self.holds(row["id"], row["applicant"]):
            return row
        if officers:
            return self.found(receipt, "petition.answer")
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
        if petition.id not in self.fresh:
            self._work.need(permission, unit=petition.unit)
        return self.by_id(petition.id)

    def allows(self, petition: Petition[Any], action: Action) -> bool:
        """Say whether the actor may do this with the petition, whatever its state."""
        actor, unit = self._work.actor, petition.unit
        if action == "amend":
            return self.holds(petition.id, petition.applicant)
        if action == "withdraw":
            return self.holds(petition.id, petition.applicant) or actor.may("petition.answer", unit=unit)
        if action == "close":
            return actor.kind == "system"
        if action == "assign" and actor.may("petition.answer", unit=unit):
            return True
        return actor.may(PERMISSION_OF[action], unit=unit)
