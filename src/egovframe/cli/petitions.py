"""`petitions`: take in what was written elsewhere, and list what there is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from egovframe.cli import supervision
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, judged, listed, options, progress
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import SettingsError

app = group(words("Petitions.", "민원."))


@app.command("import", help=words("Take in petitions from a file.", "파일의 민원을 받아들입니다."))
@may("petition.import", "petition.submit")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSONL, CSV, XLSX")],
    form: Annotated[str, typer.Option("--form", metavar="NAME", help=words("The form.", "서식."))],
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="COLUMN",
            help=words(
                "What identifies a line: a second run adds nothing.", "줄을 식별하는 열. 다시 실행해도 겹치지 않습니다."
            ),
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=words("Check everything, keep nothing.", "확인만 하고 저장하지 않습니다."))
    ] = False,
) -> None:
    """Receive every line as if it had been handed in; exit 1 when lines were refused."""
    from egovframe.forms.intake import intake
    from egovframe.kernel.lines import read_lines

    with opened(ctx) as office, progress(words("Importing", "가져오는 중")) as show:
        total = _lines(file)
        outcome = intake(
            read_lines(file),
            forms=office.forms,
            form=form,
            work=lambda: office.work(by=console(), why=f"egovframe petitions import {file.name}"),
            key=key or None,
            dry_run=dry_run,
            language=LANGUAGE,
            progress=lambda done: show(done, total),
        )
    found = outcome.as_json()
    if options(ctx).json:
        document(found)
    else:
        _show(found, dry_run=dry_run)
    judged(not outcome.refused)


def _lines(file: Path) -> int | None:
    """Return how many lines a text file has; None where that cannot be told beforehand."""
    if file.suffix.lower() not in {".jsonl", ".ndjson", ".csv"} or not file.is_file():
        return None
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


def _show(found: dict[str, Any], *, dry_run: bool) -> None:
    for refused in found["refused"]:
        print(words(f"line {refused['line']}: {refused['reason']}", f"{refused['line']}번째 줄: {refused['reason']}"))
    if found["unused"]:
        print(words("not used: ", "쓰지 않은 열: ") + ", ".join(found["unused"]))
    counts = words(
        f"{found['accepted']} accepted, {found['known']} known already, {len(found['refused'])} refused.",
        f"접수 {found['accepted']}건, 이미 있음 {found['known']}건, 거절 {len(found['refused'])}건.",
    )
    print(counts + (words(" Nothing was kept.", " 저장한 것은 없습니다.") if dry_run else ""))


@app.command("list", help=words("List petitions, newest first.", "민원을 최신순으로 보여 줍니다."))
@may("petition.read")
def list_(
    ctx: typer.Context,
    form: Annotated[str, typer.Option("--form", metavar="NAME", help=words("Of this form.", "이 서식만."))] = "",
    state: Annotated[str, typer.Option("--state", metavar="STATE", help=words("In this state.", "이 상태만."))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help=words("At most so many.", "최대 건수."))] = 1_000_000,
) -> None:
    """List petitions with their state and deadline; personal answers are never shown."""
    from egovframe.forms.model import State
    from egovframe.kernel.clock import instant

    wanted: Any = state or None
    if wanted is not None and wanted not in get_args(State):
        raise SettingsError(f"There is no state {state!r}.", hint=f"There are: {', '.join(get_args(State))}.")
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    with opened(ctx) as office:
        if form:
            office.forms.offer(form)
        while len(items) < limit:
            with office.look(by=console(), why="egovframe petitions list") as look:
                page = look.petitions.list(
                    form=form or None, state=wanted, cursor=cursor, limit=min(500, limit - len(items))
                )
            items += [
                {
                    "receipt": each.receipt,
                    "form": each.form_name,
                    "state": each.state,
                    "received": instant(each.received),
                    "due": instant(each.due),
                    "unit": each.unit,
                    "urgent": each.urgent,
                    "headline": each.headline,
                }
                for each in page.items
            ]
            cursor = page.next
            if cursor is None:
                break
    listed(
        ctx,
        items,
        {
            "receipt": words("receipt", "접수번호"),
            "form": words("form", "서식"),
            "state": words("state", "상태"),
            "due": words("due", "처리기한"),
            "unit": words("unit", "부서"),
        },
    )


supervision.register(app)
