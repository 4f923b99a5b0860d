"""What the office lets expire by itself: looked for now and then, each thing ended in a unit of work of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from egovframe.kernel.errors import EgovError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from egovframe.forms.uploads.tidying import Place

log = get_logger("egovframe.forms")

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Expiring(ABC):
    """Lets things of one kind in one office expire when it is called; `every` so many seconds is often enough."""

    office: Place
    every: ClassVar[float] = 3600.0
    who: ClassVar[str]
    """The name under which the office acts."""
    why: ClassVar[str]

    def __call__(self) -> int:
        """Do it once; return how many expired. One that is held, or that somebody uses at that moment, stays."""
        done, after = 0, ""
        while True:
            with self.office.database.read() as conn:
                ids = self.over(conn, self.office.clock.now(), after=after, limit=BATCH)
            if not ids:
                return done
            for each in ids:
                try:
                    with self.office.work(by=Actor.system(self.who), why=self.why) as work:
                        self.end(work, each)
                except EgovError as error:
                    log.info("What is over stays for now.", kind=self.who, why=error.code)
                    continue
                done += 1
            after = ids[-1]

    @abstractmethod
    def over(self, conn: sa.Connection, now: datetime, *, after: str, limit: int) -> Sequence[str]:
        """Return the ids of those whose time is over, in order, after that id; at most `limit`."""

    @abstractmethod
    def end(self, work: Any, id_: str) -> None:
        """End one of them. Raises what keeps it."""
