"""What is left of files that never became part of anything: removed when their time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from egovframe.forms.uploads import store
from egovframe.forms.uploads.files import FOLDER
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from egovframe.forms.uploads.files import Files
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.database import Database

BATCH: Final = 200
SWEPT: Final = range(2, 9)
"""The days ago whose folders are looked through for what a crash left: on younger ones somebody may be at work."""


class Place(Protocol):
    """What tidying needs of the office."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def database(self) -> Database:
        """The database."""

    def work(self, *, by: Actor, why: str = "") -> AbstractContextManager[Any]:
        """Open a unit of work."""


@dataclass(frozen=True, slots=True)
class Tidying:
    """Tidies one office when it is called; `every` so many seconds is often enough."""

    office: Place
    files: Files
    every: ClassVar[float] = 3600.0

    def __call__(self) -> int:
        """Do it once; return how many files were removed."""
        return tidy(self.office, self.files)


def tidy(office: Place, files: Files) -> int:
    """Remove files whose time is over, and what a crash left in the storage without a row; return how many."""
    removed = 0
    while True:
        with office.database.read() as conn:
            ids = store.expired(conn, office.clock.now(), limit=BATCH)
        if not ids:
            return removed + _sweep(office, files)
        with office.work(by=Actor.system("files"), why="files that nobody handed in") as work:
            for each in ids:
                work.uploads.expire(each)
        removed += len(ids)


def _sweep(office: Place, files: Files) -> int:
    removed, today = 0, office.clock.now()
    for days in SWEPT:
        paths = list(files.storage.list(f"{FOLDER}/{today - timedelta(days=days):%Y%m%d}"))
        with office.database.read() as conn:
            rows = store.by_ids(conn, {_id_of(path) for path in paths}) if paths else {}
        for path in paths:
            row = rows.get(_id_of(path))
            if row is None or row["path"] != path:
                files.forget(path)
                removed += 1
    return removed


def _id_of(path: str) -> str:
    return PurePosixPath(path).name.removesuffix(".clean")
