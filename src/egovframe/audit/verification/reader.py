"""What reads the log: swiftly where all is as it should be, carefully where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.entry import FACT_MAC
from egovframe.audit.verification import store as written
from egovframe.audit.verification.careful import CarefulReader
from egovframe.audit.verification.stamps import Stamps
from egovframe.audit.verification.swift import SwiftReader
from egovframe.kernel.cabinet import OFFICE_SEAL, ROWS

if TYPE_CHECKING:
    from egovframe.audit.verification.chunk import Chunk, Piece
    from egovframe.kernel.cabinet import Cabinet


class ChunkReader:
    """Reads chunks over one connection, in any order; `deep` opens all private values."""

    def __init__(self, conn: Any, cabinet: Cabinet, *, deep: bool, stamps: Stamps | None = None) -> None:
        self.stamps = stamps or Stamps()
        self._conn = conn
        self._swift = None if deep else SwiftReader(conn, cabinet, stamps=self.stamps)
        self._careful = CarefulReader(conn, cabinet, deep=deep, stamps=self.stamps)

    def read(self, piece: Piece) -> Chunk:
        """Read one piece of the log. Damaged text is read as it stands, which takes longer, and only where it is."""
        return written.strictly(self._conn, lambda: self._read(piece))

    def _read(self, piece: Piece) -> Chunk:
        return (self._swift and self._swift.read(piece)) or self._careful.read(piece)


@contextmanager
def helping(conn: Any, cabinet: Cabinet, stamps: Stamps) -> Iterator[Callable[[Piece], Chunk]]:
    """Lend what a helper process reads with."""
    with written.as_it_stands(conn):
        yield ChunkReader(conn, cabinet, deep=False, stamps=stamps).read


HELPING: Final = f"{__name__}:helping"
"""What a helper process is told to make."""
LENT: Final = (FACT_MAC, OFFICE_SEAL, ROWS)
"""The purposes of the keys that reading a fact needs."""
