"""The state that the trail vouches for: what every watched row and stored file should be, and whether it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from egovframe.audit import store
from egovframe.kernel.errors import EgovError
from egovframe.kernel.watch import is_keyed, is_watched, key_of, row_digest
from egovframe.kernel.work import FILES

if TYPE_CHECKING:
    from egovframe.kernel.storage import Storage

Add = Callable[[str, str, str, str], None]

PUBLISHED = "log/"
"""Where the storage holds what the log publishes of itself; signatures vouch for it."""


class State:
    """What facts say about rows and files, built up in the order of the log."""

    def __init__(self) -> None:
        self._last: dict[str, dict[str, str]] = {}  # table → key → digest

    def take(self, table: str, key: str, before: str | None, after: str | None, *, fact_id: str, add: Add) -> None:
        """Take in one write of a fact; name the row when it was not what the fact before had left."""
        rows = self._last.setdefault(table, {})
        expected = rows.get(key)
        if expected != before:
            what = "did not exist" if expected is None else "was something else"
            add(
                "changed-outside", table, key,
                f"The row {key} of {table} was changed outside the office before the fact {fact_id}: "
                f"by the trail it {what}.",
            )  # fmt: skip
        if after is None:
            rows.pop(key, None)
        else:
            rows[key] = after

    def compare_rows(self, conn: Any, rows_key: bytes, add: Add) -> int:
        """Compare every row of the watched tables with what it should be; return how many were read."""
        there = set(store.tables_there(conn))
        total = 0
        for name, table in sorted(store.known_tables().items()):
            if not is_watched(table):
                continue
            if name not in there:
                add("deleted", name, "", f"The table {name} is gone.")
                continue
            expected = dict(self._last.get(name, {}))
            try:
                for row in store.raw_rows(conn, table):
                    total += 1
                    self._compare(
                        name,
                        key_of(table, row),
                        row_digest(name, row, rows_key if is_keyed(table) else None),
                        expected,
                        add,
                    )
            except EgovError:
                raise
            except Exception as error:  # noqa: BLE001  another tool may have left anything
                add("unreadable", name, "", f"The table {name} cannot be read: {type(error).__name__}.")
                continue
            for key in expected:
                add("deleted", name, key, f"The row {key} of {name} is gone.")
        return total

    def _compare(self, name: str, key: str, digest: str, expected: dict[str, str], add: Add) -> None:
        wanted = expected.pop(key, None)
        if wanted is None:
            add("inserted", name, key, f"The row {key} of {name} was slipped in: no fact knows it.")
        elif wanted != digest:
            add("edited", name, key, f"The row {key} of {name} was edited: it is not what the last fact about it says.")

    def compare_files(self, storage: Storage, add: Add) -> int:
        """Compare every stored file with what it should be; return how many were read."""
        expected = dict(self._last.get(FILES, {}))
        total = 0
        for path in storage.list():
            if path.startswith(PUBLISHED):
                continue
            total += 1
            try:
                digest = storage.digest(path).removeprefix("sha256:")
            except (EgovError, OSError) as error:
                expected.pop(path, None)
                add("unreadable", FILES, path, f"The file {path} cannot be read: {type(error).__name__}.")
                continue
            wanted = expected.pop(path, None)
            if wanted is None:
                add("inserted", FILES, path, f"The file {path} was slipped in: no fact knows it.")
            elif wanted != digest:
                add("edited", FILES, path, f"The file {path} was edited: it is not what was stored.")
        for path in expected:
            add("deleted", FILES, path, f"The file {path} is gone.")
        return total
