"""Alarms: signed checkpoints that contradict each other, kept as evidence for good.

A log has one history. Two checkpoints under its key that do not fit prove that it has two, to anyone who holds both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from egovframe.audit import store
from egovframe.audit.facts import RAISED
from egovframe.kernel.clock import Clock, instant, moment
from egovframe.kernel.facts import Note, Recorder, Write
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor
from egovframe.kernel.watch import row_digest

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

AlarmKind = Literal["fork", "rollback", "refused"]

MOST: Final = 1_000
"""Alarms kept of one log; a log that gives more has been found out, and fills no disk."""

_ACTOR: Final = Actor.system("witness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What was seen of a log that has, or may have, two histories.

    `kind` says how sure it is. `fork`: `kept` and `shown` are signed by the log's key and cannot both be true (where
    their sizes differ, the consistency proof `path` shows it); whoever verifies them needs to believe nobody.
    `rollback`: the log signed `kept`, and afterwards handed out `shown`, which is smaller and was never cosigned: it
    was put back to an older copy, or this is a late one of its checkpoints; ask the log for a consistency proof between
    the two. `refused`: the witness `by` says (`shown`) that it knows more of our log than we do, or that our checkpoint
    `kept` does not continue what it cosigned, and proves nothing. `size` is that of the larger checkpoint; where a
    witness refuses, the size that it cosigned last.
    """

    kind: AlarmKind
    origin: str
    size: int
    kept: str
    shown: str = ""
    path: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def id(self) -> str:
        """The first 32 hexadecimal digits of a SHA-256 over what happened: one incident is kept once.

        A log that goes on in its second history would give new evidence with every checkpoint; and as an alarm is a
        fact, our own log would give some for ever.
        """
        about = str(self.size) if self.kind == "refused" else self.kept.rpartition("\n\n")[0]
        return sha256(f"{self.kind}\0{self.origin}\0{self.by}\0{about}".encode()).hexdigest()[:32]


class Alarms:
    """The alarms of one database. Each new one is logged as an error, kept, and vouched for by a fact of the trail."""

    def __init__(self, database: Database, *, clock: Clock, recorder: Recorder) -> None:
        self._database = database
        self._clock = clock
        self._recorder = recorder

    def keep(self, alarm: Alarm) -> bool:
        """Keep an alarm for good, with the fact of it in the same transaction; say whether it is a new one."""
        now = self._clock.now()
        row = {
            "id": alarm.id, "at": instant(now), "kind": alarm.kind, "origin": alarm.origin, "size": alarm.size,
            "by": alarm.by, "kept": alarm.kept, "shown": alarm.shown, "path": alarm.path,
        }  # fmt: skip
        with self._database.write() as conn:
            new = store.count_alarms(conn, alarm.origin) < MOST and store.add_alarm(conn, row)
            if new:
                write = Write("alarms", alarm.id, None, row_digest("alarms", row, None))
                details = {"kind": alarm.kind, "origin": alarm.origin, "size": alarm.size}
                note = Note(RAISED, _ACTOR, now, object=f"alarm:{alarm.id}", details=details, writes=(write,))
                self._recorder.record(conn, note)
        if new:
            log.error(
                "A log contradicts itself; the evidence is kept. Run `egovframe audit witness --alarms`.",
                kind=alarm.kind, origin=alarm.origin, size=alarm.size, by=alarm.by,
            )  # fmt: skip
        return new

    def all(self) -> list[Alarm]:
        """Return every alarm, newest first."""
        with self._database.read() as conn:
            rows = store.all_alarms(conn)
        return [
            replace(
                Alarm(kind=row.kind, origin=row.origin, size=row.size, kept=row.kept),
                shown=row.shown, path=row.path, by=row.by, at=moment(row.at),
            )
            for row in rows
        ]  # fmt: skip
