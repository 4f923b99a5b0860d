"""A small office for the gate: a database, a keyring, two roles, a tree of units and a list for the trail."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from egovframe.auth import Auth, AuthSettings, Role, Session, Unit
from egovframe.auth.accounts import Accounts
from egovframe.kernel import counters, outbox
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet, data_keys
from egovframe.kernel.clock import Clock
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.events import Observers
from egovframe.kernel.facts import Note, Origin, Recorder
from egovframe.kernel.permissions import EVERYWHERE, Actor
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from egovframe.testing.clock import SetClock

ROLES = (
    Role("road-officer", Text(ko="도로 담당", en="Road officer"), frozenset({"petition.read", "petition.answer"})),
    Role("auditor", Text(ko="감사", en="Auditor"), frozenset({"audit.read"})),
)
UNITS = (
    Unit("streets", Text(ko="안전교통국", en="Streets")),
    Unit("roads", Text(ko="도로과", en="Roads"), parent="streets"),
    Unit("bridges", Text(ko="교량팀", en="Bridges"), parent="roads"),
    Unit("parks", Text(ko="공원과", en="Parks")),
)
PASSWORD = "사과나무 아래 노란 우산 7"
OTHER = "푸른 언덕 위의 하얀 집 42"
CONSOLE = Actor.system("console")
NOBODY = Actor("officer", "nobody", "Nobody")
REGISTRAR = Actor("officer", "registrar", "Registrar", holds={"role.grant": frozenset({"roads", "bridges"})})
READER = Actor("officer", "reader", "Reader", holds={"account.read": EVERYWHERE})
HOME = Origin(address="198.51.100.7", agent="Firefox")
AWAY = Origin(address="203.0.113.9", agent="curl")


class ListRecorder:
    """Keeps facts in a list, in the place of the trail."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def record(self, conn: Connection, note: Note, keys: MutableMapping[str, bytes] | None = None) -> str:
        """Keep the fact."""
        self.notes.append(note)
        return str(len(self.notes))

    def of(self, action: str) -> list[Note]:
        """The facts of this action, the oldest first."""
        return [note for note in self.notes if note.action == action]


class Gatehouse:
    """What a unit of work needs around it, and the accounts."""

    def __init__(self, url: str, folder: Path, **settings: Any) -> None:
        self.time = SetClock()
        self.clock: Clock = self.time
        self.database = Database.open(url)
        assert {counters.counters, outbox.outbox, data_keys} <= set(metadata.tables.values())
        metadata.create_all(self.database.engine)
        self.cabinet = Cabinet(FileKeyring(folder=folder / "keys", create=True))
        self.facts = ListRecorder()
        self.recorder: Recorder = self.facts
        self.observers = Observers()
        self.folder = folder
        self.auth = Auth(
            self,
            AuthSettings.quick(**settings),
            ROLES,
            UNITS,
            words=("하늘시", "Haneul City"),
            zone=ZoneInfo("Asia/Seoul"),
        )

    def wake(self) -> None:
        """Nobody sleeps here."""

    def work(self, by: Actor = CONSOLE) -> AbstractContextManager[UnitOfWork]:
        """A unit of work."""
        return UnitOfWork(self, by=by).running()

    def accounts(self, work: UnitOfWork) -> Accounts:
        """The accounts as the person at work may manage them."""
        return self.auth.accounts(work)

    def add(self, name: str = "kim", *, role: str = "", unit: str | None = None) -> str:
        """Add an officer with the usual password; gives the account's id."""
        with self.work() as work:
            account = self.accounts(work).add(name, password=PASSWORD)
            if role:
                self.accounts(work).grant(name, role, unit=unit)
        return account.id

    def enter(self, name: str = "kim", password: str = PASSWORD, **more: Any) -> tuple[str, Session]:
        """Sign in."""
        return self.auth.sign_in(name, password, origin=more.pop("origin", HOME), **more)
