"""Reading ahead: where very many facts wait, they are read and hashed before the seal, by helpers as well.

What is read so may be of a moment ago. A fact that was committed since, under a number that was passed, is missing from
it: a seal takes that for a gap and waits for the number, as it always does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.entry import FACT_MAC
from egovframe.audit.helping.helpers import WORTH_IT, Helpers, task_for
from egovframe.audit.sealing.reading import Facts, read

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database

PIECE: Final = 4_000
"""Numbers that are read at once."""
PROCESSES: Final = 2
"""One helper: building the tree is not shared, and two keep it busy."""
Stretch = tuple[int, int]
"""The first number and the last."""


@contextmanager
def helping(conn: Any, cabinet: Cabinet) -> Iterator[Callable[[Stretch], Facts]]:
    """Lend what a helper process reads with."""
    yield lambda stretch: read(conn, cabinet, *stretch, most=PIECE)


HELPING: Final = f"{__name__}:helping"
"""What a helper process is told to make."""


@contextmanager
def ahead(database: Database, cabinet: Cabinet, first: int, last: int) -> Iterator[Iterator[Facts]]:
    """Lend what the stretches of the numbers first…last hold, in order; nothing where so few wait."""
    worth_it = last - first >= WORTH_IT
    task = task_for(database, cabinet, HELPING, purposes=(FACT_MAC,)) if worth_it else None
    if task is None:
        yield iter(())
        return
    stretches = [(start, min(start + PIECE - 1, last)) for start in range(first, last + 1, PIECE)]
    helpers: Helpers[Stretch, Facts] = Helpers(task, PROCESSES - 1)

    def read_here(stretch: Stretch) -> Facts:
        with database.read() as conn, helping(conn, cabinet) as read_one:
            return read_one(stretch)

    with closing(helpers.read(stretches, read_here)) as found:  # it ends the helpers
        yield found
