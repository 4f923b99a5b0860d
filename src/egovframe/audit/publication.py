"""What the log shows to everyone: its tiles and entry bundles as files that never change (C2SP tlog-tiles).

Only what the newest checkpoint covers is published. A fact's personal parts are no part of its entry: the log shows
commitments to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from egovframe.audit import store
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.errors import TrailBroken
from egovframe.audit.notes import SignedNote
from egovframe.audit.tiles import TILE_WIDTH, TileName, pack_entries
from egovframe.audit.tree import HASH_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from egovframe.kernel.database import Database

_HEIGHT = 8


@dataclass(frozen=True, slots=True)
class Publication:
    """The published files of the log in a database, made when they are asked for."""

    database: Database

    def checkpoint(self) -> bytes | None:
        """Return the newest checkpoint; None before the first seal."""
        with self.database.read() as conn:
            last = store.last_checkpoint(conn)
            return str(with_cosignatures(conn, SignedNote.parse(last.note))).encode() if last else None

    def file(self, path: str) -> bytes | None:
        """Return the file at a path such as `tile/0/x001/067` or `tile/entries/273.p/112`; None where there is none.

        A partial tile is there in every width that the log has had, so that whoever holds an older checkpoint finds
        what it covers. Raises TileInvalid for a path that no tile has, TrailBroken when the database lacks a part.
        """
        name = TileName.parse(path)
        with self.database.read() as conn:
            last = store.last_checkpoint(conn)
            size = last.size if last else 0
            there = (size >> _HEIGHT * max(name.level, 0)) - name.index * TILE_WIDTH
            if there < name.width:
                return None
            return _bundle(conn, name) if name.level < 0 else _tile(conn, name)


def _tile(conn: Connection, name: TileName) -> bytes:
    hashes = store.read_tile(conn, name.level, name.index)
    if hashes is None or len(hashes) < name.width * HASH_SIZE:
        raise _lacking(name)
    return hashes[: name.width * HASH_SIZE]


def _bundle(conn: Connection, name: TileName) -> bytes:
    start = name.index * TILE_WIDTH
    entries = list(_entries(conn, start, start + name.width))
    if len(entries) != name.width:
        raise _lacking(name)
    return pack_entries(entries)


def _entries(conn: Connection, start: int, end: int) -> Iterator[bytes]:
    """Yield the entries from position `start` up to `end`, exclusive, in the order of the log."""
    for run in store.runs_between(conn, start, end):
        skipped = max(0, start - run.position)
        last = run.first + min(run.count, end - run.position) - 1
        for row in store.facts_between(conn, run.first + skipped, last, TILE_WIDTH):
            yield bytes(row.entry)


def _lacking(name: TileName) -> TrailBroken:
    return TrailBroken(f"The log lacks a part of {name.path}.", hint="Run `egovframe audit verify`.")
