"""Signers of petitions that ended long ago: their names, contacts and marks are destroyed, their number stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from egovframe.forms.expiring import Expiring
from egovframe.forms.public import facts, store
from egovframe.forms.public.publishing import owner_of
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa


class ExpiringSigners(Expiring):
    """Erases the signers of one office whose time is over; those under a hold stay until it is lifted."""

    __slots__ = ()
    who: ClassVar[str] = "signatures"
    why: ClassVar[str] = "signers' data erased"

    def over(self, conn: sa.Connection, now: datetime, *, after: str, limit: int) -> Sequence[str]:
        """Return the publications that ended so long ago that nobody needs to know who signed."""
        office: Any = self.office  # it has its forms, too
        days = office.forms.settings.public.erase_days
        return store.to_erase(conn, now - timedelta(days=days), after=after, limit=limit)

    def end(self, work: Any, id_: str) -> None:
        """Destroy the key of the signers: names, contacts and whose a mark was are gone; their number stays."""
        row = store.plain(work.conn, id_)
        if row is None or row["erased"] is not None or row["total"] is None:
            return
        store.change(work, row, {"erased": instant(work.at)})
        work.cabinet.destroy_key(work, owner_of(id_))
        work.note(
            facts.ERASED,
            object=f"publication:{id_}",
            subjects=(f"petition:{row['petition']}",),
            details={"form": row["form"], "publication": id_},
        )
