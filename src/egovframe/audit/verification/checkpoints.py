"""The signed roots that a log is held to: its own checkpoints, and those that somebody kept outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.errors import AuditError, TrailBroken
from egovframe.audit.notes import Checkpoint, SignedNote
from egovframe.audit.verification.dates import seconds_between
from egovframe.audit.verification.state import CHECKPOINT_FILE
from egovframe.kernel.messages import N_

if TYPE_CHECKING:
    from egovframe.audit.report import Report, Value

_ONE_SEAL: Final = 60
"""Within so many seconds one seal ends, however many batches it has."""
_FORKED: Final = N_("Two signed checkpoints of size {size} differ: the log was forked.")
_GONE: Final = N_("The file {path} is gone.")
_ROLLED_BACK: Final = N_("The file {path} is of size {size}, but larger ones were published: it was rolled back.")
_COMPARE: Final = N_(
    "Compare the log with a checkpoint that was kept elsewhere (`--since`); the next seal publishes it again."
)

Open = Callable[[SignedNote, str | None], Checkpoint]
"""Return the checkpoint of a note that the log's own key signed, one that counted then. Raises AuditError."""


class Checkpoints:
    """The checkpoints of one log, each believed only after its signature held."""

    def __init__(self, conn: Any, report: Report, open_note: Open) -> None:
        self._conn = conn
        self._report = report
        self._open_note = open_note
        self._forged: set[Any] = set()
        self._outside: dict[int, bytes] = {}
        self.size = 0

    def read(self) -> None:
        """Read every checkpoint; name those that are not the log's own, missing, or out of order."""
        before, when = 0, ""
        for row in store.all_checkpoints(self._conn):
            self._report.checkpoints += 1
            key = str(row.size)
            try:
                mark = self._open_note(SignedNote.parse(row.note), row.at if isinstance(row.at, str) else None)
                if mark.size != row.size:
                    raise TrailBroken("It says another size.")
            except (AuditError, AttributeError, TypeError, ValueError) as error:
                self._forged.add(row.size)
                self._add(
                    "forged", key, N_("The checkpoint of size {size} is not the log's: {why}"), size=key, why=str(error)
                )
                before = row.size
                continue
            if row.previous != before:
                self._add(
                    "deleted",
                    str(row.previous),
                    N_("The checkpoint of size {size} follows {previous}, not {before}: one was removed or added."),
                    size=key,
                    previous=str(row.previous),
                    before=str(before),
                )
            if not isinstance(row.at, str) or row.at < when:
                self._add(
                    "edited", key, N_("The checkpoint of size {size} is dated before the one it follows."), size=key
                )
            self.size = mark.size
            before, when = row.size, row.at if isinstance(row.at, str) else when

    def compare(self, note: SignedNote) -> None:
        """Hold the log to a checkpoint that somebody kept. Raises AuditError when it is not the log's."""
        mark = self._open_note(note, None)
        if mark.size > self.size:
            self._add(
                "cut",
                str(mark.size),
                N_("The log ends at {size} facts, but a signed checkpoint covers {covered}: its tail was cut off."),
                size=self.size,
                covered=mark.size,
            )
        elif self._outside.setdefault(mark.size, mark.root) != mark.root:
            self._add("forged", str(mark.size), _FORKED, size=mark.size)
        else:
            self._own_root(mark)

    def published(self, size: int) -> None:
        """Hold the checkpoint that is kept in the storage to the log: it may be behind by what was sealed just now.

        Whoever seals publishes at once, so only what one seal left can be missing, after a kill in that very moment.
        """
        first = last = None
        for row in store.all_checkpoints(self._conn, after=size):
            first = first or row
            last = row
        if first is None or last is None or seconds_between(first.at, last.at) <= _ONE_SEAL:
            return
        kind, said = ("edited", _ROLLED_BACK) if size else ("deleted", _GONE)
        self._report.add(kind, "files", CHECKPOINT_FILE, said, _COMPARE, path=CHECKPOINT_FILE, size=size)

    def _own_root(self, mark: Checkpoint) -> None:
        row = store.checkpoint_at(self._conn, mark.size)
        if row is None or row.size in self._forged:
            return
        if Checkpoint.parse(SignedNote.parse(row.note).text).root != mark.root:
            self._add("forged", str(mark.size), _FORKED, size=mark.size)
            del self._outside[mark.size]

    def marks(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield size and root of every believed checkpoint beyond `after`, smallest first, each size once."""
        waiting = sorted((size, root) for size, root in self._outside.items() if size > after)
        for row in store.all_checkpoints(self._conn, after=after):
            if row.size in self._forged or not isinstance(row.size, int):
                continue
            root = Checkpoint.parse(SignedNote.parse(row.note).text).root
            while waiting and waiting[0][0] < row.size:
                yield waiting.pop(0)
            if waiting and waiting[0][0] == row.size:
                waiting.pop(0)
            yield row.size, root
        yield from waiting

    def _add(self, kind: str, key: str, said: str, **values: Value) -> None:
        self._report.add(kind, "checkpoints", key, said, **values)
