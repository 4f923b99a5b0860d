"""Links to co-sign that nobody used in time: who they were for is erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from egovframe.forms.cosigning import store
from egovframe.forms.expiring import Expiring

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa


class ExpiringLinks(Expiring):
    """Lets the unused links of one office expire."""

    __slots__ = ()
    who: ClassVar[str] = "cosigners"
    why: ClassVar[str] = "links to co-sign expired"

    def over(self, conn: sa.Connection, now: datetime, *, after: str, limit: int) -> Sequence[str]:
        """Return the links that ran out and were not used."""
        return store.expired(conn, now, after=after, limit=limit)

    def end(self, work: Any, id_: str) -> None:
        """Erase who a link was for; one that is signed at that very moment stays."""
        work.cosigners.expire(id_)
