"""Verification: re-reads everything and names what is not as the office left it.

First the log: every fact, hashed again, must give the tree whose roots were signed. Then the state: every row of every
watched table and every stored file must be what the last fact about it says. What was edited, removed, slipped in,
moved or cut off is named with its table, its key and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import entry as entries
from egovframe.audit import store
from egovframe.audit.errors import AuditError, TrailBroken
from egovframe.audit.notes import Checkpoint, SignedNote, Verifier
from egovframe.audit.report import Progress, Report
from egovframe.audit.sequencer import FACT_MAC
from egovframe.audit.state import State
from egovframe.audit.tiles import TileTree
from egovframe.audit.tree import leaf_hash
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import CryptoError

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database
    from egovframe.kernel.storage import Storage

CHUNK: Final = 4_096
_LARGEST: Final = 2**63 - 1


class Verification:
    """One pass over a trail, reading one moment of the database."""

    def __init__(self, cabinet: Cabinet, vkey_of: Callable[[str], str], *, progress: Progress | None = None) -> None:
        self._cabinet = cabinet
        self._vkey_of = vkey_of  # the log's verifier key under a given origin name
        self._progress = progress or (lambda _done, _total: None)
        self.report = Report()
        self._state = State()
        self._mismatches: list[tuple[int, str, bytes]] = []  # (position, fact id or "", hash of what is there)
        self._stored: dict[bytes, int] = {}
        self._seen: dict[str, int] = {}
        self._runs: list[store.Run] = []
        self._anchored: Sequence[SignedNote] = ()

    def run(
        self,
        database: Database,
        storage: Storage | None,
        *,
        known: SignedNote | None = None,
        anchored: Sequence[SignedNote] = (),
    ) -> Report:
        """Verify everything; `known` and `anchored` are checkpoints that somebody kept outside the database."""
        self._anchored = anchored
        with database.read() as conn, store.as_it_stands(conn):
            self._log(conn, known)
            if storage is not None:
                self.report.files = self._state.compare_files(storage, self.report.add)
            self.report.rows = self._state.compare_rows(conn, self._cabinet.rows_key, self.report.add)
        return self.report

    # ------------------------------------------------------------------ the log

    def _log(self, conn: Any, known: SignedNote | None) -> None:
        tiles = self._tiles(conn)
        marks = self._checkpoints(conn, known)
        size = max(marks, default=0)
        leaves = sum(len(hashes) // 32 for (level, _), hashes in tiles.items() if level == 0)
        self._runs = self._stretches(conn, max(size, leaves))
        tree = TileTree(lambda _level, _index: None)
        produced: dict[tuple[int, int], bytes] = {}
        pending: list[bytes] = []
        wrong_at: int | None = None

        def flush() -> None:
            nonlocal wrong_at
            while pending:
                ahead = min((mark for mark in marks if mark > tree.size), default=tree.size + len(pending))
                part = pending[: max(1, ahead - tree.size)]
                del pending[: len(part)]
                produced.update(tree.append(part))
                root = marks.get(tree.size)
                if root is not None and root != tree.root() and wrong_at is None:
                    wrong_at = tree.size

        for hashed in self._leaves(conn, tiles, size):
            pending.append(hashed)
            if len(pending) >= CHUNK:
                flush()
                self._progress(tree.size, size)
        flush()
        self._progress(size, size)
        self.report.root = tree.root().hex() if tree.size else ""
        self._judge(tree, produced, tiles, wrong_at, size)
        self._unsealed(conn)

    def _tiles(self, conn: Any) -> dict[tuple[int, int], bytes]:
        found = {}
        for row in store.all_tiles(conn):
            named = isinstance(row.level, int) and isinstance(row.idx, int)
            if not named or not isinstance(row.hashes, bytes) or len(row.hashes) not in range(32, 8193, 32):
                self.report.add(
                    "edited",
                    "tiles",
                    f"{row.level}/{row.idx}",
                    f"The tile {row.level}/{row.idx} of the log is damaged.",
                )
                continue
            found[row.level, row.idx] = row.hashes
            if row.level == 0:
                base = row.idx * 256
                for i in range(0, len(row.hashes), 32):
                    self._stored[row.hashes[i : i + 32]] = base + i // 32
        return found

    def _checkpoints(self, conn: Any, known: SignedNote | None) -> dict[int, bytes]:
        """Return the signed root at every size; name checkpoints that are not the log's own."""
        roots: dict[int, bytes] = {}
        before, when = 0, ""
        for row in store.all_checkpoints(conn):
            self.report.checkpoints += 1
            key = str(row.size)
            try:
                mark = self._open(row.note)
                if mark.size != row.size:
                    raise TrailBroken("It says another size.")
            except (AuditError, AttributeError, TypeError, ValueError) as error:
                self.report.add("forged", "checkpoints", key, f"The checkpoint of size {key} is not the log's: {error}")
                before = row.size
                continue
            if row.previous != before:
                self.report.add(
                    "deleted",
                    "checkpoints",
                    str(row.previous),
                    f"The checkpoint of size {key} follows {row.previous}, not {before}: one was removed or added.",
                )
            if not isinstance(row.at, str) or row.at < when:
                self.report.add(
                    "edited", "checkpoints", key, f"The checkpoint of size {key} is dated before the one it follows."
                )
            roots[mark.size] = mark.root
            before, when = row.size, row.at if isinstance(row.at, str) else when
        if known is not None:
            self._kept_outside(known, roots)
        for note in self._anchored:
            try:
                self._kept_outside(note, roots)
            except AuditError as error:
                self.report.add(
                    "forged", "anchors", "", f"An anchor holds a checkpoint that is not the log's: {error.message}"
                )
        return roots

    def _kept_outside(self, known: SignedNote, roots: dict[int, bytes]) -> None:
        mark = self._open(known)
        if mark.size > max(roots, default=0):
            self.report.add(
                "cut", "checkpoints", str(mark.size),
                f"The log ends at {max(roots, default=0)} facts, but a signed checkpoint covers {mark.size}: "
                "its tail was cut off.",
            )  # fmt: skip
        elif roots.setdefault(mark.size, mark.root) != mark.root:
            self.report.add(
                "forged",
                "checkpoints",
                str(mark.size),
                f"Two signed checkpoints of size {mark.size} differ: the log was forked.",
            )

    def _open(self, note: SignedNote | str) -> Checkpoint:
        signed = note if isinstance(note, SignedNote) else SignedNote.parse(note)
        origin = signed.text.split("\n", 1)[0]
        return Checkpoint.open(signed, Verifier.from_vkey(self._vkey_of(origin)), origin=origin)

    def _stretches(self, conn: Any, most: int) -> list[store.Run]:
        """Return the runs in the order of the log; name what is no run, and one that claims more than was sealed."""
        found = []
        for row in store.raw_rows(conn, store.known_tables()["runs"], order=("position",)):
            position, first, count = row["position"], row["first"], row["count"]
            if not all(isinstance(value, int) and value >= 0 for value in (position, first, count)):
                self.report.add("edited", "runs", str(position), f"The run {position} of the log is damaged.")
                continue
            if position + count > most:
                self.report.add(
                    "edited", "runs", str(most), f"The log lists {position + count} facts, but {most} were sealed."
                )
                count = max(0, most - position)
            if first + count > _LARGEST:
                self.report.add("edited", "runs", str(position), f"The run {position} of the log is damaged.")
                continue
            found.append(store.Run(position, first, count))
        return found

    def _leaves(self, conn: Any, tiles: dict[tuple[int, int], bytes], size: int) -> Iterator[bytes]:
        """Yield the leaf hash at each position up to `size`: of the fact that is there, else the one stored."""
        expected = 0
        for run in self._runs:
            if run.position != expected:
                self.report.add(
                    "edited",
                    "runs",
                    str(run.position),
                    f"The runs of the log do not follow each other at {run.position}.",
                )
            expected = run.position + run.count
            position, number = run.position, run.first
            rows = store.raw_rows(
                conn,
                store.known_tables()["facts"],
                order=("n",),
                where="n >= :a AND n < :b",
                a=run.first,
                b=run.first + run.count,
            )
            for row in rows:
                while number < row["n"]:
                    yield self._missing(tiles, position, number)
                    position, number = position + 1, number + 1
                yield self._fact(tiles, position, row)
                position, number = position + 1, number + 1
            while number < run.first + run.count:
                yield self._missing(tiles, position, number)
                position, number = position + 1, number + 1
        if expected < size:
            self.report.add(
                "cut",
                "facts",
                str(expected),
                f"The log ends after {expected} facts, but {size} were sealed: its tail was cut off.",
            )
        elif expected > size:
            self.report.add(
                "edited", "runs", str(size), f"The log lists {expected} facts, but the last checkpoint covers {size}."
            )

    def _missing(self, tiles: dict[tuple[int, int], bytes], position: int, number: int) -> bytes:
        self.report.add(
            "deleted", "facts", str(number), f"The fact number {number} at position {position} of the log is gone."
        )
        return _stored_leaf(tiles, position) or b"\x00" * 32

    def _fact(self, tiles: dict[tuple[int, int], bytes], position: int, row: dict[str, Any]) -> bytes:
        self.report.facts += 1
        content = row["entry"] if isinstance(row["entry"], bytes) else str(row["entry"]).encode("utf-8", "replace")
        hashed = leaf_hash(content)
        stored = _stored_leaf(tiles, position)
        if stored is not None and stored != hashed:
            self._mismatches.append((position, str(row["id"]), hashed))
            return hashed
        self._read(row, content, position)
        return hashed

    def _seen_twice(self, fact_id: str, key: str, position: int) -> bool:
        first = self._seen.setdefault(fact_id, position)
        if first == position:
            return False
        where = f"at position {position}" if position >= 0 else f"as number {-position}"
        self.report.add("inserted", "facts", key, f"The fact {key} is a copy, {where}, of the fact {fact_id}.")
        return True

    def _read(self, row: dict[str, Any], content: bytes, position: int) -> None:
        """Compare a fact's columns with its entry and take in what it says about rows and files."""
        key = str(row["id"])
        try:
            fact = entries.decode(content)
        except TrailBroken:
            self.report.add("edited", "facts", key, f"The fact {key} is no entry of a log.")
            return
        if self._seen_twice(fact["id"], key, position):
            return
        columns = (
            ("id", fact["id"]),
            ("at", fact["at"]),
            ("action", fact["action"]),
            ("actor", fact["actor"]["id"]),
            ("object", fact["object"]),
        )
        for name, value in columns:
            if row[name] != value:
                self.report.add(
                    "edited",
                    "facts",
                    key,
                    f"The column {name} of the fact {key} was edited: it is not what the fact says.",
                )
        if not isinstance(row["mac"], bytes) or not same(row["mac"], self._cabinet.mac(FACT_MAC, content)):
            self.report.add("edited", "facts", key, f"The column mac of the fact {key} was edited.")
        self._private(row, fact, key)
        for table, row_key, before, after in fact.get("writes", ()):
            self._state.take(table, row_key, before, after, fact_id=key, add=self.report.add)

    def _private(self, row: dict[str, Any], fact: dict[str, Any], key: str) -> None:
        if row["private"] is None:
            if "private" in fact:  # erasing destroys the key that opens it; it never empties the column
                self.report.add("edited", "facts", key, f"The column private of the fact {key} was emptied.")
            return
        try:
            hidden = self._cabinet.office_open(f"fact:{key}", row["private"])
        except (CryptoError, TypeError, AttributeError):
            hidden = b""
        if not entries.commits_to(fact, hidden):
            self.report.add("edited", "facts", key, f"The column private of the fact {key} was edited.")

    def _judge(
        self,
        tree: TileTree,
        produced: dict[tuple[int, int], bytes],
        tiles: dict[tuple[int, int], bytes],
        wrong_at: int | None,
        size: int,
    ) -> None:
        """Decide who is wrong where the facts, the stored tiles and the signed roots do not agree."""
        if wrong_at is None and tree.size == size:  # the facts give the signed roots: then the tiles are at fault
            for (level, index), hashes in sorted(tiles.items()):
                if produced.get((level, index)) != hashes:
                    self.report.add(
                        "edited",
                        "tiles",
                        f"{level}/{index}",
                        f"The tile {level}/{index} of the log was edited: the facts below it are whole.",
                    )
            for level, index in sorted(set(produced) - set(tiles)):
                self.report.add("deleted", "tiles", f"{level}/{index}", f"The tile {level}/{index} of the log is gone.")
            return
        for position, key, hashed in self._mismatches:
            elsewhere = self._stored.get(hashed)
            if elsewhere is not None and elsewhere != position:
                self.report.add(
                    "reordered",
                    "facts",
                    key,
                    f"The fact {key} stands at position {position} of the log; it was sealed at {elsewhere}.",
                )
            else:
                self.report.add(
                    "edited",
                    "facts",
                    key,
                    f"The fact {key} at position {position} of the log was edited after it was sealed.",
                )
        if (
            wrong_at is not None
            and not self._mismatches
            and not any(f.table in ("facts", "runs") for f in self.report.findings)
        ):
            self.report.add(
                "edited",
                "facts",
                f"…{wrong_at}",
                f"The first {wrong_at} facts do not give the root that was signed for them.",
            )

    def _unsealed(self, conn: Any) -> None:
        """Read the facts that are not sealed yet; the office's own are in order, others were slipped in."""
        sealed = [(run.first, run.first + run.count) for run in self._runs]
        sealed.sort()
        edges = [0, *(edge for pair in sealed for edge in pair), None]
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            where = "n >= :a" if high is None else "n >= :a AND n < :b"
            for row in store.raw_rows(
                conn,
                store.known_tables()["facts"],
                order=("n",),
                where=where,
                a=low,
                **({} if high is None else {"b": high}),
            ):
                content = row["entry"]
                if (
                    not isinstance(content, bytes)
                    or not isinstance(row["mac"], bytes)
                    or not same(row["mac"], self._cabinet.mac(FACT_MAC, content))
                ):
                    self.report.add(
                        "inserted",
                        "facts",
                        str(row["id"]),
                        f"The fact {row['id']} (number {row['n']}) was not written by the office, or was edited "
                        "before it was sealed.",
                    )
                    continue
                self.report.unsealed += 1
                self._read(row, content, -row["n"])


def _stored_leaf(tiles: dict[tuple[int, int], bytes], position: int) -> bytes | None:
    tile = tiles.get((0, position // 256), b"")
    start = position % 256 * 32
    return tile[start : start + 32] or None
