"""One copy of a trail: a database file and a folder of files that an attack may do anything to."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.notes import Checkpoint, SignedNote, Signer
from egovframe.audit.service import Trail
from egovframe.audit.verification.state import CHECKPOINT_FILE
from egovframe.kernel.database import Database
from egovframe.kernel.storage import FolderStorage

if TYPE_CHECKING:
    from egovframe.audit.attacks.master import Master
    from egovframe.audit.interfaces import Anchor
    from egovframe.audit.report import Report

DATABASE: Final = "copy.sqlite3"


class Copy:
    """A fresh copy of the master, at which attacks work below the components: SQL without any of our checks.

    `own` is how many facts the office's log has: those at positions 0…own-1 are the office's, what follows was added to
    the master so that there is something to every attack. `since` and `anchors` are what somebody kept outside, which
    verification is then told of.
    """

    def __init__(self, master: Master, db: sqlite3.Connection) -> None:
        self.db = db
        self.master = master
        self.cabinet = master.cabinet
        self.own = master.own
        self.files = FolderStorage(master.files)
        self.since: str | None = None
        self.anchors: dict[str, Anchor] = {}
        self._aside: dict[str, Path | None] = {}  # what stood at a path before; None where nothing did

    @classmethod
    @contextmanager
    def of(cls, master: Master) -> Iterator[Copy]:
        """Lend a fresh copy; afterwards the files are again what they were."""
        path = master.folder / DATABASE
        for stale in master.folder.glob(f"{DATABASE}*"):
            stale.unlink()
        shutil.copyfile(master.database, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA ignore_check_constraints=ON")
            copy = cls(master, db)
            try:
                yield copy
            finally:
                copy._put_back()

    # ------------------------------------------------------------------ the database

    def sql(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Do something to the database as another tool would; return the rows it gives."""
        return self.db.execute(statement, values).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        """Return the first value of the first row, None when there is no row."""
        row = self.db.execute(statement, values).fetchone()
        return None if row is None else row[0]

    @property
    def size(self) -> int:
        """How many facts are sealed."""
        return int(self.one("SELECT max(size) FROM checkpoints"))

    def number(self, position: int) -> int:
        """Return the number (`facts.n`) of the fact at a position of the log."""
        asked = "SELECT first + ? - position FROM runs WHERE position <= ? ORDER BY position DESC LIMIT 1"
        return int(self.one(asked, position, position))

    @property
    def middle(self) -> int:
        """A position in the middle of what the office itself wrote."""
        return self.own // 2

    def fact(self, position: int) -> sqlite3.Row:
        """Return the row of the fact at a position of the log."""
        return self.sql("SELECT * FROM facts WHERE n = ?", self.number(position))[0]

    # ------------------------------------------------------------------ the files

    def set_aside(self, path: str) -> Path:
        """Take a stored file away, to be put back afterwards; return where it is kept meanwhile."""
        aside = self.master.folder / "aside"
        aside.mkdir(exist_ok=True)
        kept = aside / str(len(self._aside))
        (self.master.files / path).replace(kept)
        self._aside.setdefault(path, kept)
        return kept

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole, in the place of what was there."""
        target = self.master.files / path
        if target.exists():
            self.set_aside(path)
        else:
            self._aside.setdefault(path, None)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def _put_back(self) -> None:
        for path, kept in self._aside.items():
            target = self.master.files / path
            target.unlink(missing_ok=True)
            if kept is not None:
                kept.replace(target)

    # ------------------------------------------------------------------ what the office itself can do

    @property
    def published(self) -> str:
        """The checkpoint that is kept outside the database."""
        return self.files.get(CHECKPOINT_FILE).decode()

    def publish(self, note: str) -> None:
        """Put another checkpoint in its place."""
        self.write(CHECKPOINT_FILE, note.encode())

    def signed(self, size: int, root: bytes) -> SignedNote:
        """Return a checkpoint signed with the office's own key."""
        origin = self.published.split("\n", 1)[0]
        return Checkpoint(origin, size, root).sign(Signer(origin, self.cabinet.signing_key("log")))

    @contextmanager
    def trail(self, *, storage: bool = False) -> Iterator[tuple[Database, Trail]]:
        """Lend the trail of the copy, with the office's own keys: for whoever has those as well."""
        with closing(Database.open(f"sqlite:///{self.master.folder / DATABASE}")) as database:
            yield database, self.master.trail(database, storage=self.files if storage else None, anchors=self.anchors)

    def verify(self) -> Report:
        """Run the whole verification, as `egovframe audit verify` does."""
        with self.trail(storage=True) as (_, trail):
            return trail.verify(since=self.since)
