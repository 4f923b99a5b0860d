"""The state that the trail vouches for: what every watched row and stored file should be, and whether it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.kernel.errors import EgovError
from egovframe.kernel.watch import is_keyed, is_watched, key_of, row_digest
from egovframe.kernel.work import FILES

if TYPE_CHECKING:
    from sqlalchemy import Table

    from egovframe.audit.verification.notebook import Notebook
    from egovframe.kernel.storage import Storage

Add = Callable[[str, str, str, str], None]

PUBLISHED: Final = "log/"
"""Where the storage holds what the log publishes of itself; signatures vouch for it."""
CHECKPOINT_FILE: Final = PUBLISHED + "checkpoint"
"""The newest checkpoint, kept outside the database."""


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
                self._add("deleted", name, "", f"The table {name} is gone.")
                continue
            try:
                total += self._notebook.there(name, _digests(conn, table, rows_key if is_keyed(table) else None))
            except EgovError:
                raise
            except Exception as error:  # noqa: BLE001  another tool may have left anything
                self._gone.add(name)
                self._add("unreadable", name, "", f"The table {name} cannot be read: {type(error).__name__}.")
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
                self._add("unreadable", FILES, path, f"The file {path} cannot be read: {type(error).__name__}.")
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
        what = "did not exist" if expected is None else "was something else"
        self._add(
            "changed-outside", table, key,
            f"The row {key} of {table} was changed outside the office before the fact {fact}: by the trail it {what}.",
        )  # fmt: skip

    def _differs(self, table: str, key: str, expected: str | None, there: str | None) -> None:
        noun, of = ("file", "") if table == FILES else ("row", f" of {table}")
        said = "what was stored" if table == FILES else "what the last fact about it says"
        if there is None:
            self._add("deleted", table, key, f"The {noun} {key}{of} is gone.")
        elif expected is None:
            self._add("inserted", table, key, f"The {noun} {key}{of} was slipped in: no fact knows it.")
        else:
            self._add("edited", table, key, f"The {noun} {key}{of} was edited: it is not {said}.")


def _digests(conn: Any, table: Table, key: bytes | None) -> Iterator[tuple[str, str]]:
    for row in store.raw_rows(conn, table):
        yield key_of(table, row), row_digest(table.name, row, key)
