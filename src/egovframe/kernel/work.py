"""The unit of work: everything one person does in one go, kept whole or not at all, and never without a fact.

No actor, no work: no write can be anonymous. Each `note` writes one fact that vouches for the rows and files written
since the note before; a commit that would keep a write without a fact is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, Self

import sqlalchemy as sa

from egovframe.kernel import rows
from egovframe.kernel.counters import next_number
from egovframe.kernel.errors import Conflict, WorkError
from egovframe.kernel.facts import DENIED, HANDLER_FAILED, FactType, Note, Origin, Outcome, Recorder, Write
from egovframe.kernel.logging import get_logger
from egovframe.kernel.outbox import post
from egovframe.kernel.permissions import Actor, Forbidden, SamePerson, same_people
from egovframe.kernel.trace import TraceContext
from egovframe.kernel.watch import is_keyed, is_watched, key_of, row_digest, whole_row

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.database import Database
    from egovframe.kernel.events import Event, Observers

__all__ = ["Origin", "Place", "UnitOfWork"]

log = get_logger("egovframe.work")
FILES = "files"
"""The name under which stored files stand beside the tables in facts."""


class Place(Protocol):
    """What a unit of work needs around it; the office is one, a test may be another."""

    clock: Clock
    database: Database
    cabinet: Cabinet
    recorder: Recorder
    observers: Observers

    def wake(self) -> None:
        """Tell the worker that the outbox has something new."""


class UnitOfWork:
    """One person's deeds, in one transaction.

    Attributes: `actor` who acts, `why` the purpose stated, `origin` where from, `at` the moment of the whole unit,
    `conn` the connection (a transaction begins when it is first used), `cabinet` for sealed values, `facts` the ids of
    the facts written.
    """

    def __init__(
        self, place: Place, *, by: Actor, why: str = "", origin: Origin | None = None, writes: bool = True
    ) -> None:
        if not isinstance(by, Actor):
            raise WorkError("A unit of work needs an actor.", hint="Say who acts: office.work(by=actor).")
        rule = getattr(place, "rule", None)  # an office has one: facts of the office itself and of visitors name it too
        self.place = place
        self.actor = by if rule is None or by.rule is not None else replace(by, rule=rule)
        self.why = why
        self.origin = _traced(origin or Origin())
        self.clock = place.clock
        self.at: datetime = place.clock.now()
        self.cabinet = place.cabinet
        self.dialect = place.database.dialect
        self.keys: dict[str, bytes] = {}  # data keys drawn or used in this unit, by owner
        self._writes_allowed = writes
        self._stack = ExitStack()
        self._conn: sa.Connection | None = None
        self._first: list[tuple[sa.Table, dict[str, Any]]] = []
        self._writes: list[Write] = []  # since the last note
        self._notes: list[Note] = []  # of a look: written when it ends
        self._anyway: list[Note] = []  # written even when the unit is rolled back
        self._after: list[Callable[[], object]] = []
        self._ended = False
        self.facts: list[str] = []  # ids of the facts that were written, in order

    # ------------------------------------------------------------------ the transaction

    @property
    def conn(self) -> sa.Connection:
        """Return the connection; its transaction begins here."""
        if self._conn is None:
            if self._ended:
                raise WorkError("This unit of work has ended.", hint="Open another one.")
            database = self.place.database
            self._conn = self._stack.enter_context(database.write() if self._writes_allowed else database.read())
            pending, self._first = self._first, []
            for table, values in pending:
                self.insert(table, values)
        return self._conn

    @property
    def begun(self) -> bool:
        """Say whether the transaction has begun; until then nothing is read or locked."""
        return self._conn is not None

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Run the unit: commit on a clean exit, roll back on an error; facts of refusals outlive both."""
        try:
            with self._stack:
                yield self
                self._finish()
        finally:
            self._ended = True
            self._conn = None
            self._write_notes(self._anyway)
        self._write_notes(self._notes)
        for callback in self._after:
            callback()

    def _finish(self) -> None:
        if self._first:
            _ = self.conn
        if self._writes:
            first = self._writes[0]
            raise WorkError(
                f"A write to {first.table} has no fact.",
                hint="Call work.note(…) after writing and before the work ends.",
            )

    def _write_notes(self, notes: list[Note]) -> None:
        if notes:
            with self.place.database.write() as conn:
                for note in notes:
                    self.facts.append(self.place.recorder.record(conn, note, {}))
            notes.clear()
            self.place.wake()

    def after_commit(self, callback: Callable[[], object]) -> None:
        """Call `callback` once the unit is durable."""
        self._after.append(callback)

    # ------------------------------------------------------------------ writing

    def insert(self, table: sa.Table, values: Mapping[str, Any]) -> None:
        """Add a row; the next note vouches for it."""
        self._may_write(table)
        rows.add(self.conn, table, values)
        if is_watched(table):
            self._writes.append(Write(table.name, key_of(table, values), None, self._digest(table, values)))

    def insert_with_first(self, table: sa.Table, values: dict[str, Any]) -> None:
        """Add a row as soon as something else is written: computing first keeps the transaction short."""
        self._may_write(table)
        if self._conn is None:
            self._first.append((table, values))
        else:
            self.insert(table, values)

    def change(
        self, table: sa.Table, before: Mapping[str, Any] | sa.Row[Any], changes: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Change a row that was read whole in this unit, and return it as it is now.

        Raises Conflict when the row is no longer what was read.
        """
        self._may_write(table)
        old = whole_row(table, before)
        new = {**old, **changes}
        if not rows.change(self.conn, table, old, changes):
            raise _moved_on(table, old)
        if is_watched(table):
            self._writes.append(
                Write(table.name, key_of(table, old), self._digest(table, old), self._digest(table, new))
            )
        return new

    def remove(self, table: sa.Table, before: Mapping[str, Any] | sa.Row[Any]) -> None:
        """Remove a row that was read whole in this unit. Raises Conflict when it is no longer what was read."""
        self._may_write(table)
        old = whole_row(table, before)
        if not rows.remove(self.conn, table, old):
            raise _moved_on(table, old)
        if is_watched(table):
            self._writes.append(Write(table.name, key_of(table, old), self._digest(table, old), None))

    def stored(self, path: str, digest: str, *, before: str | None = None) -> None:
        """Say that a file was written to the storage; the next note vouches for it."""
        self._writes.append(Write(FILES, path, before, digest.removeprefix("sha256:")))

    def unstored(self, path: str, digest: str) -> None:
        """Say that a file was removed from the storage."""
        self._writes.append(Write(FILES, path, digest.removeprefix("sha256:"), None))

    def next_number(self, series: str) -> int:
        """Return the next gapless number of a series; others wait for it until this unit ends."""
        return next_number(self.conn, series)

    def _digest(self, table: sa.Table, row: Mapping[str, Any]) -> str:
        return row_digest(table.name, row, self.cabinet.rows_key if is_keyed(table) else None)

    def _may_write(self, table: sa.Table) -> None:
        if not self._writes_allowed:
            raise WorkError(f"A look writes nothing, but {table.name} was written.", hint="Use office.work(by=…).")

    # ------------------------------------------------------------------ facts, permissions, events

    def note(
        self,
        fact: FactType,
        *,
        object: str = "",  # noqa: A002 - the field's name in the trail
        subjects: tuple[str, ...] = (),
        outcome: Outcome = "done",
        reason: str = "",
        basis: str = "",
        details: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> str:
        """Write the fact of what was just done; it vouches for the writes since the note before.

        `fact` is what kind of deed it was, as its component declares it. `details` are published: never personal.
        `private` may be personal and is only committed to. Returns the fact's id ("" for a look, whose facts are
        written when it ends). Raises WorkError for what the type does not declare, or when it lacks what it asks for.
        """
        conn = self.conn if self._writes_allowed else None  # may add the writes that wait for the first
        note = self._noted(
            fact,
            object=object,
            subjects=subjects,
            outcome=outcome,
            reason=reason,
            basis=basis,
            details=details,
            private=private,
        )
        if conn is None:
            self._notes.append(note)
            return ""
        self._writes = []
        self.facts.append(self.place.recorder.record(conn, note, self.keys))
        return self.facts[-1]

    def note_anyway(self, fact: FactType, **fields: Any) -> None:
        """Write a fact that stays even when this unit is rolled back: a refusal, a failed try."""
        saved, self._writes = self._writes, []
        self._anyway.append(self._noted(fact, **{"outcome": "failed", **fields}))
        self._writes = saved

    def _noted(
        self,
        fact: FactType,
        *,
        object: str = "",  # noqa: A002 - the field's name in the trail
        subjects: tuple[str, ...] = (),
        outcome: Outcome = "done",
        reason: str = "",
        basis: str = "",
        details: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> Note:
        return Note(
            fact=fact,
            actor=self.actor,
            at=self.at,
            object=object,
            subjects=subjects,
            outcome=outcome,
            reason=reason,
            basis=basis,
            origin=self.origin,
            details=details or {},
            private=private or {},
            why=self.why,
            writes=tuple(self._writes),
        )

    def may(
        self, permission: str, *, unit: str | None = None, form: str | None = None, owner: str | None = None
    ) -> bool:
        """Say whether the actor holds the permission (for an object of that unit, form and owner, when named)."""
        return self.actor.may(permission, unit=unit, form=form, owner=owner)

    def need(
        self, permission: str, *, unit: str | None = None, form: str | None = None, owner: str | None = None
    ) -> None:
        """Raise Forbidden unless the actor holds the permission; the refusal is a fact with its reason."""
        if self.actor.may(permission, unit=unit, form=form, owner=owner):
            return
        decision = self.actor.decide(permission, unit=unit, form=form, owner=owner)
        self.denied(permission, decision.reason.in_("en"), unit=unit, form=form)
        where = f" in {unit}" if unit else ""
        raise Forbidden(
            f"{self.actor.name} does not hold the permission {permission}{where}.",
            hint="An administrator can grant a role that includes it.",
            permission=permission,
        )

    def need_other_than(self, actors: Iterable[str], *, deed: str, object: str = "") -> None:  # noqa: A002 - as in `note`
        """Raise SamePerson when the actor, or whoever it acts for, is among these accounts; the refusal is a fact.

        For steps that several people must take: each keeps who took it and hands in all before it. `deed` names what
        was to be done (a permission).
        """
        if not same_people(self.actor, actors):
            return
        self.denied(deed, "somebody else has to do this", object=object)
        raise SamePerson(
            f"{self.actor.name} took an earlier step of this and may not do {deed} as well.",
            hint="Ask a colleague who had no part in it.",
            permission=deed,
        )

    def need_apart(self, deed: str, done: Mapping[str, Iterable[str]], *, object: str = "") -> None:  # noqa: A002
        """Raise SamePerson when the actor did something to the object that the city holds apart from this deed.

        `done` says who did what to it, by permission; what is held apart is declared with `app.apart`.
        """
        if self.actor.rule is not None:
            apart = self.actor.rule.apart(deed)
            self.need_other_than(
                [who for earlier, whose in done.items() if earlier in apart for who in whose], deed=deed, object=object
            )

    def denied(
        self,
        permission: str,
        reason: str = "",
        *,
        unit: str | None = None,
        form: str | None = None,
        object: str = "",  # noqa: A002
    ) -> None:
        """Leave the fact that the actor was denied something, for a refusal that does not even say that it is there."""
        details = {"permission": permission, "unit": unit or ""}
        reason = reason or self.actor.decide(permission, unit=unit, form=form).reason.in_("en")
        if form is not None:
            details["form"] = form
        if self.actor.policy:
            details["policy"] = self.actor.policy
        self.note_anyway(DENIED, outcome="denied", reason=reason, object=object, details=details)

    def emit(self, event: Event, *, due: datetime | None = None) -> None:
        """Tell the observers now, in this transaction, and the followers after the commit, no sooner than at `due`.

        An observer that fails loses nothing: its own writes are undone, a fact says so, the rest goes on.
        """
        observers = self.place.observers
        for name, observer in observers.observers_of(event):
            self.attempt(name, partial(observer, event, self), event=event.name)
        followers = observers.followers_of(event)
        if followers:
            post(self.conn, event, list(followers), at=self.at, due=due)
            self.after_commit(self.place.wake)

    def attempt(self, name: str, deed: Callable[[], None], *, event: str) -> bool:
        """Do what somebody else declared; say whether it succeeded.

        When it fails, its own writes are undone, a fact says so (`handler.failed`), and the unit goes on.
        """
        conn = self.conn  # may add the writes that wait for the first
        writes, keys, after, facts = list(self._writes), dict(self.keys), list(self._after), list(self.facts)
        try:
            with conn.begin_nested():
                deed()
        except Exception as error:
            # A fact that the deed wrote is gone as well: what it vouched for waits for its fact again.
            self._writes, self.keys, self._after, self.facts = writes, keys, after, facts
            log.exception("An observer failed; the work goes on without it.", observer=name, event_name=event)
            self.note_anyway(HANDLER_FAILED, details={"handler": name, "event": event, "error": type(error).__name__})
            return False
        return True


def _traced(origin: Origin) -> Origin:
    """Return the origin with the trace of the program's current span, where it has none of its own."""
    current = None if origin.trace else TraceContext.current()
    return origin if current is None else replace(origin, trace=current.trace)


def _moved_on(table: sa.Table, row: Mapping[str, Any]) -> Conflict:
    return Conflict(
        f"The row {key_of(table, row)} of {table.name} has changed since it was read.",
        hint="Look again and decide again.",
    )
