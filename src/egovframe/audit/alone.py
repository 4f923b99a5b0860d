"""A trail without an office: in any program that keeps its own tables with SQLAlchemy.

with open_trail("sqlite:///app.sqlite3", keys=Path("keys")) as trail, trail.work(by=clerk, why="…") as work:
work.insert(invoices, {...})
work.note(PAID, object="invoice:7", subjects=("customer:4",))
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.audit import store
from egovframe.audit.acknowledging import Acknowledgements, Until
from egovframe.audit.service import Trail
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database
from egovframe.kernel.events import Observers
from egovframe.kernel.work import UnitOfWork

if TYPE_CHECKING:
    from pathlib import Path

    from egovframe.kernel.clock import Clock
    from egovframe.kernel.facts import Origin, Recorder
    from egovframe.kernel.permissions import Actor


@dataclass(slots=True)
class Alone:
    """What a unit of work needs around it, where there is nothing but a trail."""

    clock: Clock
    database: Database
    cabinet: Cabinet
    recorder: Recorder
    observers: Observers

    def wake(self) -> None:
        """Nobody waits for an outbox here."""


class LoneTrail(Trail):
    """A trail with units of work of its own: what they write is refused without a fact, and vouched for with one."""

    def __init__(self, database: Database, cabinet: Cabinet, **how: Any) -> None:
        super().__init__(database, cabinet, **how)
        self.acknowledgements = Acknowledgements(self, database)
        """Who waits for what is sealed; a program that asks witnesses puts one in its place that knows them."""

    def work(
        self, *, by: Actor, why: str = "", origin: Origin | None = None, until: Until = "durable"
    ) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work: committed on a clean exit, rolled back on an error, never without a fact.

        `until` says how far it must have come when the block ends; see `Acknowledgements.work`.
        """
        place = Alone(self._clock, self._database, self._cabinet, self, Observers())
        return self.acknowledgements.work(UnitOfWork(place, by=by, why=why, origin=origin), until)


@contextmanager
def open_trail(url: str, *, keys: Path, **how: Any) -> Iterator[LoneTrail]:
    """Open the trail of a program: its database, its keys in the folder `keys`, its tables and their guard.

    What is not there yet is made: the keys are drawn when the folder is empty, and tables that are declared in
    `egovframe.kernel.database.metadata` (the program's own as well) are created. `how` are further words of `Trail`.
    Raises SettingsError for a URL of another kind, and whatever the keyring says of keys that do not fit.
    """
    database = Database.open(url)
    try:
        cabinet = Cabinet(FileKeyring(folder=keys, create=not keys.exists()))
        store.create_tables(database)
        trail = LoneTrail(database, cabinet, **how)
        trail.protect()
        yield trail
        trail.acknowledgements.close()
    finally:
        database.close()
