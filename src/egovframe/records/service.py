"""The verbs of the records room, on a unit of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import EgovError, Fault, Invalid
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import Everywhere, Rows
from egovframe.records import casefile, checks, facts, store
from egovframe.records.errors import NotFound
from egovframe.records.events import Declared, Kept
from egovframe.records.model import Page, Record, RecordClass
from egovframe.records.permissions import DECLARE, READ
from egovframe.records.retention import retention_dates
from egovframe.records.tables import records as table

if TYPE_CHECKING:
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork
    from egovframe.records.centre import RecordsCentre

_LAW: Final = "공공기록물법 영20"
_PAGE_LIMIT: Final = 500
_MOST_BATCHES: Final = 20


class Records:
    """What the person at work may do with records. Made for one unit of work; see `RecordsCentre.at`."""

    def __init__(self, work: UnitOfWork, centre: RecordsCentre) -> None:
        self._work = work
        self._centre = centre

    def classes(self) -> Sequence[RecordClass]:
        """Return the classes that the city declared, by id; they hold nothing that is not public."""
        return sorted(self._centre.classes.values(), key=lambda record_class: record_class.id)

    def keep(
        self,
        class_id: str,
        title: str,
        content: bytes,
        *,
        source: str,
        completed: date,
        unit: str = "",
        form: str | None = None,
        receipt: str | None = None,
        subjects: Sequence[str] = (),
        sealed_for: str | None = None,
        task_ends: date | None = None,
        media_type: str = casefile.MEDIA_TYPE,
    ) -> Record:
        """Make a closed case a record, once: whoever keeps the same `source` again gets the record there is.

        `source` names the case (`petition:<id>`), `sealed_for` the owner of the key that its content is sealed with
        (the case's own, so that destroying that key makes every copy forget; without one the record gets its own).
        Leaves the fact `record.kept`. Raises Forbidden, Invalid, VaultFailed.
        """
        self._work.need(DECLARE.name, unit=unit, form=form)
        if known := store.by_source(self._work.conn, source):
            return known
        record = self._register(
            checks.class_for(self._centre, class_id, title=title, completed=completed, unit=unit, at=self._work.at),
            title,
            content,
            completed=completed,
            task_ends=task_ends,
            unit=unit,
            source=source,
            form=form,
            receipt=receipt,
            subjects=tuple(subjects),
            sealed_for=sealed_for,
            media_type=media_type,
            fact=facts.KEPT,
        )
        self._work.emit(Kept(record_id=record.id, class_id=record.class_id, unit=unit, source=source))
        return record

    def declare(
        self,
        class_id: str,
        title: str,
        content: bytes | str,
        *,
        completed: date,
        unit: str | None = None,
        task_ends: date | None = None,
        media_type: str | None = None,
    ) -> Record:
        """Declare a record that no case made: a plan, a contract, minutes. Text is kept as UTF-8, as it is.

        Without `unit` it is registered in the only unit where the officer may declare, or for the whole office by
        whoever may everywhere. Leaves the fact `record.declared`. Raises Forbidden, Invalid, VaultFailed.
        """
        self._work.need(DECLARE.name, unit=unit)
        unit = self._own_unit() if unit is None else unit
        record_class = checks.class_for(
            self._centre, class_id, title=title, completed=completed, unit=unit, at=self._work.at
        )
        if isinstance(content, str):
            media_type = media_type or "text/plain; charset=utf-8"
            content = checks.utf8(content)
        record = self._register(
            record_class,
            title,
            content,
            completed=completed,
            task_ends=task_ends,
            unit=unit,
            media_type=media_type or "application/octet-stream",
            fact=facts.DECLARED,
        )
        self._work.emit(Declared(record_id=record.id, class_id=record.class_id, unit=unit))
        return record

    def get(self, record_id: str) -> Record:
        """Return the record's description. Leaves the fact `record.read`. Raises Forbidden, NotFound."""
        record = self._found(record_id)
        self._work.note(facts.READ, **_reading(record, "description"))
        return record

    def content(self, record_id: str, *, reason: str = "") -> bytes:
        """Return what the record holds, opened and checked. Leaves the fact `record.downloaded`, with the reason.

        A copy leaves the office, so a reason is due: without one the fact waits in the monthly review.

        Raises Forbidden; NotFound when no record has the id, its content is gone or its key was destroyed; Tampered or
        CryptoError when the content is not what was kept. A read that fails leaves its fact too.
        """
        record = self._found(record_id)
        try:
            sealed = self._centre.vault.get(record.digest)
            content = self._work.cabinet.open(self._work.conn, record.sealed_for, _sealing(record.id), sealed)
        except EgovError as error:
            # A damaged or lost record is worth a fact even though this read fails.
            self._work.note_anyway(facts.DOWNLOADED, **_reading(record, "content"), reason=error.code)
            raise
        self._work.note(
            facts.DOWNLOADED,
            **_reading(record, "content"),
            private={"reason": reason.strip()} if reason.strip() else {},
        )
        return content

    def list(self, *, class_id: str | None = None, cursor: str | None = None, limit: int = 50) -> Page:
        """Return the records that the person may read, the newest first. Leaves the fact `record.listed`.

        Raises Forbidden, and Invalid for a cursor that no page gave.
        """
        self._work.need(READ.name)
        checks.list_of(class_id, cursor=cursor)
        limit = max(1, min(limit, _PAGE_LIMIT))
        opened = self._work.actor.rows(READ.name)

        def read(after: str | None) -> Sequence[Record]:
            return store.newest(self._work.conn, rows=opened, class_id=class_id, before=after, limit=limit + 1)

        return self._listed(read, opened, limit, lambda last: last.id, cursor)

    def due(self, on: date | None = None, *, cursor: str | None = None, limit: int = 50) -> Page:
        """Return the records whose time is over on that day (today), the longest overdue first.

        Being due destroys nothing: it says that the record waits for appraisal (법27). Leaves the fact `record.listed`.
        Raises Forbidden, and Invalid for a cursor that no page gave.
        """
        self._work.need(READ.name)
        limit = max(1, min(limit, _PAGE_LIMIT))
        opened, day = self._work.actor.rows(READ.name), on or self._centre.today(self._work.at)

        def read(after: str | None) -> Sequence[Record]:
            place = None if after is None else checks.due_cursor(after)
            return store.due(self._work.conn, on=day, rows=opened, after=place, limit=limit + 1)

        return self._listed(read, opened, limit, lambda last: f"{last.due}~{last.id}", cursor)

    def _register(
        self,
        record_class: RecordClass,
        title: str,
        content: bytes,
        *,
        completed: date,
        task_ends: date | None,
        unit: str,
        media_type: str,
        fact: FactType,
        source: str | None = None,
        form: str | None = None,
        receipt: str | None = None,
        subjects: tuple[str, ...] = (),
        sealed_for: str | None = None,
    ) -> Record:
        work, record_id = self._work, new_id()
        dates = retention_dates(completed, record_class.keep, task_ends=task_ends)
        if sealed_for is None:
            sealed_for = f"record:{record_id}"
            work.cabinet.new_key(work, sealed_for)
        # The content is durable before the row that names it commits: a crash between the two leaves a file that
        # nothing names and nobody can open, never a record without its content.
        digest = self._centre.put(work.cabinet.seal(work, sealed_for, _sealing(record_id), content), work)
        year = self._centre.today(work.at).year
        record = Record(
            id=record_id,
            class_id=record_class.id,
            title=title,
            unit=unit,
            year=year,
            # Last, because the series stays locked until the commit.
            number=work.next_number(f"records/{unit}/{year}"),
            registered=work.at,
            registered_by=work.actor.id,
            source=source,
            form=form,
            receipt=receipt,
            completed=completed,
            task_ends=task_ends,
            period=record_class.keep,
            starts=dates.starts,
            due=dates.due,
            state="kept",
            digest=digest,
            sealed_for=sealed_for,
            media_type=media_type,
            size=len(content),
            subjects=subjects,
        )
        work.insert(table, store.row_of(record))
        work.note(fact, object=f"record:{record.id}", subjects=record.subjects, basis=_LAW, details=record.public())
        return record

    def _found(self, record_id: str) -> Record:
        # Whoever may read nowhere is refused before anything is looked up: an id tells them nothing.
        self._work.need(READ.name)
        record = store.by_id(self._work.conn, record_id) if checks.is_id(record_id) else None
        if record is not None:
            if self._work.may(READ.name, unit=record.unit, form=record.form, owner=record.registered_by):
                return record
            self._work.denied(READ.name, unit=record.unit, form=record.form, object=f"record:{record.id}")
        raise NotFound(f"No record has the id {record_id!r}.", hint="List the records to find it.")

    def _own_unit(self) -> str:
        units = self._work.actor.units_for(DECLARE.name)
        if isinstance(units, Everywhere):
            return ""
        if len(units) == 1:
            return next(iter(units))
        raise Invalid(
            "The record belongs to one unit.",
            faults=[Fault("unit", "Say which of your units registers the record.", code="missing")],
        )

    def _listed(
        self,
        read: Callable[[str | None], Sequence[Record]],
        opened: Rows,
        limit: int,
        mark: Callable[[Record], str],
        cursor: str | None,
    ) -> Page:
        """Return the page after the cursor; `read` gives what the grants open, one more than the page holds.

        Where a plug-in judges each record, some pages are looked through for one: twenty at most, then the page is
        shorter and its cursor goes on from there.
        """
        items: list[Record] = []
        following: str | None = None
        for _ in range(1 if opened.judge is None else _MOST_BATCHES):
            found = read(cursor)
            page = found[:limit]
            following = mark(page[-1]) if len(found) > limit else None
            for place, record in enumerate(page):
                if opened.judge is None or opened.judge(record.unit, record.form, record.registered_by):
                    items.append(record)
                if len(items) == limit:
                    last = place + 1 == len(page)
                    following = following if last else mark(record)
                    break
            if len(items) == limit or following is None:
                break
            cursor = following
        subjects = sorted({subject for record in items for subject in record.subjects})
        self._work.note(facts.LISTED, subjects=tuple(subjects), details={"count": len(items)})
        return Page(tuple(items), following)


def _reading(record: Record, part: str) -> dict[str, Any]:
    return {"object": f"record:{record.id}", "subjects": record.subjects, "details": {"part": part}}


def _sealing(record_id: str) -> str:
    # Bound to the record: content of one record cannot be passed off as another's, even under the same key.
    return f"record:{record_id}"
