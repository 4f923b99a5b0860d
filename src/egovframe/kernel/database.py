"""The database: SQLite embedded or PostgreSQL, one schema of tables, durable commits.

SQLite runs in WAL with synchronous=FULL (an acknowledged commit survives a power cut), foreign keys on, and one fair
queue for writers in this process: each takes its turn in order of arrival instead of polling a busy file. Other
processes are waited for up to `BUSY_SECONDS`. PostgreSQL writes at READ COMMITTED with row locks; reads that must agree
with each other use one REPEATABLE READ snapshot.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from egovframe.kernel import prepared
from egovframe.kernel.errors import Busy, DatabaseError, MissingExtra, NotText, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

metadata: Final = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the library and of components that others add."""

BUSY_SECONDS: Final = 30
"""How long a writer waits for another process's write before it gives up."""

IDLE_SECONDS: Final = 1
"""After so long without use a connection to PostgreSQL is asked whether it still stands, before it is used."""

_IDLE: Final = "egovframe_idle_since"
_BEGIN_TO_READ: Final = prepared.Sql("BEGIN DEFERRED")
_BEGIN_TO_WRITE: Final = prepared.Sql("BEGIN IMMEDIATE")

SCRUB_SECONDS: Final = 1
"""How long an erasure waits for readers of older pages before it leaves the rest to later writes."""

TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases: ids, instants, dates."""


def Id(name: str = "id", *args: Any, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:  # noqa: N802 - reads as a type
    """Return a column for an id (UUIDv7 text or a name)."""
    return sa.Column(name, TEXT, *args, primary_key=primary_key, nullable=nullable)


def Instant(name: str, *, nullable: bool = False, index: bool = False) -> sa.Column[str]:  # noqa: N802 - reads as a type
    """Return a column for a moment, stored as `egovframe.kernel.clock.instant` writes it."""
    return sa.Column(name, TEXT, nullable=nullable, index=index)


class FairLock:
    """A lock that goes to whoever has waited longest; a thread that waits too long gets Busy."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()  # owns _held and _queue
        self._held = False
        self._queue: deque[threading.Lock] = deque()

    def acquire(self, seconds: float) -> None:
        """Take the lock, waiting at most `seconds` in the queue. Raises Busy after that."""
        with self._mutex:
            if not self._held:
                self._held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._queue.append(turn)
        if turn.acquire(timeout=seconds):
            return
        with self._mutex:
            if turn in self._queue:
                self._queue.remove(turn)
                raise Busy("The database is busy with other writes.", hint="Try again in a minute; nothing was saved.")
        # The turn came in the very moment the wait ran out: it is ours.

    def release(self) -> None:
        """Hand the lock to the next in the queue."""
        with self._mutex:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._held = False


class Database:
    """One open database. Owns the engine and, on SQLite, the queue of writers."""

    def __init__(self, engine: sa.Engine, *, schema: str | None) -> None:
        from egovframe.kernel.guard import stand_before  # it knows the tables, which know the database

        stand_before(engine)
        prepared.tell_failures(engine)
        self.engine = engine
        self.schema = schema
        self.dialect = engine.dialect.name
        self._turn = FairLock()
        self._to_scrub = self.dialect == "sqlite"  # an earlier process may have ended before it could

    @classmethod
    def open(cls, url: str, *, schema: str | None = None, pool_size: int = 8) -> Database:
        """Return the database at `url` (`sqlite:///path` or `postgresql+psycopg://…`), not yet connected to.

        `schema` puts every table into a PostgreSQL schema of its own (one city, one schema).
        Raises SettingsError for a URL of another kind, MissingExtra when the driver is not installed and DatabaseError
        when the folder of an SQLite file cannot be made.
        """
        parsed = supported(url)
        if parsed.get_backend_name() == "sqlite":
            return cls(_sqlite(parsed, pool_size), schema=None)
        return cls(_postgresql(parsed, pool_size, schema), schema=schema)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection whose reads all see the same moment; it can change nothing that lasts."""
        with self._connect() as connected:
            conn = connected
            if self.dialect == "postgresql":
                conn = connected.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            else:
                _BEGIN_TO_READ.run(conn, ())
            try:
                yield conn
            finally:
                conn.rollback()

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction that commits on a clean exit and rolls back on an error.

        When the block is left without an error, what it wrote is durable. Raises Busy when the writers before do not
        finish in time.
        """
        if self.dialect != "sqlite":
            with self._connect() as conn, _committed(conn):
                yield conn
            return
        self._turn.acquire(BUSY_SECONDS)
        try:
            with self._connect() as conn:
                try:
                    _BEGIN_TO_WRITE.run(conn, ())
                except sa.exc.OperationalError as error:
                    if "locked" in str(error):
                        raise Busy(
                            "Another process keeps the database busy.", hint="Try again; nothing was saved."
                        ) from error
                    raise
                with _committed(conn):
                    yield conn
                if self._to_scrub:
                    self._to_scrub = not _scrubbed(conn, seconds=0)
        finally:
            self._turn.release()

    def scrub(self) -> bool:
        """Leave nothing of what was removed in the files of the database; say whether that is so now.

        SQLite writes zeros over what is removed (`secure_delete`), but the write-ahead log still holds the pages as
        they were until it is emptied. A long read keeps it from being emptied: then later writes try again. PostgreSQL
        keeps removed rows until it vacuums and overwrites them, and its own write-ahead log: there this does nothing
        and says False.
        """
        if self.dialect != "sqlite":
            return False
        self._to_scrub = True
        with suppress(Busy):
            self._turn.acquire(BUSY_SECONDS)
            try:
                with self._connect() as conn:
                    self._to_scrub = not _scrubbed(conn, seconds=SCRUB_SECONDS)
            finally:
                self._turn.release()
        return not self._to_scrub

    @contextmanager
    def _connect(self) -> Iterator[sa.Connection]:
        try:
            conn = self.engine.connect()
        except sa.exc.TimeoutError as error:
            raise Busy("All database connections are in use.", hint="Try again in a moment.") from error
        except sa.exc.DBAPIError as error:  # not to be reached, or no database at all
            first = str(error.orig).strip().splitlines()
            raise DatabaseError(
                f"The database at {self.engine.url.render_as_string(hide_password=True)} cannot be reached: "
                f"{first[0] if first else 'no reason given'}.",
                hint="Check database.url, and that the server runs and the folder exists.",
            ) from error
        with conn:
            yield conn

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _committed(conn: sa.Connection) -> Iterator[None]:
    """Commit on a clean exit, roll back on an error."""
    try:
        yield
    except BaseException:
        conn.rollback()
        raise
    try:
        conn.commit()
    except BaseException:
        # Nobody knows whether it took effect. SQLAlchemy takes the transaction for over and would lend the connection
        # out again, with the transaction and its locks still in it: closing ends both.
        conn.invalidate()
        raise


