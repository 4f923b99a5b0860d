"""A chunk of the log read as a whole: some thousand facts of which everything is as it should be.

Nearly all of a log is. So what stands in its columns is compared column by column, and what its entries say is read
into a type that has no more than is compared: that takes a third of the time of one fact after the other. Where
anything differs, or is of a rare kind, nothing is concluded: the careful reader reads those facts again, one by one,
and says what it is.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from egovframe.audit.entry import FACT_MAC
from egovframe.audit.tiles import TILE_WIDTH
from egovframe.audit.tree import HASH_SIZE, leaf_hashes
from egovframe.audit.verification import store as written
from egovframe.audit.verification.chunk import Chunk, Dated, Piece, notable
from egovframe.audit.verification.notebook import text_bytes
from egovframe.kernel.canonical import b64

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.audit.verification.stamps import Stamps
    from egovframe.kernel.cabinet import Cabinet

PAGE: Final = 1_024
"""So many facts are read at once: what stays in the processor's own memory is compared in two thirds of the time."""


class _Actor(msgspec.Struct, gc=False):
    id: str
    kind: str = ""


class _Private(msgspec.Struct, gc=False):
    sealed: str


class _Said(msgspec.Struct, gc=False):
    """What an entry of version 2 says, as far as it stands somewhere beside it too."""

    v: Literal[2]
    id: str
    at: str
    action: str
    actor: _Actor
    object: str
    outcome: str
    does: str = "change"
    due: bool | None = None
    trace: str | None = None
    subjects: tuple[str, ...] = ()
    writes: tuple[tuple[str, str, str | None, str | None], ...] = ()
    private: _Private | None = None


_read_entry: Final = msgspec.json.Decoder(_Said).decode


class SwiftReader:
    """Reads chunks over one connection, in any order."""

    def __init__(self, conn: Any, cabinet: Cabinet, *, stamps: Stamps) -> None:
        self._conn = conn
        self._cabinet = cabinet
        self._stamps = stamps

    def read(self, piece: Piece) -> Chunk | None:
        """Read one piece of the log; None when anything in it is not as it should be, or not as usual."""
        chunk = Chunk(piece)
        ids: list[str] = []
        dates: list[str] = []
        for run in piece.runs:
            for skipped in range(0, run.count, PAGE):
                count = min(PAGE, run.count - skipped)
                said = self._page(chunk, run.first + skipped, run.position + skipped, count)
                if said is None:
                    return None
                ids += [fact.id for fact in said]
                dates += [fact.at for fact in said]
        if b"".join(chunk.leaves) != self._stored(piece):
            return None
        chunk.report.facts = len(ids)
        chunk.dates = self._dates(piece, ids, dates)
        return chunk

    def _dates(self, piece: Piece, ids: Sequence[str], dates: Sequence[str]) -> list[Dated]:
        latest, until = self._stamps.limit(piece.start)
        if until >= piece.end and dates[-1] <= latest and sorted(dates) == dates:
            return [(piece.start, ids[0], dates[0]), (piece.end - 1, ids[-1], dates[-1])]
        return notable([*zip(range(piece.start, piece.end), ids, dates, strict=True)], self._stamps)

    def _page(self, chunk: Chunk, first: int, position: int, count: int) -> list[_Said] | None:
        """Take in the facts numbered `first` and after, which stand at `position` and after; None as `read`."""
        rows = written.facts_between(self._conn, first, first + count)
        if len(rows) != count:
            return None
        _, ids, entries, codes, hidden = zip(*rows, strict=True)
        if not self._cabinet.all_vouched(FACT_MAC, entries, codes):
            return None
        try:
            said = [*map(_read_entry, entries)]
            sealed = [None if part is None else b64(sha256(part).digest()) for part in hidden]
        except (msgspec.MsgspecError, UnicodeError, RecursionError, TypeError):
            return None
        if [fact.id for fact in said] != [*ids] or [fact.private and fact.private.sealed for fact in said] != sealed:
            return None
        indexed = min(count, chunk.piece.indexed - position)
        if indexed > 0 and not self._is_indexed(said[:indexed], first, position):
            return None
        chunk.leaves += leaf_hashes(entries)
        chunk.lines += [
            (table, text_bytes(key), place, before, after, fact.id)
            for place, fact in enumerate(said, start=position)
            for table, key, before, after in fact.writes
        ]
        return said

    def _is_indexed(self, said: Sequence[_Said], first: int, position: int) -> bool:
        """Say whether the index has exactly what these facts say."""
        shift = position - first
        expected = [
            (n, f.id, f.at, f.action, f.does, f.actor.id, f.actor.kind, f.object, f.outcome, f.due, f.trace, n + shift)
            for n, f in enumerate(said, start=first)
        ]
        if written.index_between(self._conn, first, first + len(said)) != expected:
            return False
        subjects = {(n, subject) for n, fact in enumerate(said, start=first) for subject in fact.subjects}
        return {*written.subjects_between(self._conn, first, first + len(said))} == subjects

    def _stored(self, piece: Piece) -> bytes:
        """Return the leaf hashes that the stored tiles have for a piece; others when a tile is gone or cut."""
        first = piece.start // TILE_WIDTH
        tiles = written.tiles_between(self._conn, 0, first, (piece.end - 1) // TILE_WIDTH)
        start, end = ((place - first * TILE_WIDTH) * HASH_SIZE for place in (piece.start, piece.end))
        return b"".join(tiles[index] for index in sorted(tiles))[start:end]
