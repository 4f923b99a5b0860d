"""Links to co-sign that nobody used in time: who they were for is erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from egovframe.forms.cosigning import store
from egovframe.kernel.errors import EgovError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from egovframe.forms.uploads.tidying import Place

log = get_logger("egovframe.forms")

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Expiring:
    """Lets the unused links of one office expire when it is called; `every` so many seconds is often enough."""

    office: Place
    every: ClassVar[float] = 3600.0

    def __call__(self) -> int:
        """Do it once; return how many expired. One that is signed at that very moment stays."""
        done, after = 0, ""
        while True:
            with self.office.database.read() as conn:
                ids = store.expired(conn, self.office.clock.now(), after=after, limit=BATCH)
            if not ids:
                return done
            for each in ids:
                try:
                    with self.office.work(by=Actor.system("cosigners"), why="links to co-sign expired") as work:
                        work.cosigners.expire(each)
                except EgovError as error:
                    log.info("A link to co-sign stays for now.", why=error.code)
                    continue
                done += 1
            after = ids[-1]