def _scrubbed(conn: sa.Connection, *, seconds: float) -> bool:
    """Move the write-ahead log into the file and empty it, waiting so long for readers; say whether it is empty."""
    conn.exec_driver_sql(f"PRAGMA busy_timeout={round(seconds * 1000)}")
    try:
        return not conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    except sa.exc.DBAPIError:  # another process is at it, or the disk fails: nothing is lost, it stays to be done
        return False
    finally:
        conn.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        conn.rollback()


def _sqlite(url: sa.URL, pool_size: int) -> sa.Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"The folder of the database {url.database} cannot be made: {error.strerror}.",
                hint="Check database.url and data_dir, and who may write there.",
            ) from error
    # Autocommit at the driver: BEGIN IMMEDIATE is ours to say, the driver's own deferred BEGIN would deadlock writers.
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": 256},
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        _enter_wal(cursor)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-16000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _enter_wal(cursor: Any) -> None:
    """Switch the file to WAL. Of two that open a new file at once SQLite refuses one without letting it wait."""
    limit = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > limit:
                raise
            time.sleep(0.01)
        else:
            return


def supported(url: str) -> sa.URL:
    """Return the URL in its parts, connecting to nothing and making nothing.

    Raises SettingsError for a text that is no URL or names a database of another kind.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise SettingsError(
            "The setting database.url is not a database URL.",
            hint="Write sqlite:///folder/office.sqlite3 or postgresql+psycopg://user@host/name.",
        ) from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise SettingsError(
            f"The setting database.url names {parsed.get_backend_name()}, which is not supported.",
            hint="Use sqlite:/// or postgresql+psycopg://.",
        )
    return parsed


def _postgresql(url: sa.URL, pool_size: int, schema: str | None) -> sa.Engine:
    if url.get_driver_name() in ("psycopg2", ""):
        url = url.set(drivername="postgresql+psycopg")
    try:
        engine = sa.create_engine(url, pool_size=pool_size, max_overflow=2, pool_timeout=BUSY_SECONDS)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "PostgreSQL needs the psycopg driver, which is not installed.",
            hint="Run: pip install 'egovframe[postgres]'",
        ) from error
    sa.event.listen(engine, "handle_error", _refuse_nul)
    _ask_the_idle(engine)
    if schema is not None:
        if not schema.isidentifier():
            raise SettingsError(
                f"The setting database.schema is {schema!r}.",
                hint="Use letters, digits and _ only, such as haneul_city.",
            )

        @sa.event.listens_for(engine, "connect")
        def _enter_schema(connection: Any, _record: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('search_path', %s, false)", (f'"{schema}"',))
            connection.commit()

    return engine


def _ask_the_idle(engine: sa.Engine) -> None:
    """Ask a connection that lay idle whether its server is still there, before it is lent out.

    One that was in use a moment ago is not asked: under load that would be a round trip to the server for each unit
    of work, and only says what the next statement says as well.
    """

    @sa.event.listens_for(engine, "checkin")
    def _laid_down(_connection: Any, record: Any) -> None:
        record.info[_IDLE] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def _taken_up(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get(_IDLE, time.monotonic()) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            # A server that was restarted has ended them all: the pool gets new ones.
            raise sa.exc.InvalidatePoolError from error


def _refuse_nul(context: sa.engine.ExceptionContext) -> None:
    """Say what is wrong with a text that PostgreSQL cannot keep or look for: it came from outside, and is no fault."""
    if "cannot contain NUL" in str(context.original_exception):
        raise NotText("The request holds a NUL, which is no text.", hint="Send it without.")
