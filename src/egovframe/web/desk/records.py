"""Records: what is kept, since when, until when and why, what is due, and what a record holds."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from egovframe.kernel.text import Text
from egovframe.records.retention import Outcome, evaluate
from egovframe.web import reasons
from egovframe.web.endpoint import Routes
from egovframe.web.files import attachment
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.web.page import Page

routes = Routes("desk-records", prefix="/desk/records")

_LONGEST = 100
_CASE_FILE = "application/vnd.egovframe.case-file+json"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A record's time as a chart: where today stands between the start of its period and its end, in per cent."""

    today: int
    over: bool


@routes.get("", may="record.read")
def show(page: Page) -> Response:
    """Show the records, the newest first, or with `due` those whose time is over on that day."""
    classes = page.office.records.classes
    chosen = page.query.get("class") if page.query.get("class") in classes else None
    due = _day(page) if "due" in page.query else None
    cursor = page.query.get("after")[:_LONGEST] or None
    with page.look("records at the desk") as work:
        if due is None:
            found = work.records.list(class_id=chosen, cursor=cursor)
        else:
            found = work.records.due(due, cursor=cursor)
    kept = {"due": due.isoformat()} if due else {"class": chosen} if chosen else {}
    return page.render(
        "desk/records.html",
        records=found.items,
        classes=classes,
        chosen=chosen,
        due=due,
        today=_today(page),
        units=page.office.forms.units,
        first="/desk/records?" + urlencode(kept) if cursor else "",
        more="/desk/records?" + urlencode({**kept, "after": found.next}) if found.next else "",
    )


@routes.get("/{record}", may="record.read")
def one(page: Page) -> Response:
    """Show one record: why it is kept, until when, and what changes that."""
    with page.look("record at the desk") as work:
        record = work.records.get(page.params["record"])
    found = evaluate(record.completed, record.period, on=_today(page), task_ends=record.task_ends)
    record_class = page.office.records.classes.get(record.class_id)
    return page.render(
        "desk/record.html",
        record=record,
        class_title=record_class.title if record_class else Text.of(record.class_id),
        unit=page.office.forms.units.get(record.unit) or Text.of(record.unit or page.office.name),
        reasons=found.reasons,
        open_to_review=found.outcome in (Outcome.ELIGIBLE, Outcome.REVIEW_DUE),
        chart=_chart(record, today=_today(page)),
        may_petition=page.actor.may("petition.read", unit=record.unit, form=record.form, owner=record.registered_by),
    )


@routes.get("/{record}/content", may="record.read")
def ask(page: Page) -> Response:
    """Ask what the copy is for, before it is given; old links to the content lead here."""
    with page.look("record at the desk, before its download") as work:
        record = work.records.get(page.params["record"])
    return page.render("desk/download.html", record=record, usual=reasons.USUAL)


@routes.post("/{record}/content", may="record.read")
def content(page: Page) -> Response:
    """Give the content of a record to keep, never to be opened by the browser as a page of ours.

    Why is asked and not demanded: without a reason the download waits in the monthly review.
    """
    reason = reasons.chosen(page.form, page.office.settings.language)
    with page.look("record's content at the desk") as work:
        record = work.records.get(page.params["record"])
        body = work.records.content(record.id, reason=reason)
    media = record.media_type.partition(";")[0]
    name = record.registration + (".json" if media == _CASE_FILE else mimetypes.guess_extension(media) or "")
    return Response(body, media="application/octet-stream", headers=attachment(name))


def _chart(record: Any, *, today: date) -> Timeline | None:
    """Return where today stands in the record's period; None for what is kept for ever."""
    if record.due is None:
        return None
    whole = (record.due - record.starts).days
    passed = (today - record.starts).days
    return Timeline(today=max(0, min(100, round(100 * passed / whole))), over=today >= record.due)


def _today(page: Page) -> date:
    today: date = page.office.records.today(page.office.clock.now())
    return today


def _day(page: Page) -> date:
    """Return the day that `due` names; today where it names none."""
    try:
        return date.fromisoformat(page.query.get("due"))
    except ValueError:
        return _today(page)
