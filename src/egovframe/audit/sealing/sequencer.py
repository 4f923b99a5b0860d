"""The sequencer: seals committed facts, in order, into the Merkle log.

Facts are written unsealed in the business transaction; nothing there waits for the log. The sequencer takes what has
been committed since, hashes it into the tree and signs a checkpoint. Each checkpoint names the size of the one before,
once: of two sequencers that start from the same checkpoint one fails and starts over, so the log cannot fork.

On PostgreSQL a number may be drawn before, and committed after, a higher one. Such gaps are remembered with a
transaction that is newer than all that could fill them, and given up only when all older ones are over.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.cosignatures import ML_DSA_44, Cosigner, ml_dsa_here
from egovframe.audit.errors import TrailBroken
from egovframe.audit.keys import LogKeys
from egovframe.audit.notes import Checkpoint, Signer
from egovframe.audit.sealing import store as sealing
from egovframe.audit.sealing.ahead import ahead
from egovframe.audit.sealing.reading import Facts, read
from egovframe.audit.store import Gap, Run
from egovframe.audit.tiles import TileTree
from egovframe.kernel.clock import Clock, instant
from egovframe.kernel.ids import new_id
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

BATCH: Final = 20_000
"""Facts that one checkpoint takes in at most."""
LEASE: Final = "sequencer"
TERM: Final = timedelta(seconds=5)
"""For so long a sequencer that has sealed is waited for by the others."""
POST_QUANTUM_SEED: Final = "log-ml-dsa-44"


class Sequencer:
    """Seals facts. One is enough for an office; a second one does no harm."""

    def __init__(self, database: Database, cabinet: Cabinet, clock: Clock, *, origin: str) -> None:
        self._database = database
        self._cabinet = cabinet
        self._clock = clock
        self._first_origin = origin
        self._keys = LogKeys(cabinet)
        self._name = f"{os.uname().nodename}:{os.getpid()}:{new_id()[-6:]}"
        self._post_quantum: Cosigner | None = None
        self._tree: TileTree | None = None  # kept between batches while nobody else seals

    def signer(self, origin: str) -> Signer:
        """Return the log's newest signer under its name."""
        with self._database.read() as conn:
            return self._keys.signers(conn, origin, self._clock.now())[0]

    def seal(self, *, in_turn: bool = False) -> int:
        """Seal everything that is committed; return how many facts were sealed.

        With `in_turn` only whoever holds the lease seals: of many processes that look every second, one works. Without
        it the caller does not wait for its turn; the compare-and-swap of checkpoints keeps the log from forking.
        """
        total, more = self._seal_batch(in_turn=in_turn)
        if not more:
            return total
        with self._database.read() as conn:
            first, last = store.highest_sealed(conn) + 1, sealing.highest_written(conn)
        with ahead(self._database, self._cabinet, first, last) as coming:
            while more:
                sealed, more = self._seal_batch(in_turn=in_turn, prepared=_batch_of(coming))
                total += sealed
        return total

    def _seal_batch(self, *, in_turn: bool, prepared: Sequence[Facts] = ()) -> tuple[int, bool]:
        with self._database.read() as conn:  # most looks find nothing: they take no turn among the writers
            if not self._anything(conn):
                return 0, False
            size = _size(conn)
        try:
            with self._database.write() as conn:
                if in_turn and not self._leads(conn):
                    return 0, False
                return self._seal(conn, prepared)
        except sealing.Overtaken:
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

    def _leads(self, conn: Any) -> bool:
        """Take or prolong the lease; say whether it is ours. One that lasts absurdly long is of a clock set wrong."""
        now = self._clock.now()
        return sealing.take_lease(
            conn, LEASE, holder=self._name, now=instant(now), until=instant(now + TERM), most=instant(now + 3 * TERM)
        )

    def look_back(self) -> int:
        """Wait again for facts that were passed over, so that the next seal takes them; return how many."""
        with self._database.write() as conn:
            found = sealing.passed_over(conn)
            sealing.change_gaps(conn, [], found)
        return len(found)

    def rest(self) -> None:
        """Give the lease back, for the next one to take at once."""
        with self._database.write() as conn:
            sealing.leave_lease(conn, LEASE, holder=self._name, now=instant(self._clock.now()))

    def _anything(self, conn: Any) -> bool:
        return sealing.any_after(conn, store.highest_sealed(conn)) or bool(store.all_gaps(conn))

    def _seal(self, conn: Any, prepared: Sequence[Facts]) -> tuple[int, bool]:
        oldest = sealing.oldest_open(conn)  # before reading: what was over by then is read
        last = store.last_checkpoint(conn)
        size = last.size if last else 0
        origin = last.note.split("\n", 1)[0] if last else self._first_origin
        gaps = store.all_gaps(conn)
        taken = self._take(conn, gaps, oldest, prepared)
        if not taken.numbers:
            sealing.change_gaps(conn, gaps, taken.waiting)
            return 0, False
        tree = self._tree_at(conn, size)
        changed = tree.append(taken.hashes)
        root = tree.root()
        now = self._clock.now()
        note = Checkpoint(origin, tree.size, root).sign(*self._keys.signers(conn, origin, now))
        extended, new_runs = _runs(store.last_run(conn), taken.numbers, size)
        sealing.write_seal(
            conn,
            checkpoint={"size": tree.size, "previous": size, "note": str(note), "at": self._at(last)},
            changed=changed,
            new_runs=new_runs,
            extended=extended,
            known=gaps,
            waiting=taken.waiting,
        )
        self._cosign(conn, origin, note.text, tree.size)  # last: whoever waits for the same row waits for our commit
        self._tree = tree
        return len(taken.numbers), taken.full

    def _cosign(self, conn: Any, origin: str, text: str, size: int) -> None:
        """Sign the checkpoint with ML-DSA-44 as well, where there is one: it holds when Ed25519 is broken one day.

        It is a timestamped cosignature (C2SP tlog-cosignature) under the log's own name. Only the newest is kept.
        """
        if not ml_dsa_here():
            return
        signature = self._cosigner(origin).sign(text)
        store.replace_cosignature(
            conn,
            {
                "size": size,
                "name": signature.name,
                "key_hash": signature.key_hash.hex(),
                "signature": signature.value,
                "at": instant(self._clock.now()),
            },
        )

    def post_quantum_vkey(self, origin: str) -> str | None:
        """Return the ML-DSA-44 verifier key of the log; None where the installed cryptography has no ML-DSA-44."""
        return self._cosigner(origin).vkey if ml_dsa_here() else None

    def _cosigner(self, origin: str) -> Cosigner:
        if self._post_quantum is None or self._post_quantum.name != origin:
            seed = self._cabinet.signing_seed(POST_QUANTUM_SEED)
            self._post_quantum = Cosigner(origin, seed, clock=self._clock, kind=ML_DSA_44)
        return self._post_quantum

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

    def _take(self, conn: Any, gaps: Sequence[Gap], oldest: int, prepared: Sequence[Facts]) -> _Taken:
        """Return what is to be sealed now: the facts that turned up in gaps, then those after the last sealed one."""
        taken = _Taken()
        for gap in gaps:
            found = self._read(conn, taken, gap.first, gap.last)
            if oldest < gap.horizon:
                taken.waiting += [Gap(f, t, gap.horizon) for f, t in _between(gap.first - 1, found, gap.last)]
            elif taken.full:  # the next checkpoint takes the rest
                seen = found[-1] if found else gap.first - 1
                taken.waiting += [Gap(f, t, gap.horizon) for f, t in _between(seen, (), gap.last)]
        high = store.highest_sealed(conn)
        fresh = self._read(conn, taken, high + 1, None, prepared)
        own = sealing.own_transaction(conn) if fresh else 0  # after reading: what is missing may come until then
        if own:
            taken.waiting += [Gap(f, t, own) for f, t in _between(high, fresh, fresh[-1])]
        return taken

    def _read(
        self, conn: Any, taken: _Taken, first: int, last: int | None, prepared: Sequence[Facts] = ()
    ) -> list[int]:
        """Take the office's own facts numbered first…last, until the batch is full; return the numbers of all seen."""
        seen: list[int] = []
        for facts in prepared:
            if facts.first == first and facts.last is not None:  # otherwise another sequencer came between
                seen += taken.add(facts)
                first = facts.last + 1
        if not taken.full:
            seen += taken.add(read(conn, self._cabinet, first, last, most=taken.room))
        return seen


