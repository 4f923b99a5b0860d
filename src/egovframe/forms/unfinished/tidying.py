"""Unfinished petitions whose time is over: what was entered is destroyed for good, with the key that opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from egovframe.forms.unfinished import store
from egovframe.kernel.errors import EgovError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from egovframe.forms.uploads.tidying import Place

log = get_logger("egovframe.forms")

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Expiring:
    """Lets the unfinished petitions of one office expire when it is called; `every` so many seconds is often enough."""

    office: Place
    every: ClassVar[float] = 3600.0

    def __call__(self) -> int:
        """Do it once; return how many were removed. One that is held, or that somebody goes on with, stays."""
        removed, after = 0, ""
        while True:
            with self.office.database.read() as conn:
                ids = store.expired(conn, self.office.clock.now(), after=after, limit=BATCH)
            if not ids:
                return removed
            for each in ids:
                try:
                    with self.office.work(by=Actor.system("unfinished"), why="unfinished petitions expired") as work:
                        work.unfinished.expire(each)
                except EgovError as error:
                    log.info("An unfinished petition stays for now.", why=error.code)
                    continue
                removed += 1
            after = ids[-1]
