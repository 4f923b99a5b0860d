"""`records`: what is kept, and what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.city import console, open_office
from egovframe.cli.forms import per_line
from egovframe.cli.output import document, listed

if TYPE_CHECKING:
    from egovframe.records.model import Page, Record

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
COLUMNS = ("registration", "class", "title", "completed", "keep", "starts", "due")


def _as_json(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "registration": record.registration,
        "class": record.class_id,
        "title": record.title,
        "unit": record.unit,
        "receipt": record.receipt,
        "completed": record.completed.isoformat(),
        "keep": str(record.period),
        "starts": record.starts.isoformat(),
        "due": record.due.isoformat() if record.due else None,
        "state": record.state,
        "digest": record.digest,
        "size": record.size,
    }


def _every(page_after: Callable[[str | None], Page]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = page_after(cursor)
        items += [_as_json(record) for record in page.items]
        cursor = page.next
        if cursor is None:
            return items


@commands.command("list")
def list_(
    context: typer.Context, class_id: str = typer.Option("", "--class", metavar="CLASS", help="Only this class.")
) -> None:
    """List the records, the newest first."""
    with open_office(context) as office, office.look(by=console(), why="egovframe records list") as look:
        items = _every(lambda cursor: look.records.list(class_id=class_id or None, cursor=cursor, limit=500))
    listed(context, items, COLUMNS, none="There are no records yet: closed petitions become records.")


@commands.command("due")
def due(
    context: typer.Context,
    on: str = typer.Option("", metavar="DATE", help="The day to look at; default: today."),
    batch: Path | None = typer.Option(None, metavar="FILE.jsonl", help='Lines {"id", "completed", "keep", …}.'),
) -> None:
    """List the records whose time is over, the longest overdue first; or compute dates for lines of a file."""
    from egovframe.kernel.errors import SettingsError
    from egovframe.records.retention import due_document

    if batch is not None:
        for found in per_line(batch, due_document):
            document(found)
        return
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        raise SettingsError(f"{on!r} is no date.", hint="Write 2032-01-01.") from None
    with open_office(context) as office, office.look(by=console(), why="egovframe records due") as look:
        items = _every(lambda cursor: look.records.due(day, cursor=cursor, limit=500))
    listed(context, items, COLUMNS, none="No record's time is over.")
