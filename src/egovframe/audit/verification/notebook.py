"""The notebook of a verification: what facts say about rows and files, written down in the order of the log.

A city has more rows than fit into memory. So each write that a fact tells of is one line of a notebook on disk, and so
is each row and file that is there; sorted by what they are about, one reading tells what does not follow.

A notebook that is kept lets the next verification go on where this one ended. It is authenticated: its lines are
chained under a key of the office, and one that somebody else wrote is not believed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from egovframe.kernel.canonical import canonical
from egovframe.kernel.crypto import same

BATCH: Final = 20_000
_THERE: Final = 2**62
"""What is there now sorts after everything that facts say."""

Mac = Callable[[bytes], bytes]
Line = tuple[str, bytes, int, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a verification came: the size of the log, its root, and when."""

    size: int
    root: bytes
    at: str


class Notebook:
    """One notebook, in a temporary file that vanishes with it, or in a file that is kept."""

    def __init__(self, path: Path | None = None, *, mac: Mac | None = None) -> None:
        self._mac = mac
        self._kept = path is not None and mac is not None
        self._db = sqlite3.connect("" if path is None else path, isolation_level=None)
        self._lines: list[Line] = []
        self._chain = b""  # over whole batches of lines
        self._tail: list[Line] = []  # lines on disk after the last whole batch
        self._open()

    def _open(self) -> None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-8000"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS lines (tbl TEXT, key BLOB, seq INTEGER, before TEXT, after TEXT, fact TEXT)"
        )
        self._db.execute("CREATE TABLE IF NOT EXISTS mark (content BLOB, mac BLOB)")
        self._db.execute("CREATE TEMP TABLE there (tbl TEXT, key BLOB, digest TEXT)")
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Close the notebook; one that is not kept is gone."""
        self._db.close()

    # ------------------------------------------------------------------ writing

    def take(self, table: str, key: str, seq: int, before: str | None, after: str | None, *, fact: str) -> None:
        """Write down that a fact left `after` where it found `before`; `seq` is its place in the order of facts."""
        self.extend([(table, text_bytes(key), seq, before, after, fact)])

    def extend(self, lines: Iterable[Line]) -> None:
        """Write down what several facts left, in their order."""
        self._lines.extend(lines)
        if len(self._lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Put what was taken on disk."""
        self._db.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", self._lines)
        if self._kept:
            self._tail += self._lines
            while len(self._tail) >= BATCH:
                self._chain = self._chained(self._chain, self._tail[:BATCH])
                del self._tail[:BATCH]
        self._lines.clear()

    def there(self, table: str, found: Iterator[tuple[str, str]]) -> int:
        """Write down what is there now, key and digest of each; return how many."""
        total = 0
        batch: list[tuple[str, bytes, str]] = []
        for key, digest in found:
            batch.append((table, text_bytes(key), digest))
            total += 1
            if len(batch) >= BATCH:
                self._db.executemany("INSERT INTO there VALUES (?, ?, ?)", batch)
                batch.clear()
        self._db.executemany("INSERT INTO there VALUES (?, ?, ?)", batch)
        return total

    # ------------------------------------------------------------------ going on

    def mark(self, mark: Mark) -> None:
        """Remember how far this verification came: every fact up to there holds."""
        if not self._kept or self._mac is None:
            return
        self.flush()
        content = canonical(
            {
                "size": mark.size,
                "root": mark.root.hex(),
                "at": mark.at,
                "lines": self._db.execute("SELECT COUNT(*) FROM lines").fetchone()[0],
                "chain": self._chained(self._chain, self._tail).hex(),
            }
        )
        self._db.execute("DELETE FROM mark")
        self._db.execute("INSERT INTO mark VALUES (?, ?)", (content, self._mac(content)))
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def resumed(self) -> Mark | None:
        """Return how far the verification came that kept this notebook; None when it is new or not to be believed.

        What was written after the mark, by a verification that was interrupted, is struck out.
        """
        if not self._kept or self._mac is None:
            return None
        found: Mark | None = None
        with suppress(sqlite3.Error, ValueError, KeyError, TypeError):
            found = self._believed()
        if found is None:
            self.strike_out()
        return found

    def strike_out(self) -> None:
        """Forget everything that was written down."""
        self._db.execute("DELETE FROM lines")
        self._db.execute("DELETE FROM mark")
        self._chain = b""
        self._tail = []

    def _believed(self) -> Mark | None:
        row = self._db.execute("SELECT content, mac FROM mark").fetchone()
        if row is None or self._mac is None or not same(row[1], self._mac(row[0])):
            return None
        said = json.loads(row[0])
        self._db.execute("DELETE FROM lines WHERE rowid > ?", (said["lines"],))
        cursor = self._db.execute("SELECT tbl, key, seq, before, after, fact FROM lines ORDER BY rowid")
        chain, tail = b"", cursor.fetchmany(BATCH)
        while len(tail) == BATCH:
            chain, tail = self._chained(chain, tail), cursor.fetchmany(BATCH)
        if not same(self._chained(chain, tail).hex(), said["chain"]):
            return None
        self._tail = tail
        self._chain = chain
        return Mark(said["size"], bytes.fromhex(said["root"]), said["at"])

    def _chained(self, chain: bytes, lines: list[Line]) -> bytes:
        assert self._mac is not None  # noqa: S101 - only a notebook that is kept is chained
        return self._mac(chain + repr(lines).encode("utf-8", "surrogatepass"))

    # ------------------------------------------------------------------ reading

    def compared(self) -> Iterator[tuple[str, str, list[tuple[str | None, str | None, str]], str | None]]:
        """Yield, for every row or file: table, key, its writes in order (before, after, fact), and what is there."""
        self.flush()
        cursor = self._db.execute(
            "SELECT tbl, key, seq, before, after, fact FROM lines UNION ALL "
            "SELECT tbl, key, ?, NULL, digest, '' FROM there ORDER BY 1, 2, 3",
            (_THERE,),
        )
        current: tuple[str, bytes] | None = None
        writes: list[tuple[str | None, str | None, str]] = []
        there: str | None = None
        for table, key, seq, before, after, fact in cursor:
            if (table, key) != current:
                if current is not None:
                    yield current[0], _text(current[1]), writes, there
                current, writes, there = (table, key), [], None
            if seq == _THERE:
                there = after
            else:
                writes.append((before, after, fact))
        if current is not None:
            yield current[0], _text(current[1]), writes, there


def text_bytes(key: str) -> bytes:
    """Return a text that may hold anything (lone surrogates too) as the bytes under which the notebook has it."""
    return key.encode("utf-8", "surrogatepass")


def _text(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")
