"""Which tables the trail vouches for, and the digest of a row.

Each row that a unit of work writes is digested, and the fact of the write carries the digest. Verification digests the
rows that are there now and compares: a row edited, removed or slipped in by another tool is found and named.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Row

from egovframe.kernel.crypto import mac
from egovframe.kernel.errors import WorkError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Table

    from egovframe.kernel.text import Text

_INFO: Final = "egovframe.watch"


def watched(*, key: tuple[str, ...] = ("id",), keyed: bool = False) -> dict[str, Any]:
    """Return the `info` of a table that the trail vouches for.

    `key` names the columns that identify a row; `keyed` says that rows hold personal content, so that their digests are
    keyed (HMAC) and a published digest cannot be guessed back.
    """
    return {_INFO: {"watched": True, "key": key, "keyed": keyed}}


def unwatched(*, why: Text) -> dict[str, Any]:
    """Return the `info` of a table that the trail does not vouch for, with the reason why not."""
    return {_INFO: {"watched": False, "why": why}}


def by_the_log(*, why: Text) -> dict[str, Any]:
    """Return the `info` of a table of the log itself, which verification checks against the tree and its signatures."""
    return {_INFO: {"watched": True, "log": True, "why": why}}


def is_watched(table: Table) -> bool:
    """Say whether rows of the table are vouched for by digests."""
    info = table.info.get(_INFO, {})
    return bool(info.get("watched")) and not info.get("log")


def is_log(table: Table) -> bool:
    """Say whether the table is part of the log and checked against the tree."""
    return bool(table.info.get(_INFO, {}).get("log"))


def why(table: Table) -> Text | None:
    """Return why the table is watched otherwise, or not at all; None for the usual watch by digests."""
    reason: Text | None = table.info.get(_INFO, {}).get("why")
    return reason


def is_keyed(table: Table) -> bool:
    """Say whether digests of the table's rows are keyed."""
    return bool(table.info.get(_INFO, {}).get("keyed"))


def key_columns(table: Table) -> tuple[str, ...]:
    """Return the names of the columns that identify a row."""
    columns: tuple[str, ...] = table.info[_INFO].get("key") or tuple(column.name for column in table.primary_key)
    return columns


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    """Return the text that identifies the row within its table; several key columns are joined by `/`."""
    return "/".join(str(row[column]) for column in key_columns(table))


def row_digest(table: str, row: Mapping[str, Any], key: bytes | None) -> str:
    """Return the digest of a row as stored: hex SHA-256, or HMAC-SHA-256 under `key`.

    Covers the table's name and every column that is not NULL (so that a column added later, empty, changes nothing), by
    name in order, each value with its type and length: no two different rows give the same bytes.
    """
    parts = [table.encode()]
    for name in sorted(row):
        value = row[name]
        if value is None:
            continue
        if type(value) is str:
            data, mark = value.encode("utf-8", "surrogatepass"), b"s"
        elif type(value) is int:
            data, mark = b"%d" % value, b"i"
        elif isinstance(value, (bytes, memoryview)):
            data, mark = bytes(value), b"b"
        else:  # a type that the library never stores: another tool wrote it
            data, mark = repr(value).encode(), b"?"
        parts.append(b"%s\x00%s%d\x00%s" % (name.encode(), mark, len(data), data))
    content = b"\x00".join(parts)
    if key is None:
        return hashlib.sha256(content).hexdigest()
    return mac(key, content).hex()


def whole_row(table: Table, row: Mapping[str, Any] | Row[Any]) -> dict[str, Any]:
    """Return the row as a dictionary. Raises WorkError for one that was not read whole: its digest would be wrong."""
    whole = dict(row._mapping) if isinstance(row, Row) else dict(row)  # noqa: SLF001 - SQLAlchemy's documented name
    missing = [column.name for column in table.columns if column.name not in whole]
    if missing:
        raise WorkError(
            f"The row of {table.name} was not read whole: {', '.join(missing)} missing.",
            hint="Select every column first.",
        )
    return whole
