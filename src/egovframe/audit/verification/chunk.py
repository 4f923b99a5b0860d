"""A chunk of the log: what to read of it, some thousand facts in a row, and what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from egovframe.audit import store
from egovframe.audit.report import Report
from egovframe.audit.tiles import TILE_WIDTH
from egovframe.audit.verification.notebook import Line

if TYPE_CHECKING:
    from egovframe.audit.verification.stamps import Stamps

CHUNK: Final = 16 * TILE_WIDTH
"""So many positions are one chunk: whole tiles."""

Dated = tuple[int, str, str]
"""The position of a fact, its id, and its date."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What to read: the runs of the positions from `start` to `end`; the first `indexed` facts are in the index."""

    start: int
    end: int
    runs: tuple[store.Run, ...]
    indexed: int


@dataclass(slots=True)
class Chunk:
    """What was read: a leaf hash for each position, what facts left, and when.

    `dates` are (position, fact id, date) of the first fact and the last, and of those in between that need a judgement:
    before and after a step back, and later than somebody outside saw them.
    `mismatches` are (position, fact id, hash of what is there) where the stored tiles say another hash; `same_tiles`
    says that the stored tiles agree with every leaf.
    """

    piece: Piece
    leaves: list[bytes] = field(default_factory=list)
    mismatches: list[tuple[int, str, bytes]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    same_tiles: bool = True

    @property
    def clean(self) -> bool:
        """Say whether everything in it is as the office left it."""
        return self.same_tiles and not self.mismatches and not self.report.findings


def pieces_of(runs: Sequence[store.Run], start: int, indexed: int) -> Iterator[Piece]:
    """Cut the log from position `start` on into pieces of positions in a row, which end where tiles do."""
    part: list[store.Run] = []
    first = at = start
    for run in runs:
        skipped = min(max(0, start - run.position), run.count)
        position, number, left = run.position + skipped, run.first + skipped, run.count - skipped
        if position != at:  # runs that do not follow each other
            if part:
                yield Piece(first, at, tuple(part), indexed)
            part, first, at = [], position, position
        while left:
            end = at - at % CHUNK + CHUNK
            taken = min(left, end - at)
            part.append(store.Run(at, number, taken))
            at, number, left = at + taken, number + taken, left - taken
            if at == end:
                yield Piece(first, at, tuple(part), indexed)
                part, first = [], at
    if part:
        yield Piece(first, at, tuple(part), indexed)


def notable(facts: Sequence[Dated], stamps: Stamps) -> list[Dated]:
    """Return the facts whose dates a chunk tells of (see `Chunk.dates`), of all that it has, in their order."""
    told: list[Dated] = []
    before, latest, until = (0, "", ""), "", -1
    for now in facts:
        if now[0] >= until:
            latest, until = stamps.limit(now[0])
        if now[2] < before[2]:
            told += [before, now]
        elif not told or now[2] > latest:
            told.append(now)
        before = now
    if told:
        told.append(before)
    return told
