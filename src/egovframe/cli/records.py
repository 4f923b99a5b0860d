"""`records`: what is kept, and what is due for appraisal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli import batch
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, judged, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.records.model import Page, Record
    from egovframe.records.service import Records

app = group(words("Records.", "기록물."))

PAGE = 500


@app.command("list", help=words("List records, newest first.", "기록물을 최신순으로 보여 줍니다."))
@may("record.read")
def list_(
    ctx: typer.Context,
    class_id: Annotated[
        str, typer.Option("--class", metavar="ID", help=words("Of this class.", "이 단위과제만."))
    ] = "",
) -> None:
    """List the records with their registration, period and due date."""
    _print(ctx, lambda records, cursor: records.list(class_id=class_id or None, cursor=cursor, limit=PAGE))


@app.command(help=words("List records whose time is over.", "보존기간이 끝난 기록물을 보여 줍니다."))
@may("record.read")
def due(
    ctx: typer.Context,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=words("On that day (today).", "그 날 기준(오늘)."))
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE.jsonl",
            help=words('Lines {"id","completed","keep"…}: compute only.', '줄마다 {"id","completed","keep"…}: 계산만.'),
        ),
    ] = None,
) -> None:
    """List the records that wait for appraisal; with --batch, compute dates without any office."""
    if file is not None:
        from egovframe.records.retention import due_document

        judged(batch.run(file, due_document))
        return
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        raise SettingsError(f"{on!r} is not a date.", hint="Write --on 2032-01-01.") from None
    _print(ctx, lambda records, cursor: records.due(day, cursor=cursor, limit=PAGE))


@app.command(help=words("Write a record's content into a file.", "기록물의 내용을 파일로 내려받습니다."))
@may("record.read")
def content(
    ctx: typer.Context,
    record: Annotated[str, typer.Argument(metavar="ID")],
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help=words("The file to write.", "쓸 파일."))],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=words("Why the copy is taken.", "내려받는 사유."))
    ] = "",
) -> None:
    """Write what a record holds. It is a fact; a reason is due, and without one it waits in the monthly review."""
    if output.exists():
        raise SettingsError(f"{output} is there already.", hint="Name a file that is not.")
    with opened(ctx) as office, office.look(by=console(), why="egovframe records content") as look:
        body = look.records.content(record, reason=reason)
    try:
        with output.open("xb") as file:
            file.write(body)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}.", hint="Name another file.") from error
    if options(ctx).json:
        document({"id": record, "file": str(output), "bytes": len(body)})
    else:
        print(words(f"{len(body)} bytes in {output}.", f"{output}에 {len(body)}바이트를 썼습니다."))


def _print(ctx: typer.Context, page_of: Callable[[Records, str | None], Page]) -> None:
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    with opened(ctx) as office:
        while True:
            with office.look(by=console(), why=f"egovframe records {ctx.info_name}") as look:
                page = page_of(look.records, cursor)
            items += map(_item, page.items)
            cursor = page.next
            if cursor is None:
                break
    listed(
        ctx,
        items,
        {
            "id": "id",
            "registration": words("registration", "등록번호"),
            "class": words("class", "단위과제"),
            "keep": words("keep", "보존기간"),
            "starts": words("starts", "기산일"),
            "due": words("due", "만료일"),
            "title": words("title", "제목"),
        },
    )


def _item(record: Record) -> dict[str, Any]:
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
    }
