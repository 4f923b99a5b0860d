"""The master: one copy of an office's trail, from which each attack gets a fresh copy.

SQLite is copied by its own backup, which reads one moment of a database that others write. PostgreSQL is read table by
table, in one snapshot, into an SQLite file: verification reads both alike, and so does every attack. Files are streamed
into a folder. The office's keys stay where they are; the copy is the owner's alone and vanishes with the exercise.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store as log
from egovframe.audit.attacks import store
from egovframe.audit.errors import NoRoom
from egovframe.audit.service import Trail
from egovframe.kernel.clock import Clock, moment
from egovframe.kernel.database import Database
from egovframe.kernel.facts import FactType, Note, Write
from egovframe.kernel.permissions import Actor
from egovframe.kernel.storage import FolderStorage
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.interfaces import Anchor
    from egovframe.audit.report import Report
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.storage import Storage

_MEBI: Final = 1 << 20
_SLACK: Final = 64 * _MEBI
_COPIES: Final = 3
"""The master, the copy that is attacked, and what verification writes down to sort it."""

_FACTS: Final = 260
FILE: Final = "exercise/file"


class Master:
    """The copy of one trail that nobody attacks, in a folder of its own."""

    def __init__(self, folder: Path, cabinet: Cabinet) -> None:
        self.folder = folder
        self.database = folder / "master.sqlite3"
        self.files = folder / "files"
        self.cabinet = cabinet
        self.own = 0
        self.has_storage = False
        self._now: datetime | None = None

    @classmethod
    @contextmanager
    def of(cls, database: Database, cabinet: Cabinet, *, storage: Storage | None, clock: Clock) -> Iterator[Master]:
        """Copy the trail, and lend the master until the block ends. Raises NoRoom when it does not fit."""
        with tempfile.TemporaryDirectory(prefix="egovframe-attack-", ignore_cleanup_errors=True) as name:
            master = cls(Path(name), cabinet)
            master.files.mkdir()
            try:
                master._copy(database, storage)
                master._now = clock.now()
                yield master
            except (OSError, sqlite3.OperationalError) as error:
                if "full" in str(error) or getattr(error, "errno", 0) == errno.ENOSPC:
                    raise _no_room(master.folder, "The disk became full.") from error
                raise

    def now(self) -> datetime:
        """Return the moment that it is on the copy."""
        assert self._now is not None  # noqa: S101 - set before the master is lent
        return self._now

    def trail(
        self, database: Database, *, storage: Storage | None, anchors: Mapping[str, Anchor] | None = None
    ) -> Trail:
        """Return the trail of a copy at `database`, under the office's own keys."""
        return Trail(database, self.cabinet, clock=self, storage=storage, anchors=anchors)

    # ------------------------------------------------------------------ copying

    def _copy(self, database: Database, storage: Storage | None) -> None:
        with database.read() as conn:
            self._require_room(_COPIES * store.bytes_held(conn) + _bytes_of(storage))
            if database.dialect == "sqlite":
                source: Any = conn.connection.driver_connection
                with closing(sqlite3.connect(self.database)) as target:
                    source.backup(target)
            else:
                self._read_into_sqlite(conn)
        if storage is not None:
            self.has_storage = True
            for path in storage.list():
                copied = self.files / path
                copied.parent.mkdir(parents=True, exist_ok=True)
                with copied.open("xb") as file:
                    file.writelines(storage.stream(path))

    def _read_into_sqlite(self, conn: Any) -> None:
        with closing(Database.open(f"sqlite:///{self.database}")) as made, made.write() as target:
            store.make_tables(target)
        with closing(sqlite3.connect(self.database)) as filled:
            for name, columns, rows in store.contents(conn):
                names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" for _ in columns)
                filled.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - our names
            filled.commit()

    def _require_room(self, needed: int) -> None:
        needed += _SLACK
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise _no_room(
                self.folder, f"It needs {needed // _MEBI + 1} MiB, {free // _MEBI} MiB are free: "
                f"{(needed - free) // _MEBI + 1} MiB are missing.",
            )  # fmt: skip

    # ------------------------------------------------------------------ making ready

    def verified(self) -> Report:
        """Verify the copy as it was taken: an attack on a trail that does not hold would show nothing."""
        with closing(Database.open(f"sqlite:///{self.database}")) as database:
            return self.trail(database, storage=FolderStorage(self.files) if self.has_storage else None).verify()

    def make_ready(self) -> None:
        """Add what a log may lack for some attack: two tiles, checkpoints, private values, a file, an unsealed fact."""
        storage = FolderStorage(self.files)
        with closing(Database.open(f"sqlite:///{self.database}")) as database:
            trail = self.trail(database, storage=storage)
            self._begin(database)
            trail.tend()
            with database.read() as conn:
                last = log.last_checkpoint(conn)
            self.own = last.size if last else 0
            self._write(trail, database, *(noted(number, self.now()) for number in range(_FACTS)))
            for number in range(_FACTS, _FACTS + 3):
                stored: tuple[Write, ...] = ()
                if not any(self.own_files()):
                    kept = storage.put(FILE, b"A file that is there for the exercise.\n")
                    stored = (Write("files", FILE, None, kept.digest.removeprefix("sha256:")),)
                about = {"subjects": ("exercise",), "private": {"note": f"private {number}"}, "writes": stored}
                self._write(trail, database, noted(number, self.now(), **about))
            with database.write() as conn:
                trail.record(conn, noted(_FACTS + 3, self.now()))

    def _begin(self, database: Database) -> None:
        """Never be earlier than the log: it may have been written under another clock."""
        with database.read() as conn:
            last = log.last_checkpoint(conn)
        if last is not None:
            self._now = max(self.now(), moment(last.at))

    def _write(self, trail: Trail, database: Database, *notes: Note) -> None:
        """Write facts and seal them, an hour after what was before."""
        assert self._now is not None  # noqa: S101 - set before the master is lent
        with database.write() as conn:
            for note in notes:
                trail.record(conn, note)
        self._now += timedelta(hours=1)
        trail.tend()

    def own_files(self) -> Iterator[str]:
        """Yield the paths of the files that the trail vouches for."""
        return (path for path in FolderStorage(self.files).list() if not path.startswith("log/"))


@cache
def _exercised() -> FactType:
    """Return the type of the facts that are written on copies alone: no office has any of it."""
    return FactType(
        action="exercise.noted",
        title=Text(ko="공격 연습용 사실", en="Noted for the exercise"),
        details={"number": int},
        private={"note": "subject"},
    )


def noted(number: int, at: datetime, **more: Any) -> Note:
    """Return the note of a fact that is written on the copy alone."""
    return Note(
        fact=_exercised(),
        actor=Actor.system("exercise"),
        at=at,
        object=f"exercise:{number}",
        details={"number": number},
        **more,
    )


def _bytes_of(storage: Storage | None) -> int:
    """Return how many bytes a folder of files has; other storages do not say, and are copied as far as they fit."""
    if not isinstance(storage, FolderStorage):
        return 0
    return sum((storage.root / path).stat().st_size for path in storage.list())


def _no_room(folder: Path, what: str) -> NoRoom:
    return NoRoom(
        f"The copy of the trail does not fit into {folder.parent}. {what}",
        hint="Make room, or name another folder in the environment variable TMPDIR.",
    )
