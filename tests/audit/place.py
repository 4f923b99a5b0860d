"""A trail of its own, outside any office: a database with a watched table of the tests' own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from egovframe.audit import Trail
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.facts import Note, Origin, Write
from egovframe.kernel.guard import with_pen
from egovframe.kernel.outside import guard
from egovframe.kernel.permissions import Actor
from egovframe.kernel.storage import FolderStorage
from egovframe.kernel.watch import row_digest, watched
from egovframe.testing.clock import SetClock
from tests.support.deeds import deed
from tests.support.elsewhere import elsewhere

CLERK = Actor(kind="officer", id="o-1", name="Clerk")


@dataclass
class Place:
    """An open trail and what is around it."""

    database: Database
    trail: Trail
    cabinet: Cabinet
    storage: FolderStorage
    clock: SetClock
    table: sa.Table

    def note(self, action: str = "thing.seen", **fields: Any) -> Note:
        """Return a note of the clerk's."""
        return Note(fact=deed(action), actor=CLERK, at=self.clock.now(), **fields)

    def facts(self, count: int, **fields: Any) -> list[str]:
        """Write facts in one transaction and return their ids."""
        with self.database.write() as conn:
            return [self.trail.record(conn, self.note(object=str(i), **fields)) for i in range(count)]

    def keep(self, key: str, size: int = 1) -> str:
        """Write a row with the fact that vouches for it."""
        row = {"id": key, "size": size}
        write = Write(self.table.name, key, None, row_digest(self.table.name, row, None))
        with self.database.write() as conn:
            conn.execute(with_pen(self.table.insert()), row)
            return self.trail.record(conn, self.note("thing.kept", object=key, writes=(write,)))

    def filled(self) -> None:
        """Write and seal rows, a file and facts with private parts; leave one fact unsealed."""
        for key in "abc":
            self.keep(key)
            self.clock.forward(seconds=1)
            self.trail.seal()
        stored = self.storage.put("records/1", b"content")
        write = Write("files", "records/1", None, stored.digest.removeprefix("sha256:"))
        self.facts(1, subjects=("p-1",), writes=(write,), why="asked", origin=Origin(address="10.0.0.1"))
        self.clock.forward(seconds=1)
        self.trail.tend()
        self.facts(1)

    def sql(self, statement: str, **values: Any) -> int:
        """Do something to the database as another tool would; return how many rows it touched."""
        with elsewhere(self.database) as conn:
            return conn.execute(sa.text(statement), values).rowcount

    def one(self, statement: str) -> Any:
        """Return one value."""
        with self.database.read() as conn:
            return conn.execute(sa.text(statement)).scalar_one()

    def found(self, **how: Any) -> list[tuple[str, str, str]]:
        """Return what verification finds: kind, table and key."""
        return [(each.kind, each.table, each.key) for each in self.trail.verify(**how).findings]


@contextmanager
def trail_alone(url: str, folder: Path) -> Iterator[Place]:
    """Lend a trail at an empty database; the tests' own table is known to the library meanwhile."""
    table = sa.Table(
        "trail_things",
        metadata,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("size", sa.BigInteger),
        info=watched(),
    )
    database = Database.open(url)
    try:
        if database.dialect == "sqlite" and not (path := Path(str(database.engine.url.database))).exists():
            path.write_bytes(_tables(frozenset(metadata.tables)))
        with database.write() as conn:
            metadata.create_all(conn)
        clock, storage = SetClock(), FolderStorage(folder / "storage")
        cabinet = Cabinet(FileKeyring(folder=folder / "keys", create=True))
        trail = Trail(database, cabinet, clock=clock, origin="haneul.example/log", storage=storage)
        trail.protect()
        yield Place(database, trail, cabinet, storage, clock, table)
    finally:
        database.close()
        metadata.remove(table)


@cache
def _tables(_names: frozenset[str]) -> bytes:
    """An SQLite file with the tables that are known and their triggers, made once and copied: that is quicker."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tables.sqlite3")
        with closing(Database.open(f"sqlite:///{path}")) as database:
            with database.write() as conn:
                metadata.create_all(conn)
            guard(database)
        return path.read_bytes()
