"""The tables' history: which revision a database is at, and how it is brought up to this code's (Alembic).

Looking is cheap: the revision is read directly, and Alembic is loaded only where something is to be done. The scripts
stand in `egovframe/migrations/versions`; each only adds to what the one before left.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from egovframe.kernel.errors import DatabaseBehind, DatabaseNewer
from egovframe.kernel.guard import MIGRATING, PEN, pen, take_pen
from egovframe.kernel.outside import install

if TYPE_CHECKING:
    from egovframe.kernel.database import Database

REVISIONS: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0014",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
    "0025",
    "0026",
    "0027",
    "0028",
    "0029",
    "0030",
    "0031",
    "0032",
    "0033",
)
"""Every revision in order; the last one is this code's. A test holds it to the scripts."""

TABLE: Final = "alembic_version"
SCRIPTS: Final = Path(__file__).resolve().parent.parent / "migrations"
_LOCK: Final = 0x65676F76  # "egov": one migration at a time in one PostgreSQL database

State = Literal["empty", "behind", "current", "newer"]


def revision(database: Database) -> str | None:
    """Return the revision that the database is at, None when it has no tables of ours. Raises DatabaseError."""
    with database.read() as conn:
        if not sa.inspect(conn).has_table(TABLE, schema=database.schema):
            return None
        found = conn.execute(sa.text(f"SELECT version_num FROM {TABLE}")).scalar()  # noqa: S608 - our own constant
    return None if found is None else str(found)


def state(database: Database) -> State:
    """Return how the database stands to this code. Raises DatabaseError when it cannot be reached."""
    found = revision(database)
    if found is None:
        return "empty"
    if found not in REVISIONS:
        return "newer"
    return "current" if found == REVISIONS[-1] else "behind"


def check(database: Database) -> None:
    """Return when database and code fit. Raises DatabaseBehind or DatabaseNewer, naming both revisions."""
    found = state(database)
    if found in ("empty", "behind"):
        raise DatabaseBehind(
            f"The database is at revision {revision(database) or 'none'}, this code needs {REVISIONS[-1]}.",
            hint="Make a backup, then run `egovframe migrate`.",
        )
    if found == "newer":
        raise DatabaseNewer(
            f"The database is at revision {revision(database)}, which this code does not know (it knows up to "
            f"{REVISIONS[-1]}).",
            hint="Install the release of egovframe that wrote it, or a newer one.",
        )


def migrate(database: Database, *, metadata: sa.MetaData) -> list[str]:
    """Bring the database to this code's revision and return the revisions that were applied, in order.

    All of it is one transaction; of two processes that start at once, the second finds the work done. A PostgreSQL
    schema that is set and missing is made. `metadata` holds the tables of every component. Raises DatabaseNewer.
    """
    if state(database) == "newer":
        check(database)
    with database.write() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            if database.schema is not None:
                conn.execute(sa.schema.CreateSchema(database.schema, if_not_exists=True))
        if sa.inspect(conn).has_table(pen.name):  # what a revision writes is the office's own
            take_pen(conn)
        applied = _upgrade(conn.execution_options(**{PEN: MIGRATING}), metadata)
        install(conn)
        return applied


def _upgrade(conn: sa.Connection, metadata: sa.MetaData) -> list[str]:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(SCRIPTS))
    applied: list[str] = []

    def upgrade(at: Any, _context: Any) -> Any:
        steps = scripts._upgrade_revs("head", at)  # noqa: SLF001 - what Alembic's own `upgrade` command calls
        applied.extend(str(step.revision.revision) for step in steps)
        return steps

    context = MigrationContext.configure(
        conn, opts={"fn": upgrade, "target_metadata": metadata, "transactional_ddl": True, "render_as_batch": True}
    )
    with Operations.context(context):
        context.run_migrations()
    return applied