@dataclass(slots=True)
class _Taken:
    """What one checkpoint takes into the log: facts by number with their leaf hashes, and the gaps waited for after."""

    numbers: list[int] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    waiting: list[Gap] = field(default_factory=list)

    def add(self, facts: Facts) -> list[int]:
        """Take what was read; return the numbers of all that was seen."""
        self.numbers += facts.numbers
        self.hashes += facts.hashes
        rejected = len(facts.seen) - len(facts.numbers)
        if rejected:
            log.error("Facts that the office did not write are not sealed; run `egovframe verify`.", count=rejected)
        return facts.seen

    @property
    def room(self) -> int:
        return BATCH - len(self.numbers)

    @property
    def full(self) -> bool:
        return self.room <= 0


def _batch_of(coming: Iterator[Facts]) -> list[Facts]:
    """Return as much of what was read ahead as one checkpoint takes."""
    batch: list[Facts] = []
    count = 0
    while count < BATCH and (facts := next(coming, None)) is not None:
        batch.append(facts)
        count += len(facts.seen)
    return batch


def _size(conn: Any) -> int:
    last = store.last_checkpoint(conn)
    return last.size if last else 0


def _between(before: int, numbers: Sequence[int], last: int) -> list[tuple[int, int]]:
    """Return the stretches of before+1…last that hold none of the numbers (ascending)."""
    if len(numbers) == last - before:  # none is missing, as nearly always
        return []
    stretches, expected = [], before + 1
    for number in [*numbers, last + 1]:
        if number > expected:
            stretches.append((expected, number - 1))
        expected = number + 1
    return stretches


def _runs(last: Run | None, numbers: Sequence[int], size: int) -> tuple[Run | None, list[Run]]:
    """Return the last run when these facts lengthen it, and the new runs."""
    found = [Run(size + start, numbers[start], end - start) for start, end in pairwise(_starts(numbers))]
    if last is None or not found or found[0].first != last.first + last.count:
        return None, found
    return Run(last.position, last.first, last.count + found[0].count), found[1:]


def _starts(numbers: Sequence[int]) -> list[int]:
    """Return the places at which a number does not follow the one before it, and the end."""
    if not numbers:
        return []
    whole = numbers[-1] - numbers[0] == len(numbers) - 1  # they ascend: none is missing
    breaks = () if whole else (p for p in range(1, len(numbers)) if numbers[p] != numbers[p - 1] + 1)
    return [0, *breaks, len(numbers)]
