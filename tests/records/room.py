"""A small office for the records room: a database, a keyring, a storage and a list in the place of the trail."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from egovframe.kernel import counters, outbox
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet, data_keys
from egovframe.kernel.clock import Clock
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.events import Observers
from egovframe.kernel.facts import Note, Recorder
from egovframe.kernel.permissions import EVERYWHERE, Actor
from egovframe.kernel.storage import Storage
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from egovframe.records import RecordClass, Records, RecordsCentre, permanent, semi_permanent, years
from egovframe.records.builtin.folder import FolderVault

CLASSES = (
    RecordClass("road-works", Text(ko="도로 보수", en="Road works"), years(5)),
    RecordClass("leaflets", Text(ko="안내물", en="Leaflets"), years(1)),
    RecordClass("statutes", Text(ko="조례", en="Statutes"), permanent),
    RecordClass("land", Text(ko="토지", en="Land"), semi_permanent),
)

SYSTEM = Actor.system("worker")
CLERK = Actor(
    "officer", "clerk", "Clerk", holds={"record.read": frozenset({"roads"}), "record.declare": frozenset({"roads"})}
)
DIRECTOR = Actor("officer", "director", "Director", holds={"record.read": EVERYWHERE, "record.declare": EVERYWHERE})
GARDENER = Actor("officer", "gardener", "Gardener", holds={"record.read": frozenset({"parks"})})
VISITOR = Actor.visitor()


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The time that was set, a millisecond later each time it is asked."""
        self.at += timedelta(milliseconds=1)
        return self.at


class ListRecorder:
    """Keeps facts in a list, in the place of the trail."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def record(self, conn: Connection, note: Note, keys: MutableMapping[str, bytes] | None = None) -> str:
        """Keep the fact; its id is its place in the list."""
        self.notes.append(note)
        return str(len(self.notes))

    def last(self, action: str) -> Note:
        """The latest fact of this action."""
        return next(note for note in reversed(self.notes) if note.action == action)


class Room:
    """What a unit of work needs around it, and the records centre."""

    def __init__(self, url: str, folder: Path) -> None:
        self.time = SetClock()
        self.clock: Clock = self.time
        self.database = Database.open(url)
        assert {counters.counters, outbox.outbox, data_keys} <= set(metadata.tables.values())
        metadata.create_all(self.database.engine)
        self.cabinet = Cabinet(FileKeyring(folder=folder / "keys", create=True))
        self.facts = ListRecorder()
        self.recorder: Recorder = self.facts
        self.observers = Observers()
        self.folder = folder / "storage"
        self.storage = Storage.open(self.folder.as_uri())
        self.centre = RecordsCentre(
            FolderVault(url=self.folder.as_uri()),
            CLASSES,
            storage=self.storage,
            units=("roads", "parks"),
            zone=ZoneInfo("Asia/Seoul"),
        )

    def wake(self) -> None:
        """Nobody sleeps here."""

    def work(self, by: Actor = SYSTEM) -> AbstractContextManager[UnitOfWork]:
        """A unit of work."""
        return UnitOfWork(self, by=by).running()

    def look(self, by: Actor = SYSTEM) -> AbstractContextManager[UnitOfWork]:
        """A unit that only reads."""
        return UnitOfWork(self, by=by, writes=False).running()

    def records(self, work: UnitOfWork) -> Records:
        """The records as the person at work may handle them."""
        return self.centre.at(work)

    def everything_on_disk(self) -> bytes:
        """Every byte of every file of this office."""
        return b"".join(place.read_bytes() for place in sorted(self.folder.parent.rglob("*")) if place.is_file())
