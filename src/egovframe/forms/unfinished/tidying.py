"""Unfinished petitions whose time is over: what was entered is destroyed for good, with the key that opened it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from egovframe.forms.expiring import Expiring
from egovframe.forms.unfinished import store

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa


class ExpiringPetitions(Expiring):
    """Lets the unfinished petitions of one office expire."""

    __slots__ = ()
    who: ClassVar[str] = "unfinished"
    why: ClassVar[str] = "unfinished petitions expired"

    def over(self, conn: sa.Connection, now: datetime, *, after: str, limit: int) -> Sequence[str]:
        """Return those that nobody went on with in time."""
        return store.expired(conn, now, after=after, limit=limit)

    def end(self, work: Any, id_: str) -> None:
        """Destroy what was entered; one that is held stays."""
        work.unfinished.expire(id_)
