"""The guard: nobody writes to a table that the trail vouches for without a fact, or not unseen.

In this program, a statement that writes to a guarded table and does not come from a unit of work is refused before it
reaches the database, whether it was built with SQLAlchemy, in bulk or as text. What comes from elsewhere (another
program, a console) is recorded by triggers, see `egovframe.kernel.outside`.

A transaction of ours holds *the pen* from its first such write to its end: while it does, the triggers are silent. On
SQLite the pen is a row that no other connection can see held, on PostgreSQL a setting of the transaction.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, metadata
from egovframe.kernel.errors import WrittenAround
from egovframe.kernel.text import Text
from egovframe.kernel.watch import is_log, is_watched, unwatched

if TYPE_CHECKING:
    from collections.abc import Iterator

PEN: Final = "egovframe_pen"
"""The execution option of a statement that a unit of work, the trail or a migration runs."""

HOLDING: Final = {PEN: True}
"""The execution options of a statement that a unit of work or the trail runs."""

MIGRATING: Final = "migrating"
"""The value of that option while tables are made and changed, the pen's own among them."""

S = TypeVar("S", bound=sa.Executable)

pen = sa.Table(
    "pen",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("held", sa.Integer, nullable=False),
    info=unwatched(
        why=Text(
            ko="사무소의 트랜잭션이 쓰는 동안만 켜지는 표시입니다. 트리거만 읽습니다.",
            en="A mark that is set while a transaction of the office writes; only triggers read it.",
        )
    ),
)

outside_writes = sa.Table(
    "outside_writes",
    metadata,
    sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("tbl", TEXT, nullable=False),
    sa.Column("op", TEXT, nullable=False),
    sa.Column("key", TEXT),
    sa.Column("by", TEXT, nullable=False),
    info=unwatched(
        why=Text(
            ko="데이터베이스의 트리거가 적는, 사무소 밖에서 쓴 기록입니다. 검증은 다이제스트로 합니다.",
            en="What triggers of the database note of writes from outside; what holds is decided by digests.",
        )
    ),
)

_SKIPPED: Final = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$", re.DOTALL)
_NAME: Final = r'(?:ONLY\s+)?(?:(?:"[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)\s*\.\s*)?("[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)'
_WRITES: Final = re.compile(
    r"\b(?:INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY|DROP\s+TABLE(?:\s+IF\s+EXISTS)?|"
    rf"ALTER\s+TABLE(?:\s+IF\s+EXISTS)?)\s+{_NAME}",
    re.IGNORECASE,
)


def is_guarded(table: sa.Table) -> bool:
    """Say whether the trail vouches for the table, by digests or as part of the log."""
    return is_watched(table) or is_log(table)


def guarded_tables() -> Iterator[sa.Table]:
    """Yield every table that the guard stands before, in the order of their names."""
    for _, table in sorted(metadata.tables.items()):
        if is_guarded(table):
            yield table


def with_pen(statement: S) -> S:
    """Return the statement as one that a unit of work runs."""
    return statement.execution_options(**HOLDING)


# ------------------------------------------------------------------------------------------------ in this program


def stand_before(engine: sa.Engine) -> None:
    """Refuse writes to guarded tables that go round the components, on every connection of the engine."""
    guard = _Guard(engine.dialect.name)
    for event, listener in (
        ("before_cursor_execute", guard.judge),
        ("rollback_savepoint", guard.unsure),
        ("commit", guard.put_down),
        ("rollback", guard.drop),
    ):
        sa.event.listen(engine, event, listener)


def take_pen(conn: sa.Connection) -> None:
    """Hold the pen from now to the end of the transaction."""
    conn.info[PEN] = True
    conn.exec_driver_sql(_TAKE[conn.dialect.name])


_TAKE: Final = {
    "sqlite": "UPDATE pen SET held = 1",
    "postgresql": "SELECT set_config('egovframe.pen', '1', true)",
}


class _Guard:
    """Stands before the tables on the connections of one engine. The pen is marked in the connection's `info`."""

    def __init__(self, dialect: str) -> None:
        self._on_sqlite = dialect == "sqlite"
        self._take = _TAKE[dialect]

    def judge(self, conn: Any, cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:  # noqa: FBT001
        """Let a statement through, refuse it, or take the pen first."""
        tables = written_by(statement)
        if not tables or not (guarded := [name for name in tables if _stands_before(name)]):
            return
        if not context.execution_options.get(PEN):
            raise WrittenAround(
                f"A statement writes to {guarded[0]} without a unit of work: {statement.strip()[:60]}…",
                hint="Write with work.insert, work.change or work.remove and note the fact, so that the trail vouches "
                "for it.",
            )
        if not conn.info.get(PEN) and context.execution_options[PEN] != MIGRATING:
            conn.info[PEN] = True
            cursor.execute(self._take)

    def unsure(self, conn: Any, _name: Any, _context: Any) -> None:
        """After a savepoint was undone: a pen taken inside it is gone, one taken before it is still held."""
        if not conn.invalidated and PEN in conn.info:
            conn.info[PEN] = False

    def put_down(self, conn: Any) -> None:
        """Put the pen down before the commit; PostgreSQL does so itself."""
        if conn.info.pop(PEN, None) is not None and self._on_sqlite:
            conn.connection.driver_connection.execute("UPDATE pen SET held = 0")

    def drop(self, conn: Any) -> None:
        """Forget the pen: what was rolled back is not held. A connection that was lost has taken it along."""
        if not conn.invalidated:
            conn.info.pop(PEN, None)


def _stands_before(name: str) -> bool:
    table = metadata.tables.get(name)
    return table is not None and is_guarded(table)


@lru_cache(maxsize=4_096)
def written_by(statement: str) -> frozenset[str]:
    """Return the names of the tables that an SQL text writes to, changes or drops; empty for one that only reads."""
    bare = _SKIPPED.sub(" ", statement)
    names = (found.group(1).strip('"`[]') for found in _WRITES.finditer(bare))
    return frozenset(name.lower() for name in names if name.upper() not in ("SET", "OF", "SKIP", "NOWAIT"))
