"""A small office for the tests of the kernel: a real database and keys, and a recorder that keeps notes in a list."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.kernel import cabinet as _cabinet
from egovframe.kernel import counters as _counters
from egovframe.kernel import guard as _guard
from egovframe.kernel import outbox as _outbox
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database, Id
from egovframe.kernel.events import Observers
from egovframe.kernel.permissions import Actor
from egovframe.kernel.watch import watched
from egovframe.kernel.work import UnitOfWork
from egovframe.testing.clock import SetClock

if TYPE_CHECKING:
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.facts import Note, Recorder

CLERK = Actor(kind="officer", id="o-1", name="Clerk")

things = sa.Table(
    "things",
    sa.MetaData(),
    Id(),
    sa.Column("colour", sa.Text),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("id"),
    info=watched(),
)
"""A watched table of the tests' own; no other test sees it."""


class Notebook:
    """A recorder that keeps notes in memory, those of rolled back transactions too."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def record(self, _conn: sa.Connection, note: Note, _keys: MutableMapping[str, bytes] | None = None) -> str:
        """Keep the note and number it."""
        self.notes.append(note)
        return str(len(self.notes))


class SmallOffice:
    """What a unit of work and a worker need around them."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.time = SetClock()
        self.clock: Clock = self.time
        self.database = database
        self.cabinet = Cabinet(FileKeyring(folder=folder / "keys", create=True))
        notebook = Notebook()
        self.notes = notebook.notes
        self.recorder: Recorder = notebook
        self.observers = Observers()
        self.woken = 0

    def wake(self) -> None:
        """Count how often the worker would have been woken."""
        self.woken += 1

    @contextmanager
    def work(self, *, by: Actor = CLERK, why: str = "") -> Iterator[UnitOfWork]:
        """Open a unit of work."""
        with UnitOfWork(self, by=by, why=why).running() as work:
            yield work

    @contextmanager
    def look(self, *, by: Actor = CLERK, why: str = "") -> Iterator[UnitOfWork]:
        """Open a unit of work that only reads."""
        with UnitOfWork(self, by=by, why=why, writes=False).running() as work:
            yield work

    def rows(self, table: sa.Table = things) -> list[dict[str, Any]]:
        """Return every row of a table."""
        with self.database.read() as conn:
            return [dict(row) for row in conn.execute(sa.select(table)).mappings()]


@contextmanager
def small_office(url: str, folder: Path) -> Iterator[SmallOffice]:
    """Lend an office at an empty database in which the kernel's tables and `things` are made."""
    database = Database.open(url)
    try:
        with database.write() as conn:
            for table in (_cabinet.data_keys, _counters.counters, _outbox.outbox, _guard.pen, things):
                table.create(conn)
        yield SmallOffice(database, folder)
    finally:
        database.close()
