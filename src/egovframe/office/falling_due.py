"""What comes due by itself while petitions wait: looked for every so often, each told once (영23, 25)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.forms.procedure.store import forget_requests
from egovframe.kernel.clock import instant
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from egovframe.office.office import Office

BATCH: Final = 200
"""So much of each kind is told in one unit of work: few enough that nobody waits long for the writer's turn."""

REMEMBERED: Final = timedelta(days=7)
"""So long a request that was done is remembered by its Idempotency-Key."""


def look_for_due(office: Office) -> int:
    """Tell what has come due since the last time, and return how much that was.

    Several processes may do it at once: one works, the others find nothing. What was told in a batch stays told, so
    that the next time goes on where a crash ended this one.
    """
    told = 0
    while True:
        with office.work(by=Actor.system("due"), why="what comes due by itself") as work:
            found = work.petitions.tick(most=BATCH)
        told += found
        if not found:
            break
    with office.look(by=Actor.system("due"), why="who is to be told of deadlines") as look:
        reaching = look.petitions.reaching()
    for start in range(0, len(reaching), BATCH):
        with office.work(by=Actor.system("due"), why="who is told of deadlines") as work:
            told += work.petitions.climb(reaching[start : start + BATCH])
    with office.database.write() as conn:
        forget_requests(conn, before=instant(office.clock.now() - REMEMBERED))
    return told
