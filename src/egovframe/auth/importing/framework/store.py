"""The SQL that reads another system's tables: SELECT and nothing else, in a transaction that can write nothing.

Table and column names are looked up whatever their case, because databases fold them each in its own way. Only columns
that are asked for are read: no resident registration numbers, addresses or answers to password questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from egovframe.auth.importing.errors import ImportRefused
from egovframe.kernel.errors import MissingExtra

_AT_ONCE: Final = 500
_READ_ONLY: Final[Mapping[str, str]] = {
    "sqlite": "PRAGMA query_only=ON",
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
}
"""What makes a connection unable to write, where the database has it; the others are only ever asked to SELECT."""
_SQLITE: Final = b"SQLite format 3\0"


class Elsewhere:
    """A database of another system, read only. `url` is an SQLAlchemy URL.

    Raises ImportRefused when it cannot be reached, MissingExtra when its driver is not installed.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        try:
            self._tables = {str(name).upper(): str(name) for name in self._inspected().get_table_names()}
        except ImportRefused:
            self.close()
            raise

    @property
    def called(self) -> str:
        """The URL without the password."""
        return self._engine.url.render_as_string(hide_password=True)

    def has(self, table: str) -> bool:
        """Say whether there is a table of that name, whatever its case."""
        return table.upper() in self._tables

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table as they are called there, by their name in capitals."""
        found = self._inspected().get_columns(self._tables[table.upper()])
        return {str(column["name"]).upper(): str(column["name"]) for column in found}

    def rows(self, table: str, columns: Sequence[str], *, order: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table with those of the columns that it has, by their names in capitals, in order."""
        there = self.columns(table)
        picked: dict[str, sa.ColumnClause[Any]] = {name: sa.column(there[name]) for name in columns if name in there}
        source = sa.table(self._tables[table.upper()], *picked.values())
        query = sa.select(*(column.label(f"c{at}") for at, column in enumerate(picked.values()))).select_from(source)
        with self._reading() as conn:
            found = conn.execution_options(yield_per=_AT_ONCE).execute(query.order_by(picked[order]))
            for row in found:
                yield dict(zip(picked, row, strict=True))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as conn:
                yield conn
                conn.rollback()
        except sa.exc.DBAPIError as error:
            raise self._refused(error) from error

    def _inspected(self) -> sa.Inspector:
        try:
            return sa.inspect(self._engine)
        except sa.exc.DBAPIError as error:
            raise self._refused(error) from error

    def _refused(self, error: sa.exc.DBAPIError) -> ImportRefused:
        first = str(error.orig).strip().splitlines()
        return ImportRefused(
            f"The database at {self.called} cannot be read: {first[0] if first else 'no reason given'}.",
            hint="Check the URL, and that the account may connect and SELECT.",
        )


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise ImportRefused(
            "That is no database URL.", hint="Write mysql+pymysql://user:password@host/name, as SQLAlchemy does."
        ) from error
    if parsed.get_backend_name() == "sqlite" and not _is_sqlite(Path(parsed.database or "")):
        raise ImportRefused("There is no such SQLite file.", hint="Check the path in the URL.")
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = sa.create_engine(parsed, pool_size=1, max_overflow=1)
    except (ModuleNotFoundError, sa.exc.NoSuchModuleError) as error:
        raise MissingExtra(
            f"The driver of {parsed.drivername} is not installed.",
            hint="Install it with pip, for example pymysql for mysql+pymysql, or egovframe[postgres].",
        ) from error
    statement = _READ_ONLY.get(engine.dialect.name)
    if statement is not None:

        @sa.event.listens_for(engine, "connect")
        def _read_only(connection: Any, _record: Any) -> None:
            try:
                cursor = connection.cursor()
                cursor.execute(statement)
                cursor.close()
                connection.commit()
            except Exception:  # the pool does not have it yet and would not close it
                connection.close()
                raise

    return engine


def _is_sqlite(path: Path) -> bool:
    """Say whether there is a file that begins as SQLite's do: connecting would make one that is not there."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
