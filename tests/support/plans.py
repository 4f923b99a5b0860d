"""How a database plans the statements of a piece of code: which indexes it uses, before there is a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa


def plans(conn: sa.Connection, deed: Callable[[], object]) -> list[str]:
    """Gives the plan of each statement that `deed` runs on this connection.

    On PostgreSQL a table is read whole only where nothing else could be done: an empty one always would be.
    """
    explain = "EXPLAIN QUERY PLAN "
    if conn.dialect.name == "postgresql":
        explain = "EXPLAIN "
        conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
        conn.exec_driver_sql("SET LOCAL enable_sort = off")
    seen: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        seen.append((statement, parameters))

    sa.event.listen(conn, "before_cursor_execute", note)
    try:
        deed()
    finally:
        sa.event.remove(conn, "before_cursor_execute", note)
    return [
        " ".join(str(row) for row in conn.exec_driver_sql(explain + statement, values).all())
        for statement, values in seen
    ]
