"""One verification of a whole office: the log, then the state, reading one moment of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.errors import AuditError, NoteInvalid
from egovframe.audit.helping.helpers import WORTH_IT, Helpers, task_for
from egovframe.audit.notes import Checkpoint, SignedNote, Verifier
from egovframe.audit.report import Progress, Report, shown
from egovframe.audit.tiles import TileTree
from egovframe.audit.verification import store as written
from egovframe.audit.verification.checkpoints import Checkpoints
from egovframe.audit.verification.facts import FactReader
from egovframe.audit.verification.log import Log, Read
from egovframe.audit.verification.notebook import Mark, Notebook
from egovframe.audit.verification.reader import HELPING, LENT, ChunkReader
from egovframe.audit.verification.stamps import Stamps
from egovframe.audit.verification.state import State
from egovframe.kernel.clock import instant
from egovframe.kernel.messages import N_
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.audit.interfaces import Stamp
    from egovframe.audit.keys import LogKey
    from egovframe.audit.verification.chunk import Chunk, Piece
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database
    from egovframe.kernel.storage import Storage

_NOTEBOOK_MAC: Final = "verification-notebook"
_UNSEALED: Final = 2**61
"""Facts that are not sealed yet come after all that are."""
_AN_ANCHOR: Final = Text(ko="앵커", en="an anchor")


class Verification:
    """What a verification needs: the office's keys, the log's verifier keys, where to show progress.

    With a `notebook` (the name of a file) it goes on where the verification before ended, as long as the log still has
    the root that was verified then; what was read before is not read again. `deep` opens every private value that was
    not erased and holds it to its commitment. With several `jobs` a long log is read in as many processes.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        keys_of: Callable[[str], Sequence[LogKey]],
        *,
        progress: Progress | None = None,
        notebook: Path | None = None,
        deep: bool = False,
        jobs: int = 1,
        at: datetime | None = None,
    ) -> None:
        self._cabinet = cabinet
        self._keys_of = keys_of  # the log's signing keys under a given origin name
        self._progress = progress or (lambda _done, _total: None)
        self._notebook = notebook
        self._deep = deep
        self._jobs = jobs
        self._at = instant(at) if at else ""
        self.report = Report()
        self._stamped: list[tuple[int, str]] = []  # checkpoints that somebody saw, of whatever size

    def run(
        self,
        database: Database,
        storage: Storage | None,
        *,
        known: SignedNote | None = None,
        anchored: Sequence[SignedNote] = (),
        stamps: Iterable[Stamp] = (),
        published: int | None = None,
    ) -> Report:
        """Verify everything; `known` and `anchored` are checkpoints that somebody kept outside the database.

        `stamps` are checkpoints that somebody outside saw, with when: no fact that one covers can be of later.
        `published` is the size of the checkpoint that is kept in the storage, 0 when there is none.
        """
        report = self.report
        notebook = Notebook(self._notebook, mac=lambda data: self._cabinet.mac(_NOTEBOOK_MAC, data))
        with closing(notebook), database.read() as conn, written.as_it_stands(conn):
            if not self._readable(conn):
                return report
            begin = self._begin(conn, notebook)
            dated = self._dated(stamps)
            reader = FactReader(self._cabinet, report, conn=conn, deep=self._deep, stamps=dated)
            chunks = ChunkReader(conn, self._cabinet, deep=self._deep, stamps=dated)
            checkpoints = self._checkpoints(conn, known=known, anchored=anchored, published=published)
            start = begin.size if begin else 0
            report.resumed = start
            read = self._reading(database, chunks, facts=checkpoints.size - start)
            log = Log(conn, report, reader, notebook, read=read, progress=self._progress)
            log.read(checkpoints, begin=begin)
            if report.holds and self._notebook is not None:
                notebook.mark(Mark(log.tree.size, log.tree.root(), self._at))
            self._index(conn)
            self._unsealed(conn, log.runs, reader)
            notebook.extend(reader.taken())
            state = State(notebook, report.add)
            if storage is not None:
                report.files = state.read_files(storage)
            report.rows = state.read_rows(conn, self._cabinet.rows_key)
            state.compare(files=storage is not None)
        return report

    def _reading(self, database: Database, chunks: ChunkReader, *, facts: int) -> Read:
        """Return what reads pieces of the log: this process, and helpers where so many facts are worth it."""
        worth_it = self._jobs > 1 and not self._deep and facts >= WORTH_IT
        task = task_for(database, self._cabinet, HELPING, chunks.stamps, purposes=LENT) if worth_it else None
        if task is None:
            return lambda pieces: map(chunks.read, pieces)
        helpers: Helpers[Piece, Chunk] = Helpers(task, self._jobs - 1)
        return lambda pieces: helpers.read(pieces, chunks.read)

    def _checkpoints(
        self, conn: Any, *, known: SignedNote | None, anchored: Sequence[SignedNote], published: int | None
    ) -> Checkpoints:
        """Read the checkpoints, and hold them to those that somebody kept."""
        checkpoints = Checkpoints(conn, self.report, self.open_note)
        checkpoints.read()
        if known is not None:
            checkpoints.compare(known)
        if published is not None:
            checkpoints.published(published)
        for note in anchored:
            try:
                checkpoints.compare(note)
            except AuditError as error:
                said = N_("An anchor holds a checkpoint that is not the log's: {why}")
                self.report.add("forged", "anchors", "", said, why=error.message)
        for size, text in self._stamped:
            if size <= checkpoints.size:  # a larger one is an anchor's newest as well, and is named above
                checkpoints.compare(SignedNote.parse(text))
        return checkpoints

    def _dated(self, stamps: Iterable[Stamp]) -> Stamps:
        """Return the moments of the stamps that are of the log's own checkpoints; name the others."""
        dated = Stamps()
        for stamp in stamps:
            try:
                size = self.open_note(SignedNote.parse(stamp.checkpoint)).size
            except AuditError as error:
                said = N_("A checkpoint that was seen at {seen} is not the log's: {why}")
                by = Text.of(stamp.by).in_("en")
                self.report.add("forged", "anchors", by, said, seen=instant(stamp.at), why=error.message)
            else:
                self._stamped.append((size, stamp.checkpoint))
                dated.add(size, stamp.at, accuracy=stamp.accuracy, by=stamp.by or _AN_ANCHOR)
        return dated

    def _readable(self, conn: Any) -> bool:
        """Say whether the tables of the log are all there; without one of them nothing else can be said."""
        amiss = list(written.amiss(conn))
        for table, column in amiss:
            if column:
                said = N_("The table {table} lacks the column {column}.")
                self.report.add("unreadable", table, "", said, table=table, column=column)
            else:
                self.report.add("deleted", table, "", N_("The table {table} is gone."), table=table)
        return not amiss

    def _begin(self, conn: Any, notebook: Notebook) -> Mark | None:
        """Return where to go on, when the stored tree still has the root that was verified then."""
        begin = notebook.resumed()
        if begin is None:
            return None
        try:
            root = TileTree(lambda level, index: written.tile(conn, level, index), begin.size).root()
        except (AuditError, TypeError):
            root = b""
        if root == begin.root:
            return begin
        notebook.strike_out()
        return None

    def open_note(self, note: SignedNote, at: str | None = None) -> Checkpoint:
        """Return the checkpoint of a note that the log's own key signed, one that counted `at` that moment.

        Raises NoteInvalid, also for a key of the log's out of its validity.
        """
        origin = note.text.split("\n", 1)[0]
        keys = {Verifier.from_vkey(key.vkey): key for key in self._keys_of(origin)}
        checkpoint = Checkpoint.open(note, *keys, origin=origin)
        signed = {(line.name, line.key_hash) for line in note.signatures}
        for verifier, key in keys.items():
            if at is not None and (verifier.name, verifier.key_hash) in signed and not key.counts_at(at):
                raise NoteInvalid(
                    f"It is signed by the log's key {key.number} out of its validity, {key.since or 'the beginning'} "
                    f"to {key.until or 'today'}.",
                    hint="Find out who still has that key.",
                )
        return checkpoint

    def _index(self, conn: Any) -> None:
        """Name what the index holds that no fact says, and what it does not hold."""
        for n in written.index_without_fact(conn):
            said = N_("The index holds the number {number}, which no fact has.")
            self.report.add("inserted", "fact_index", str(n), said, number=str(n))
        for n, subject in written.subjects_without_fact(conn):
            said = N_("The index names a subject at {number}, which no fact has.")
            self.report.add("inserted", "fact_subjects", f"{subject}/{n}", said, number=str(n))

    def _unsealed(self, conn: Any, runs: Sequence[store.Run], reader: FactReader) -> None:
        """Read the facts that are not sealed yet; the office's own are in order, others were slipped in."""
        for key in written.written_twice(conn):
            self.report.add("inserted", "facts", key, N_("The fact {key} is there more than once."), key=str(key))
        sealed = sorted((run.first, run.first + run.count) for run in runs)
        edges = [0, *(edge for pair in sealed for edge in pair), None]
        waited = written.waited_for(conn)
        order = count(_UNSEALED)
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            for row in written.facts_with_index(conn, low or 0, high):
                if not reader.vouched(row):
                    said = N_(
                        "The fact {key} (number {number}) was not written by the office, or was edited before it was "
                        "sealed."
                    )
                    self.report.add("inserted", "facts", shown(row.id), said, key=shown(row.id), number=str(row.n))
                    continue
                copied = written.copy_of(conn, row)
                if copied is not None:
                    self._copied(row, copied)
                    continue
                self.report.unsealed += 1
                if high is not None and not any(first <= row.n <= last for first, last in waited):
                    self._passed_over(row)
                place = next(order)  # their numbers may be anything
                reader.follows(reader.read(row, place), place)

    def _passed_over(self, row: Any) -> None:
        """Name a fact that is not in the log though later ones are, and that nothing waits for."""
        said = N_("The fact {key} (number {number}) is not in the log, and sealing does not wait for it any more.")
        then = N_("Run `egovframe audit reindex`, which has it sealed, and find out who has access to the database.")
        key = shown(row.id)
        self.report.add("deleted", "gaps", str(row.n), said, then, key=key, number=str(row.n))

    def _copied(self, row: Any, copied: Any) -> None:
        """Name a fact that is there a second time, under another number."""
        said = N_("The fact {key} (number {number}) is a copy of the fact {other}.")
        key = shown(row.id)
        self.report.add("inserted", "facts", key, said, key=key, number=str(row.n), other=shown(copied))
