"""The outbox: what is to be done after a commit waits in the same transaction; the worker does it, at least once."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

import sqlalchemy as sa

from egovframe.kernel.clock import instant
from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.facts import FactType
from egovframe.kernel.ids import new_id
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from egovframe.kernel.clock import Clock
    from egovframe.kernel.database import Database
    from egovframe.kernel.events import Event, Observers

log = get_logger("egovframe.outbox")

LEASE: Final = timedelta(seconds=60)
MOST_TRIES: Final = 12
BATCH: Final = 50

outbox = sa.Table(
    "outbox",
    metadata,
    Id("id", primary_key=True),
    sa.Column("event", TEXT, nullable=False),
    sa.Column("follower", TEXT, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    Instant("created"),
    Instant("due"),
    sa.Column("tries", sa.BigInteger, nullable=False),
    sa.Column("worker", TEXT),
    Instant("leased_until", nullable=True),
    Instant("given_up", nullable=True),
    sa.Column("error", sa.Text),
    sa.Index("ix_outbox_waiting", "given_up", "due", "id"),
    info=unwatched(
        why=Text(
            ko="끝난 일은 지워지는 대기열입니다. 한 일은 사실로 남습니다.",
            en="A waiting list whose finished work is removed; what was done is kept as facts.",
        )
    ),
)

RETRIED: Final = FactType(
    action="outbox.retried", title=Text(ko="발신함 다시 시도", en="Outbox tried again"), details={"count": int}
)


def post(conn: sa.Connection, event: Event, followers: list[str], *, at: datetime, due: datetime | None = None) -> None:
    """Put one task per follower into the outbox, within the transaction that emits the event; `due` is when it is done.

    Without one it is done as soon as somebody can.
    """
    now, payload = instant(at), event.as_text()
    conn.execute(
        outbox.insert(),
        [
            {
                "id": new_id(),
                "event": event.name,
                "follower": name,
                "payload": payload,
                "created": now,
                "due": now if due is None else instant(due),
                "tries": 0,
            }
            for name in followers
        ],
    )


class WorkplaceForTasks(Protocol):
    """What the worker needs of the office."""

    clock: Clock
    database: Database
    observers: Observers

    def work(self, *, by: Actor, why: str = "") -> AbstractContextManager[Any]:
        """Open a unit of work."""


@dataclass(slots=True)
class Task:
    """One thing to do after a commit. `id` is the same at every try: let it make the deed idempotent.

    `may` are the permissions that its follower declared; the worker holds no others while it does the task.
    """

    id: str
    event: Any
    office: Any
    worker: str
    tries: int
    may: frozenset[str] | None = None
    done: bool = False  # owned by `work`: set once the commit that marks it done is through

    @property
    def actor(self) -> Actor:
        """The worker, with what the follower declared."""
        return Actor.system("worker", may=self.may)

    @contextmanager
    def work(self, why: str = "") -> Iterator[Any]:
        """Open a unit of work whose commit also marks the task done. Slow outside calls belong before it."""
        with self.office.work(by=self.actor, why=why) as work:
            yield work
            done = outbox.delete().where(outbox.c.id == self.id, outbox.c.worker == self.worker)
            if work.conn.execute(done).rowcount != 1:
                raise Conflict("Another worker took this task over.", hint="Nothing to do: the other one finishes it.")
        self.done = True


class Worker:
    """Does what waits in the outbox. Several may run, in any number of processes: each task goes to one at a time."""

    def __init__(self, office: WorkplaceForTasks, *, poll_seconds: float = 1.0) -> None:
        self.office = office
        self.name = f"{os.uname().nodename}:{os.getpid()}:{new_id()[-6:]}"
        self._poll = poll_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start working in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="egovframe-worker", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look into the outbox now instead of at the next poll."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the task at hand and stop."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                while not self._stop.is_set() and self.run_once():
                    pass
            except Exception:
                log.exception("The worker could not look into the outbox; it tries again.")
            self._wake.wait(self._poll)
            self._wake.clear()

    def run_once(self) -> int:
        """Do one batch of what is due; return how many tasks were tried."""
        tasks = self._claim()
        for row in tasks:
            if self._stop.is_set():
                break
            self._do(row)
        return len(tasks)

    def _claim(self) -> list[Any]:
        now = self.office.clock.now()
        due = (
            sa.select(outbox.c.id)
            .where(
                outbox.c.given_up.is_(None),
                outbox.c.due <= instant(now),
                sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < instant(now)),
            )
            .order_by(outbox.c.due, outbox.c.id)
            .limit(BATCH)
        )
        with self.office.database.read() as conn:  # an empty look costs no write
            if conn.execute(due.limit(1)).first() is None:
                return []
        if self.office.database.dialect == "postgresql":
            due = due.with_for_update(skip_locked=True)
        claim = (
            outbox.update()
            .where(outbox.c.id.in_(due))
            .values(worker=self.name, leased_until=instant(now + LEASE), tries=outbox.c.tries + 1)
            .returning(outbox)
        )
        with self.office.database.write() as conn:
            return sorted(conn.execute(claim).all(), key=lambda row: (row.due, row.id))

    def _do(self, row: Any) -> None:
        known = self.office.observers.follower(row.event, row.follower)
        try:
            if known is None:
                raise NotFound(
                    f"Nobody follows {row.event} as {row.follower!r} any more.",
                    hint="Put the follower back, or remove the task with `egovframe outbox`.",
                )
            event_type, follower = known
            may = self.office.observers.may(row.event, row.follower)
            task = Task(row.id, event_type.parse(row.payload), self.office, self.name, row.tries, may)
            follower(task)
            if not task.done:  # it had nothing to write
                with self.office.database.write() as conn:
                    conn.execute(outbox.delete().where(outbox.c.id == row.id, outbox.c.worker == self.name))
        except Exception as error:
            log.warning(
                "A task failed.",
                task=row.id,
                event_name=row.event,
                follower=row.follower,
                tries=row.tries,
                exc_info=True,
            )
            self._failed(row, error)

    def _failed(self, row: Any, error: Exception) -> None:
        now = self.office.clock.now()
        again = now + timedelta(seconds=min(2**row.tries, 3600))
        changes: dict[str, Any] = {
            "due": instant(again),
            "worker": None,
            "leased_until": None,
            "error": f"{type(error).__name__}: {error}"[:500],
        }
        if row.tries >= MOST_TRIES:
            changes["given_up"] = instant(now)
        with self.office.database.write() as conn:
            conn.execute(outbox.update().where(outbox.c.id == row.id, outbox.c.worker == self.name).values(**changes))


def waiting(conn: sa.Connection, *, limit: int = 200) -> list[sa.Row[Any]]:
    """Return what waits or was given up, oldest first."""
    return list(conn.execute(sa.select(outbox).order_by(outbox.c.created, outbox.c.id).limit(limit)).all())


def retry(conn: sa.Connection, *, now: datetime, task_id: str | None = None) -> int:
    """Make given-up or delayed tasks due now (one, or all); return how many."""
    statement = outbox.update().values(due=instant(now), given_up=None, worker=None, leased_until=None, tries=0)
    if task_id is not None:
        statement = statement.where(outbox.c.id == task_id)
    else:
        statement = statement.where(sa.or_(outbox.c.given_up.is_not(None), outbox.c.error.is_not(None)))
    return conn.execute(statement).rowcount
