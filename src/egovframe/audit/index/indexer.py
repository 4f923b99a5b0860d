"""The indexer: takes sealed facts, in the order of the log, into the index. Nothing in a request waits for it.

The index holds nothing that the entries do not say: it can be thrown away and made anew, and verification compares it
with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import entry as entries
from egovframe.audit import store
from egovframe.audit.errors import TrailBroken
from egovframe.audit.index import store as index
from egovframe.audit.index.search import Search, columns_of
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

BATCH: Final = 500
"""So many facts are taken in at a time: short enough for writers to wait for on SQLite."""
MOST_WAITING: Final = 20_000
"""So many facts that are not in the index yet are looked through one by one."""


def catch_up(database: Database) -> int:
    """Take every sealed fact into the index; return how many were new. Two that do so at once do no harm.

    Raises TrailBroken when a row that another tool slipped into the index stands in the way.
    """
    total = place = 0
    while True:
        with database.read() as conn:  # most looks find nothing: they take no turn among the writers
            place = max(place, index.indexed(conn))
            end = min(place + BATCH, _sealed(conn))
            if place >= end:
                return total
            rows, subjects = _read(conn, place, end)  # before the transaction begins in which writers wait
        try:
            with database.write() as conn:
                if index.indexed(conn) > place:  # somebody else took them meanwhile
                    continue
                index.add(conn, rows, subjects)
        except Exception as error:
            if type(error).__name__ != "IntegrityError":
                raise
            with database.read() as conn:
                if index.indexed(conn) > place:  # somebody else took the same facts: go on after them
                    continue
            raise TrailBroken(
                "The index cannot take what was sealed: it holds a row that no sealed fact gave it.",
                hint="Make it anew with `egovframe audit reindex`, and find out who has access to the database.",
            ) from error
        total, place = total + len(rows), end


def rebuild(database: Database) -> int:
    """Throw the index away and make it anew from the entries; return how many facts are in it."""
    with database.write() as conn:
        index.clear(conn)
    return catch_up(database)


def _sealed(conn: Connection) -> int:
    last = store.last_run(conn)
    return last.position + last.count if last else 0


def _read(conn: Connection, start: int, end: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of a batch, from position `start` up to `end`, exclusive: facts, and whom they are about.

    One that cannot be read is passed over.
    """
    rows: list[dict[str, Any]] = []
    subjects: list[dict[str, Any]] = []
    for position, row in facts_at(conn, start, end):
        fact = readable(row)
        if fact is None:
            continue
        rows.append({"n": row.n, "position": position, **columns_of(fact)})
        subjects += [{"subject": subject, "n": row.n} for subject in dict.fromkeys(fact.get("subjects", ()))]
    return rows, subjects


def facts_at(conn: Connection, start: int, end: int) -> Iterator[tuple[int, Any]]:
    """Yield position and row of the sealed facts from position `start` up to `end`, exclusive."""
    for run in store.runs_between(conn, start, end):
        skipped = max(0, start - run.position)
        last = run.first + min(run.count, end - run.position) - 1
        for row in store.facts_between(conn, run.first + skipped, last, end - start):
            yield run.position + row.n - run.first, row


def looked_up(conn: Connection, search: Search, *, limit: int) -> list[tuple[Any, dict[str, Any]]]:
    """Return row and decoded entry of the facts that match, the newest first: indexed or not, sealed or not."""
    found = index.found(conn, search, limit=limit)
    rows = [(row, fact) for row in found if (fact := readable(row)) is not None]
    low = lowest(conn)
    waiting = index.not_indexed(conn, low=low, before=search.before, holding=search.spelt(), limit=MOST_WAITING)
    for row in waiting:
        fact = readable(row)
        if fact is not None and search.matches(row.n, fact):
            rows.append((row, fact))
    rows.sort(key=lambda pair: -pair[0].n)
    return rows[:limit]


def readable(row: Any) -> dict[str, Any] | None:
    """Return the decoded entry; None for one that was damaged, which verification names."""
    try:
        return entries.decode(bytes(row.entry))
    except (TrailBroken, TypeError):
        log.error("An entry of the trail cannot be read; run `egovframe verify`.", number=row.n)  # noqa: TRY400
        return None


def lowest(conn: Connection) -> int:
    """Return a number below which every fact is in the index."""
    first = [run.first for run in store.runs_between(conn, index.indexed(conn), _sealed(conn))]
    first += [gap.first for gap in store.all_gaps(conn)]
    return min([*first, store.highest_sealed(conn) + 1])
