"""The state that the trail vouches for: what every watched row and stored file should be, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol

from egovframe.audit import store
from egovframe.kernel.errors import EgovError
from egovframe.kernel.messages import N_
from egovframe.kernel.watch import is_keyed, is_watched, key_of, row_digest
from egovframe.kernel.work import FILES

if TYPE_CHECKING:
    from sqlalchemy import Table

    from egovframe.audit.report import Value
    from egovframe.audit.verification.notebook import Notebook
    from egovframe.kernel.storage import Storage


class Add(Protocol):
    """Takes a finding down, as `Report.add` does."""

    def __call__(self, kind: str, table: str, key: str, said: str, /, **values: Value) -> None:
        """Take a finding down."""


PUBLISHED: Final = "log/"
"""Where the storage holds what the log publishes of itself; signatures vouch for it."""
CHECKPOINT_FILE: Final = PUBLISHED + "checkpoint"
"""The newest checkpoint, kept outside the database."""

_NOT_THERE_BEFORE: Final = N_(
    "The row {key} of {table} was changed outside the office before the fact {fact}: by the trail it did not exist."
)
_ANOTHER_BEFORE: Final = N_(
    "The row {key} of {table} was changed outside the office before the fact {fact}: by the trail it was "
    "something else."
)
_OF_FILES: Final = {
    "deleted": N_("The file {path} is gone."),
    "inserted": N_("The file {path} was slipped in: no fact knows it."),
    "edited": N_("The file {path} was edited: it is not what was stored."),
}
_OF_ROWS: Final = {
    "deleted": N_("The row {key} of {table} is gone."),
    "inserted": N_("The row {key} of {table} was slipped in: no fact knows it."),
    "edited": N_("The row {key} of {table} was edited: it is not what the last fact about it says."),
}
"""What is said of files and of rows that are not what the facts say, by kind."""


class State:
    """What is there, written into the notebook beside what facts say, and the two compared."""

    def __init__(self, notebook: Notebook, add: Add) -> None:
        self._notebook = notebook
        self._add = add
        self._gone: set[str] = set()  # tables of which nothing can be compared
        self._unreadable: set[str] = set()  # files likewise

    def read_rows(self, conn: Any, rows_key: bytes) -> int:
        """Read every row of the watched tables; return how many there are."""
        there = set(store.tables_there(conn))
        total = 0
        for name, table in sorted(store.known_tables().items()):
            if not is_watched(table):
                continue
            if name not in there:
                self._gone.add(name)
                self._add("deleted", name, "", N_("The table {table} is gone."), table=name)
                continue
            try:
                total += self._notebook.there(name, _digests(conn, table, rows_key if is_keyed(table) else None))
            except EgovError:
                raise
            except Exception as error:  # noqa: BLE001  another tool may have left anything
                self._gone.add(name)
                said = N_("The table {table} cannot be read: {why}.")
                self._add("unreadable", name, "", said, table=name, why=type(error).__name__)
        return total

    def read_files(self, storage: Storage) -> int:
        """Read every stored file; return how many there are."""
        return self._notebook.there(FILES, self._files(storage))

    def _files(self, storage: Storage) -> Iterator[tuple[str, str]]:
        for path in storage.list():
            if path.startswith(PUBLISHED):
                continue
            try:
                yield path, storage.digest(path).removeprefix("sha256:")
            except (EgovError, OSError) as error:
                self._unreadable.add(path)
                said = N_("The file {path} cannot be read: {why}.")
                self._add("unreadable", FILES, path, said, path=path, why=type(error).__name__)
                yield path, ""

    def compare(self, *, files: bool) -> None:
        """Name every row and file that is not what the facts say; without `files` those are left out."""
        for table, key, writes, there in self._notebook.compared():
            expected: str | None = None
            for before, after, fact in writes:
                if before != expected:
                    self._changed_before(table, key, expected, fact)
                expected = after
            if table in self._gone or (table == FILES and (not files or key in self._unreadable)):
                continue
            if expected != there:
                self._differs(table, key, expected, there)

    def _changed_before(self, table: str, key: str, expected: str | None, fact: str) -> None:
        said = _NOT_THERE_BEFORE if expected is None else _ANOTHER_BEFORE
        self._add("changed-outside", table, key, said, table=table, key=key, fact=fact)

    def _differs(self, table: str, key: str, expected: str | None, there: str | None) -> None:
        kind = "deleted" if there is None else "inserted" if expected is None else "edited"
        if table == FILES:
            self._add(kind, table, key, _OF_FILES[kind], path=key)
        else:
            self._add(kind, table, key, _OF_ROWS[kind], table=table, key=key)


def _digests(conn: Any, table: Table, key: bytes | None) -> Iterator[tuple[str, str]]:
    for row in store.raw_rows(conn, table):
        yield key_of(table, row), row_digest(table.name, row, key)
