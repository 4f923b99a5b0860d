"""The sequencer: seals committed facts, in order, into the Merkle log.

Facts are written unsealed in the business transaction; nothing there waits for the log. The sequencer takes what has
been committed since, hashes it into the tree and signs a checkpoint. Each checkpoint names the size of the one before,
once: of two sequencers that start from the same checkpoint one fails and starts over, so the log cannot fork.

On PostgreSQL a number may be drawn before, and committed after, a higher one. Such gaps are remembered with a
transaction that is newer than all that could fill them, and given up only when all older ones are over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.errors import TrailBroken
from egovframe.audit.notes import Checkpoint, Signer
from egovframe.audit.store import Gap, Run
from egovframe.audit.tiles import TileTree
from egovframe.audit.tree import leaf_hashes
from egovframe.kernel.clock import Clock, instant
from egovframe.kernel.crypto import same
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

BATCH: Final = 20_000
FACT_MAC: Final = "fact-mac"


class Sequencer:
    """Seals facts. One is enough for an office; a second one does no harm."""

    def __init__(self, database: Database, cabinet: Cabinet, clock: Clock, *, origin: str) -> None:
        self._database = database
        self._cabinet = cabinet
        self._clock = clock
        self._first_origin = origin
        self._tree: TileTree | None = None  # kept between batches while nobody else seals

    def signer(self, origin: str) -> Signer:
        """Return the log's signer under its name."""
        return Signer(origin, self._cabinet.signing_key("log"))

    def seal(self) -> int:
        """Seal everything that is committed; return how many facts were sealed."""
        total = 0
        while True:
            sealed, more = self._seal_batch()
            total += sealed
            if not more:
                return total

    def _seal_batch(self) -> tuple[int, bool]:
        with self._database.read() as conn:  # most looks find nothing: they take no turn among the writers
            if not self._anything(conn):
                return 0, False
            size = _size(conn)
        try:
            with self._database.write() as conn:
                return self._seal(conn)
        except store.Overtaken:
            self._tree = None
            return 0, True
        except Exception as error:
            self._tree = None
            if type(error).__name__ != "IntegrityError":
                raise
            with self._database.read() as conn:
                if _size(conn) > size:  # another sequencer was faster: its checkpoint stands
                    return 0, True
            raise TrailBroken(
                "The log cannot be sealed: its tables hold a row that the office did not write.",
                hint="Run `egovframe verify`, which names it. Nothing is lost: facts wait in the database.",
            ) from error

    def _anything(self, conn: Any) -> bool:
        high = store.highest_sealed(conn)
        return bool(store.facts_between(conn, high + 1, None, 1) or store.all_gaps(conn))

    def _seal(self, conn: Any) -> tuple[int, bool]:
        oldest = store.oldest_open(conn)  # before reading: what was over by then is read
        last = store.last_checkpoint(conn)
        size = last.size if last else 0
        origin = last.note.split("\n", 1)[0] if last else self._first_origin
        gaps = store.all_gaps(conn)
        late, waiting = self._late(conn, gaps, oldest)
        high = store.highest_sealed(conn)
        fresh = store.facts_between(conn, high + 1, None, BATCH)
        rows = self._vouched([*late, *fresh])
        waiting += _gaps_in(high, fresh, store.own_transaction(conn) if fresh else 0)  # after reading
        if not rows:
            store.change_gaps(conn, gaps, waiting)
            return 0, False
        tree = self._tree_at(conn, size)
        changed = tree.append(leaf_hashes(row.entry for row in rows))
        root = tree.root()
        note = Checkpoint(origin, tree.size, root).sign(self.signer(origin))
        extended, new_runs = _runs(store.last_run(conn), rows, size)
        store.write_seal(
            conn,
            checkpoint={"size": tree.size, "previous": size, "note": str(note), "at": self._at(last)},
            changed=changed,
            new_runs=new_runs,
            extended=extended,
            known=gaps,
            waiting=waiting,
        )
        self._tree = tree
        return len(rows), len(fresh) == BATCH

    def _at(self, last: Any) -> str:
        """Return the moment of a seal: never before the one that it follows, even when the clock was set back."""
        now = instant(self._clock.now())
        if last is None or last.at <= now:
            return now
        log.warning("The clock was set back: the log's newest checkpoint is of the future.", now=now, newest=last.at)
        return str(last.at)

    def _tree_at(self, conn: Any, size: int) -> TileTree:
        if self._tree is not None and self._tree.size == size:
            return self._tree
        return TileTree(lambda level, index: store.read_tile(conn, level, index), size)

    def _late(self, conn: Any, gaps: Sequence[Gap], oldest: int) -> tuple[list[Any], list[Gap]]:
        """Return the facts that turned up in gaps, and the gaps still to be waited for."""
        late: list[Any] = []
        waiting: list[Gap] = []
        for gap in gaps:
            found = store.facts_between(conn, gap.first, gap.last, BATCH)
            late += found
            if oldest < gap.horizon:
                waiting += [Gap(f, t, gap.horizon) for f, t in _between(gap.first - 1, [r.n for r in found], gap.last)]
        return late, waiting

    def _vouched(self, rows: Sequence[Any]) -> list[Any]:
        """Return the facts that the office itself wrote; another tool's are left unsealed for verification to name."""
        good = [row for row in rows if self._is_ours(row)]
        if len(good) != len(rows):
            log.error(
                "Facts that the office did not write are not sealed; run `egovframe verify`.",
                count=len(rows) - len(good),
            )
        return good

    def _is_ours(self, row: Any) -> bool:
        """Say whether the office wrote the fact, under its own id: a copy under another id is somebody else's."""
        entry = bytes(row.entry)
        return b'"id":"%s"' % row.id.encode() in entry and same(bytes(row.mac), self._cabinet.mac(FACT_MAC, entry))


def _size(conn: Any) -> int:
    last = store.last_checkpoint(conn)
    return last.size if last else 0


def _between(before: int, numbers: Sequence[int], last: int) -> list[tuple[int, int]]:
    """Return the stretches of before+1…last that hold none of the numbers (ascending)."""
    stretches, expected = [], before + 1
    for number in [*numbers, last + 1]:
        if number > expected:
            stretches.append((expected, number - 1))
        expected = number + 1
    return stretches


def _gaps_in(high: int, fresh: Sequence[Any], own: int) -> list[Gap]:
    """Return the numbers missing among fresh facts, to be waited for until all transactions before ours are over."""
    if not fresh or not own:
        return []
    return [Gap(f, t, own) for f, t in _between(high, [row.n for row in fresh], fresh[-1].n)]


def _runs(last: Run | None, rows: Sequence[Any], size: int) -> tuple[Run | None, list[Run]]:
    """Return the last run when these facts lengthen it, and the new runs."""
    extended: Run | None = None
    found: list[Run] = []
    position = size
    for row in rows:
        if found and row.n == found[-1].first + found[-1].count:
            found[-1] = Run(found[-1].position, found[-1].first, found[-1].count + 1)
        elif not found and last is not None and row.n == (extended or last).first + (extended or last).count:
            extended = Run(last.position, last.first, (extended or last).count + 1)
        else:
            found.append(Run(position, row.n, 1))
        position += 1
    return extended, found
