"""What the office does by itself with public petitions: count, reach thresholds, close, count for good.

Several processes may do it at once: a step that another one took is left alone. A signature that was begun in the very
moment of closing is durable before the exact number is taken: that waits until no such transaction can be under way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from egovframe.forms import store as cases
from egovframe.forms.access import event_of, object_of, subjects_of
from egovframe.forms.public import facts, store
from egovframe.forms.public.events import CollectingEnded, ThresholdReached
from egovframe.forms.public.publishing import Publishing
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import EgovError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.database import Database
    from egovframe.kernel.work import UnitOfWork

log = get_logger("egovframe.forms")

ANEW: Final = timedelta(minutes=10)
"""So often an open petition is counted though nothing seems new: a slow commit may have been passed over."""
SETTLED: Final = timedelta(minutes=2)
"""So long after the end no transaction that signs can be under way: writers wait 30 seconds at most."""


class Place(Protocol):
    """What folding needs of an office."""

    clock: Clock
    database: Database
    forms: Forms

    def work(self, *, by: Actor, why: str = "") -> AbstractContextManager[Any]:
        """Open a unit of work."""


@dataclass(frozen=True, slots=True)
class Folding:
    """Does, when it is called, everything that is due with the public petitions of one office."""

    office: Place

    def __call__(self) -> int:
        """Do it once; return how many steps were taken."""
        now = self.office.clock.now()
        self.count(now)
        taken = self._reach()
        with self.office.database.read() as conn:
            due = store.due(conn, now=now, settled=now - SETTLED)
        for id_ in due["close"]:
            taken += self._step(id_, close, why="collecting of signatures ended")
        for id_ in due["total"]:
            taken += self._step(id_, total, why="signatures counted for good")
        return taken

    def count(self, now: datetime) -> int:
        """Count the open petitions that have new signatures; return how many those were."""
        with self.office.database.read() as conn:
            fresh = [(id_, *store.counted(conn, id_)) for id_ in store.stale(conn, before=now - ANEW)]
        if fresh:
            with self.office.database.write() as conn:
                for id_, number, last in fresh:
                    store.keep_tally(conn, id_, count=number, last=last, at=now)
        return len(fresh)

    def _reach(self) -> int:
        with self.office.database.read() as conn:
            rows = [row["id"] for row in store.reaching(conn) if reached_of(row) > row["reached"]]
        return sum(self._step(id_, reach, why="threshold of signatures reached") for id_ in rows)

    def _step(self, publication_id: str, deed: Any, *, why: str) -> int:
        try:
            with self.office.work(by=Actor.system("signatures"), why=why) as work:
                row = store.plain(work.conn, publication_id)
                return int(row is not None and deed(work, self.office.forms, row))
        except EgovError as error:  # another process took it: the next time finds out
            log.info("A step of a public petition waits for the next time.", why=error.code)
            return 0


def reached_of(row: store.Row) -> int:
    """Return the largest threshold that a publication's `count` reaches; 0 where it reaches none."""
    return max((each for each in json.loads(row["thresholds"]) if each <= row["count"]), default=0)


def reach(work: UnitOfWork, forms: Forms, row: store.Row) -> bool:
    """Keep that a threshold was reached, and from the first one on by when the office answers."""
    whole = store.by_id(work.conn, row["id"])
    petition = cases.by_id(work.conn, row["petition"])
    if whole is None or petition is None or (threshold := reached_of(whole)) <= row["reached"]:
        return False
    by = row["answer_by"] or instant(Publishing(work, forms).ends(row["unit"], work.at, row["answer_days"]))
    changes = {"reached": threshold, "reached_at": instant(work.at), "answer_by": by}
    store.change(work, row, changes)
    _note(work, facts.REACHED, petition, publication=row["id"], threshold=threshold, count=whole["count"], answer_by=by)
    if petition["decided"] is not None:  # nothing is owed any more
        return True
    work.emit(
        ThresholdReached(
            **event_of(petition), publication=row["id"], threshold=threshold, count=whole["count"], answer_by=by
        )
    )
    return True


def close(work: UnitOfWork, _forms: Forms, row: store.Row) -> bool:
    """Close what has come to its day."""
    if row["state"] != "collecting" or moment(row["closes"]) >= work.at:
        return False
    end(work, row, state="closed", cause="time")
    return True


def end(work: UnitOfWork, row: store.Row, *, state: str, cause: str) -> None:
    """Let nobody sign any more."""
    petition = cases.by_id(work.conn, row["petition"])
    assert petition is not None  # noqa: S101 - a publication is of a petition
    store.change(work, row, {"state": state, "ended": instant(work.at)})
    _note(work, facts.ENDED, petition, publication=row["id"], cause=cause)
    work.emit(CollectingEnded(**event_of(petition), publication=row["id"], cause=cause))


def total(work: UnitOfWork, forms: Forms, row: store.Row) -> bool:
    """Keep the exact number of signatures of what has ended, and the threshold that it reaches."""
    if row["total"] is not None or row["ended"] is None:
        return False
    petition = cases.by_id(work.conn, row["petition"])
    assert petition is not None  # noqa: S101 - a publication is of a petition
    number, last = store.counted(work.conn, row["id"])
    row = store.change(work, row, {"total": number})
    _note(work, facts.TOTALLED, petition, publication=row["id"], count=number)
    store.keep_tally(work.conn, row["id"], count=number, last=last, at=work.at)
    reach(work, forms, row)
    return True


def _note(work: UnitOfWork, fact: Any, petition: Any, **details: Any) -> None:
    said = {"form": petition["form"], "unit": petition["unit"], "state": petition["state"], **details}
    work.note(fact, object=object_of(petition), subjects=subjects_of(petition), details=said)
