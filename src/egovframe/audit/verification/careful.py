"""A chunk of the log read fact by fact: each hashed, held to the stored tiles, and to all that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

from egovframe.audit.tiles import TILE_WIDTH
from egovframe.audit.tree import HASH_SIZE
from egovframe.audit.verification import store as written
from egovframe.audit.verification.chunk import Chunk, Dated, Piece, notable
from egovframe.audit.verification.facts import FactReader
from egovframe.kernel.messages import N_

if TYPE_CHECKING:
    from egovframe.audit.report import Report
    from egovframe.audit.verification.stamps import Stamps
    from egovframe.kernel.cabinet import Cabinet

Places = list[tuple[int, int, Any]]
"""Positions in a row, each with the number of its fact and the row of it, None where it is gone."""


class CarefulReader:
    """Reads chunks fact by fact over one connection, in any order, and says what is amiss."""

    def __init__(self, conn: Any, cabinet: Cabinet, *, deep: bool, stamps: Stamps) -> None:
        self._conn = conn
        self._cabinet = cabinet
        self._deep = deep
        self._stamps = stamps

    def read(self, piece: Piece) -> Chunk:
        """Read one piece of the log."""
        chunk = Chunk(piece)
        reader = FactReader(self._cabinet, chunk.report, conn=self._conn, deep=self._deep)
        first, last = piece.start // TILE_WIDTH, (piece.end - 1) // TILE_WIDTH
        stored = written.tiles_between(self._conn, 0, first, last)
        subjects = self._subjects(piece)
        dated: list[Dated] = []
        for index, part in enumerate(self._tiles(piece), start=first):
            suspect = self._hash(chunk, part, stored.get(index, b""))
            vouched = reader.all_vouched([row for _, _, row in part if row is not None])
            for position, number, row in part:
                if row is None:
                    _missing(chunk.report, position, number)
                    continue
                chunk.report.facts += 1
                fact = None if position in suspect else reader.read(row, position, vouched=vouched)
                if fact is None:
                    continue
                dated.append((position, fact["id"], fact["at"]))
                if position < piece.indexed:
                    reader.indexed(row, fact, position, subjects.get(number, []))
        chunk.dates = notable(dated, self._stamps)
        chunk.lines = reader.lines
        return chunk

    def _tiles(self, piece: Piece) -> Iterator[Places]:
        """Yield the positions of one tile after the other, each with its fact."""
        part: Places = []
        room = TILE_WIDTH - piece.start % TILE_WIDTH
        for places in self._places(piece):
            part += places
            while len(part) >= room:
                yield part[:room]
                part, room = part[room:], TILE_WIDTH
        if part:
            yield part

    def _places(self, piece: Piece) -> Iterator[Iterable[tuple[int, int, Any]]]:
        for run in piece.runs:
            number, end, shift = run.first, run.first + run.count, run.position - run.first
            for rows in written.pages_with_index(self._conn, number, end):
                after = rows[-1][0] + 1
                if len(rows) == after - number:
                    yield zip(count(number + shift), count(number), rows)
                else:
                    there = {row[0]: row for row in rows}
                    yield [(each + shift, each, there.get(each)) for each in range(number, after)]
                number = after
            for each in range(number, end):
                yield [(each + shift, each, None)]

    def _subjects(self, piece: Piece) -> dict[int, list[Any]]:
        """Return the subjects that the index has of the facts of a piece, by number."""
        found: dict[int, list[Any]] = {}
        for run in piece.runs:
            count = min(run.count, piece.indexed - run.position)
            if count > 0:
                for n, subject in written.subjects(self._conn, run.first, run.first + count):
                    found.setdefault(n, []).append(subject)
        return found

    def _hash(self, chunk: Chunk, part: Places, stored: bytes) -> set[int]:
        """Hash the facts of one tile; return the positions where the stored tile says another hash."""
        before = len(chunk.leaves)
        chunk.leaves += [
            _stored_leaf(stored, position) or bytes(HASH_SIZE)
            if row is None
            else sha256(b"\x00" + _content(row[2])).digest()
            for position, _, row in part
        ]
        start = part[0][0] % TILE_WIDTH * HASH_SIZE
        there = stored[start : start + len(part) * HASH_SIZE]
        if b"".join(chunk.leaves[before:]) == there:
            return set()
        chunk.same_tiles = False
        wrong = {}
        for (position, _, row), hashed in zip(part, chunk.leaves[before:], strict=True):
            if row is not None and _stored_leaf(stored, position) not in (b"", hashed):
                wrong[position] = str(row[1])
                chunk.mismatches.append((position, wrong[position], hashed))
        return set(wrong)


def _content(entry: Any) -> bytes:
    return entry if isinstance(entry, bytes) else str(entry).encode("utf-8", "replace")


def _stored_leaf(stored: bytes, position: int) -> bytes:
    """Return the hash that a stored tile has for a position, nothing when it has none."""
    start = position % TILE_WIDTH * HASH_SIZE
    return stored[start : start + HASH_SIZE]


def _missing(report: Report, position: int, number: int) -> None:
    said = N_("The fact number {number} at position {position} of the log is gone.")
    report.add("deleted", "facts", str(number), said, number=number, position=position)
