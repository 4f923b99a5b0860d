"""Statements on the path of every petition: built once and handed to the driver as they stand.

Half of what a small statement costs is what SQLAlchemy does around it. Here its text is made once a dialect; listeners
of the connection hear of it as of any other (the guard among them), and what the driver refuses comes back as
SQLAlchemy says it, a lost connection included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FAILED: Final = "egovframe_failed"
_MANY: Final = False
"""What listeners are told: it is run once, with one set of values."""


class Sql:
    """A statement as a driver takes it. `order` names the values of one that takes them by place.

    `constants` are values that are part of the statement; `options` its execution options, which the guard reads.
    """

    __slots__ = ("_constants", "_order", "execution_options", "text")

    def __init__(
        self,
        text: str,
        *,
        order: Sequence[str] | None = None,
        constants: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.text = text
        self._order = None if order is None else tuple(order)
        self._constants = dict(constants or {})
        self.execution_options: Mapping[str, Any] = dict(options or {})

    @classmethod
    def of(cls, statement: sa.Executable, dialect: sa.Dialect, *, names: Sequence[str] | None = None) -> Sql:
        """Return the text of a statement; `names` are the columns that an INSERT is given."""
        compiled: Any = statement.compile(dialect=dialect, column_keys=names)  # type: ignore[attr-defined]
        order = compiled.positiontup if compiled.positional else None
        known = {name: value for name, value in compiled.params.items() if value is not None}
        return cls(str(compiled), order=order, constants=known, options=statement.get_execution_options())

    def given(self, values: Mapping[str, Any]) -> dict[str, Any] | tuple[Any, ...]:
        """Return the values as the driver takes them."""
        every = {**self._constants, **values} if self._constants else values
        return dict(every) if self._order is None else tuple([every[name] for name in self._order])

    def run(self, conn: sa.Connection, given: Any) -> Any:
        """Run it with values as `given` returns them; return the driver's cursor.

        Raises what SQLAlchemy raises when it runs a statement.
        """
        if not conn.in_transaction():
            conn.begin()
        cursor = conn.connection.cursor()
        heard: Any = conn.dispatch  # of the connection and its engine
        for listener in heard.before_cursor_execute:
            listener(conn, cursor, self.text, given, self, _MANY)
        try:
            cursor.execute(self.text, given)
        except conn.dialect.loaded_dbapi.Error as error:
            conn.exec_driver_sql(self.text, given, execution_options={**self.execution_options, _FAILED: error})
            raise  # never: the line before raises it in SQLAlchemy's words
        for listener in heard.after_cursor_execute:
            listener(conn, cursor, self.text, given, self, _MANY)
        return cursor

    def run_many(self, conn: sa.Connection, given: Sequence[Any]) -> None:
        """Run it once for each set of values, in one go of the driver's."""
        conn.exec_driver_sql(self.text, list(given), execution_options=dict(self.execution_options))


class Prepared:
    """A statement of SQLAlchemy whose values are texts, whole numbers and bytes, and whose text is made once."""

    def __init__(self, statement: sa.Executable) -> None:
        self._statement = statement
        self._names = tuple(statement.selected_columns.keys()) if isinstance(statement, sa.Select) else ()
        self._known: dict[str, Sql] = {}

    def sql(self, conn: sa.Connection) -> Sql:
        """Return its text for the database of the connection."""
        name = conn.dialect.name
        found = self._known.get(name)
        if found is None:  # a race makes the same
            found = self._known[name] = Sql.of(self._statement, conn.dialect)
        return found

    def add(self, conn: sa.Connection, many: Sequence[Mapping[str, Any]]) -> None:
        """Run an INSERT for all these rows, each with a value for every column."""
        if many:
            sql = self.sql(conn)
            sql.run_many(conn, [sql.given(each) for each in many])

    def rows(self, conn: sa.Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it and return all rows, each as a tuple."""
        sql = self.sql(conn)
        found: list[tuple[Any, ...]] = sql.run(conn, sql.given(values)).fetchall()
        return found

    def mappings(self, conn: sa.Connection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run it and return all rows by the names of their columns."""
        return [dict(zip(self._names, row, strict=True)) for row in self.rows(conn, values)]


def tell_failures(engine: sa.Engine) -> None:
    """Let SQLAlchemy say what the driver refused of a text that was run without it."""

    @sa.event.listens_for(engine, "do_execute")
    def _again(_cursor: Any, _statement: str, _values: Any, context: Any) -> None:
        error = context.execution_options.get(_FAILED)
        if error is not None:
            raise error
