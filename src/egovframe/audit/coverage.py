"""Which tables the trail vouches for, how, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.kernel.outside import recorded_tables
from egovframe.kernel.watch import is_log, is_watched, why

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FOREIGN: Final = "not a table of egovframe or its plug-ins"
_UNKNOWN: Final = {"alembic_version": "the version of the tables, which a start compares with the code"}


def coverage_of(conn: Connection) -> list[dict[str, Any]]:
    """Return every table of the database: its name, whether it is watched, why (not), and how it is guarded."""
    known, recorded = store.known_tables(), set(recorded_tables(conn))
    rows: list[dict[str, Any]] = []
    for name in store.tables_there(conn):
        table = known.get(name)
        reason = why(table) if table is not None else None
        watched = table is not None and (is_watched(table) or is_log(table))
        if reason is not None:
            told = reason.in_("en")
        else:
            told = "every row's digest is in the facts" if watched else _UNKNOWN.get(name, _FOREIGN)
        held = "" if not watched else "recorded" if name in recorded else "found"
        rows.append({"table": name, "watched": watched, "why": told, "guard": held})
    return rows
