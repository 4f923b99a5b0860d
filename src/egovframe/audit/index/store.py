"""The SQL of the index; nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.audit.tables import fact_index, fact_subjects, facts
from egovframe.kernel.guard import with_pen
from egovframe.kernel.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from egovframe.audit.index.search import Search

_ADD: Final = Prepared(with_pen(fact_index.insert()))
_ADD_SUBJECTS: Final = Prepared(with_pen(fact_subjects.insert()))
_FACT: Final = (facts.c.n, facts.c.id, facts.c.entry, facts.c.private)


def indexed(conn: Connection) -> int:
    """Return how many facts, from the first of the log on, are in the index."""
    return int(conn.execute(sa.select(sa.func.coalesce(sa.func.max(fact_index.c.position) + 1, 0))).scalar_one())


def add(conn: Connection, rows: Sequence[Mapping[str, Any]], subjects: Sequence[Mapping[str, Any]]) -> None:
    """Add facts to the index."""
    _ADD.add(conn, rows)
    _ADD_SUBJECTS.add(conn, subjects)


def clear(conn: Connection) -> None:
    """Empty the index, to be made anew from the entries."""
    conn.execute(with_pen(fact_subjects.delete()))
    conn.execute(with_pen(fact_index.delete()))


def found(conn: Connection, search: Search, *, limit: int, ascending: bool = False) -> Sequence[Any]:
    """Return (n, id, entry, private) of the indexed facts that match, newest first unless `ascending`."""
    order = fact_index.c.n.asc() if ascending else fact_index.c.n.desc()
    numbers = _matching(search).order_by(order).limit(limit).subquery()
    statement = sa.select(*_FACT).join(numbers, numbers.c.n == facts.c.n)
    return conn.execute(statement.order_by(facts.c.n.asc() if ascending else facts.c.n.desc())).all()


def counted(conn: Connection, search: Search, by: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield how many indexed facts match, grouped by these columns: their values, then the number."""
    columns = [fact_index.c[name] for name in by]
    matching = _matching(search).subquery()
    statement = sa.select(*columns, sa.func.count()).join(matching, matching.c.n == fact_index.c.n).group_by(*columns)
    for row in conn.execute(statement.order_by(*columns)):
        yield tuple(row)


def _matching(search: Search) -> sa.Select[tuple[int]]:
    statement = sa.select(fact_index.c.n)
    for name in ("action", "does", "actor", "object", "outcome", "id", "trace"):
        value = getattr(search, name)
        if value:
            statement = statement.where(fact_index.c[name] == value)
    if search.kinds:
        statement = statement.where(fact_index.c.does.in_(search.kinds))
    if search.subjects:
        about = sa.select(fact_subjects.c.n).where(fact_subjects.c.subject.in_(search.subjects))
        statement = statement.where(fact_index.c.n.in_(about))
    if search.since:
        statement = statement.where(fact_index.c.at >= search.since)
    if search.until:
        statement = statement.where(fact_index.c.at < search.until)
    if search.unexplained:
        statement = statement.where(fact_index.c.due == 0)
    if search.before is not None:
        statement = statement.where(fact_index.c.n < search.before)
    if search.after is not None:
        statement = statement.where(fact_index.c.n > search.after)
    return statement


def not_indexed(conn: Connection, *, low: int, before: int | None, holding: bytes = b"", limit: int) -> Sequence[Any]:
    """Return (n, id, entry, private) of facts from number `low` on that are not in the index yet, newest first.

    Only of those whose entry holds the bytes `holding`.
    """
    missing = facts.c.n.not_in(sa.select(fact_index.c.n).where(fact_index.c.n >= low))
    statement = sa.select(*_FACT).where(facts.c.n >= low, missing).order_by(facts.c.n.desc()).limit(limit)
    if before is not None:
        statement = statement.where(facts.c.n < before)
    if holding:
        # The same function under two names: where in the bytes others begin, from 1 on.
        place = sa.func.pg_catalog.position if conn.dialect.name == "postgresql" else sa.func.instr
        statement = statement.where(place(facts.c.entry, sa.literal(holding, sa.LargeBinary)) > 0)
    return conn.execute(statement).all()
