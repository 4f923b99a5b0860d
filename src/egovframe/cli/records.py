"""`records`: what is kept, and what is due for appraisal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli import batch
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, judged, listed, options, progress
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import EgovError, SettingsError

if TYPE_CHECKING:
    from egovframe.office.office import Office
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


@app.command(help=words("Write records into a folder, a package each.", "기록물을 하나씩 묶음으로 폴더에 씁니다."))
@may("record.read")
def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=words("bagit or ocfl.", "bagit 또는 ocfl."))],
    record: Annotated[
        list[str] | None,
        typer.Option(
            "--record", metavar="ID", help=words("Only this one; again for more.", "이 기록물만(여러 번 가능).")
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=words("Why copies are taken.", "내보내는 사유."))
    ] = "",
) -> None:
    """Write each record as DIR/REGISTRATION; each copy is a fact, for which a reason is due.

    What is there already is not written over. A record that cannot be written is told, the others are; then exit 1.
    """
    from egovframe.records.packages.files import need_free
    from egovframe.records.packages.formats import format_of
    from egovframe.records.packages.record import packed

    how, whole = format_of(form), True
    with opened(ctx) as office:
        for each in record or _all_ids(office):
            told: dict[str, Any] = {"id": each}
            try:
                with office.look(by=console(), why="egovframe records export") as look:
                    found = look.records.get(each)
                    target = folder / found.registration
                    told |= {"registration": found.registration, "path": str(target)}
                    need_free(target)  # before anything is opened: what is not taken away leaves no fact that it was
                    content = look.records.content(each, reason=reason)
                    at = look.at
                made = packed(
                    found,
                    content,
                    office=office.name,
                    address=office.settings.web.public_url,
                    at=at,
                    on=office.records.today(at),
                )
                how.write(target, made)
            except EgovError as error:
                whole, told["error"] = False, {"code": error.code, "message": error.message, "hint": error.hint}
            if options(ctx).json:
                document(told)
            else:
                wrong = told.get("error")
                print(f"{each}: {wrong['message']} {wrong['hint']}" if wrong else told["path"])
    judged(whole)


@app.command(help=words("Hold packages to their format.", "묶음이 형식에 맞는지 검사합니다."))
@may(why="it reads files that whoever runs it can read, and no office")
def validate(
    ctx: typer.Context,
    packages: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=words("bagit or ocfl.", "bagit 또는 ocfl."))],
) -> None:
    """Print a line a package: valid or not, and each finding with the format's own code. Exit 1 where one is not."""
    from egovframe.records.packages.formats import format_of

    how, all_valid, language = format_of(form), True, words("en", "ko")
    for path in packages:
        try:
            verdict = how.validate(path)
        except OSError as error:
            raise SettingsError(f"{path} cannot be read: {error.strerror}.", hint="Check its rights.") from error
        all_valid = all_valid and verdict.valid
        if options(ctx).json:
            document(
                {
                    "path": str(path),
                    "valid": verdict.valid,
                    "errors": [each.document(language) for each in verdict.errors],
                    "warnings": [each.document(language) for each in verdict.warnings],
                }
            )
            continue
        print(f"{path}: {words('valid', '맞음') if verdict.valid else words('not valid', '맞지 않음')}")
        for kind, findings in ((words("error", "오류"), verdict.errors), (words("warning", "주의"), verdict.warnings)):
            for each in findings:
                place = f"{each.path}: " if each.path else ""
                print(f"  {kind} {each.code}  {place}{each.message.in_(language)}")
    judged(all_valid)


@app.command(
    help=words("Read every record's content and hold it to its digest.", "모든 기록물의 내용을 읽어 대조합니다.")
)
@may(why="reads what is sealed without opening it, and shows which records are damaged")
def verify(ctx: typer.Context) -> None:
    """Say which records' content is missing or not what was kept; exit 1 where one is. Nothing is opened or mended."""
    with opened(ctx, publish=False) as office, progress(words("Reading", "읽는 중")) as show:
        total, damages = office.records.count(office.database), []
        for done, damage in enumerate(office.records.checked(office.database), start=1):
            show(done, total)
            damages += [damage] if damage else []
    if options(ctx).json:
        found = [
            {"id": each.record_id, "digest": each.digest, "code": each.code, "message": each.message}
            for each in damages
        ]
        document({"records": total, "damaged": found})
    else:
        for each in damages:
            print(f"{each.record_id}: {each.message} {each.hint}")
        print(
            words(
                f"{total} records read, {len(damages)} damaged.",
                f"기록물 {total}건을 읽었고 {len(damages)}건이 손상됐습니다.",
            )
        )
    judged(not damages)


def _all_ids(office: Office) -> Iterator[str]:
    cursor: str | None = None
    while True:
        with office.look(by=console(), why="egovframe records export") as look:
            page = look.records.list(cursor=cursor, limit=PAGE)
        yield from [each.id for each in page.items]
        cursor = page.next
        if cursor is None:
            return


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
