"""Records: their classes, reading them, and declaring one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.records.retention import RetentionError
from egovframe.web import reasons
from egovframe.web.api.body import Body, Cursor, Limit, Line, Query, Words
from egovframe.web.api.operation import PREFIX, REASON, VERSION, Call, api
from egovframe.web.api.views import Moment
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.records.model import Page, Record

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


class ClassItem(TypedDict):
    """A class of records and how long its records are kept: `1y`, `semi-permanent`, `permanent`."""

    id: str
    title: str
    keep: str


class ClassList(TypedDict):
    """The classes, by id."""

    items: list[ClassItem]
    next: str | None


RecordView = TypedDict(
    "RecordView",
    {
        "id": str,
        "class": str,
        "title": str,
        "unit": str,
        "registration": str,
        "registered": Moment,
        "state": str,
        "completed": Day,
        "task_ends": Day | None,
        "keep": str,
        "starts": Day,
        "due": Day | None,
        "form": str | None,
        "receipt": str | None,
        "media_type": str,
        "size": int,
        "digest": str,
    },
)
"""A record: what it is, where it is registered, how long it is kept. `due` is null for what is kept for ever."""


class RecordList(TypedDict):
    """Records, as the list orders them."""

    items: list[RecordView]
    next: str | None


class RecordQuery(Query):
    """Which records."""

    class_: Line | None = Field(default=None, alias="class")
    cursor: Cursor | None = None
    limit: Limit = 50


class DueQuery(Query):
    """Due on which day; today without one."""

    on: dt.date | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class NewRecord(Body):
    """A record to be declared. `unit` may be left out by whoever declares in one unit only."""

    class_: Line = Field(alias="class")
    title: Words
    content: Annotated[str, Field(description="Kept as UTF-8, as it is.")]
    completed: dt.date
    unit: Line | None = None
    task_ends: dt.date | None = None


@api.get("/classes", public=True, gives=ClassList)
def list_classes(call: Call) -> ClassList:
    """List the classes of records that the city declares."""
    with call.look() as work:
        classes = work.records.classes()
    items: list[ClassItem] = [
        {"id": each.id, "title": each.title.in_(call.language), "keep": str(each.keep)} for each in classes
    ]
    return {"items": items, "next": None}


@api.get("/records", may="record.read", query=RecordQuery, gives=RecordList)
def list_records(call: Call) -> RecordList:
    """List the records that one may read, the newest first."""
    asked = call.asked(RecordQuery)
    with call.look() as work:
        return _list(work.records.list(class_id=asked.class_, cursor=asked.cursor, limit=asked.limit))


@api.get("/records/due", may="record.read", query=DueQuery, gives=RecordList)
def list_due_records(call: Call) -> RecordList:
    """List the records whose time is over and that wait for appraisal, the longest overdue first."""
    asked = call.asked(DueQuery)
    with call.look() as work:
        return _list(work.records.due(asked.on, cursor=asked.cursor, limit=asked.limit))


@api.post("/records", may="record.declare", body=NewRecord, gives=RecordView, status=201)
def declare_record(call: Call) -> RecordView:
    """Declare a record that no petition made: a plan, a contract, minutes."""
    said = call.read(NewRecord)
    _known_unit(call, said.unit)
    try:
        with call.work() as work:
            record = work.records.declare(
                said.class_,
                said.title,
                said.content,
                completed=said.completed,
                unit=said.unit,
                task_ends=said.task_ends,
            )
    except RetentionError as error:
        words = Text(ko="더 가까운 날을 보내세요.", en="Send a day that is not so far ahead.")
        raise Invalid(error.message, hint=error.hint, faults=[Fault("task_ends", words)]) from error
    call.headers["location"] = f"{PREFIX}{VERSION}/records/{record.id}"
    return _view(record)


@api.get("/records/{id}", may="record.read", gives=RecordView, refuses={404})
def get_record(call: Call) -> RecordView:
    """Return what is known about a record."""
    with call.look() as work:
        return _view(work.records.get(call.hole("id")))


@api.get("/records/{id}/content", may="record.read", gives=None, media="*/*", headers=(REASON,), refuses={404, 422})
def get_record_content(call: Call) -> Response:
    """Return what the record holds, in its own format; nothing (404) once it was destroyed."""
    record_id = call.hole("id")
    with call.look() as work:
        record = work.records.get(record_id)
        reason = reasons.from_header(call.page.header(REASON.name))  # who may comes before what is wrong
        content = work.records.content(record_id, reason=reason)
    # A record may be HTML or SVG that somebody else wrote: it is for saving, never for showing under this address.
    return Response(
        content,
        media=record.media_type,
        headers={
            "content-disposition": f'attachment; filename="{record.registration.encode("ascii", "ignore").decode()}"'
        },
    )


def _known_unit(call: Call, unit: str | None) -> None:
    """Refuse a unit that there is not before the permission for it is asked: a refusal is published with its name."""
    units = call.office.records.units
    if unit and units is not None and unit not in units:
        words = Text(ko="이 기관의 부서 가운데 하나를 고르세요.", en="Choose one of the units of this office.")
        raise Invalid("The record cannot be registered as it is.", faults=[Fault("unit", words, code="unknown")])


def _list(page: Page) -> RecordList:
    return {"items": [_view(record) for record in page.items], "next": page.next}


def _view(record: Record) -> RecordView:
    return {
        "id": record.id,
        "class": record.class_id,
        "title": record.title,
        "unit": record.unit,
        "registration": record.registration,
        "registered": instant(record.registered),
        "state": record.state,
        "completed": record.completed.isoformat(),
        "task_ends": record.task_ends.isoformat() if record.task_ends else None,
        "keep": str(record.period),
        "starts": record.starts.isoformat(),
        "due": record.due.isoformat() if record.due else None,
        "form": record.form,
        "receipt": record.receipt,
        "media_type": record.media_type,
        "size": record.size,
        "digest": record.digest,
    }
