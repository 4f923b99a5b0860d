"""`holidays`: the days off that the office enters itself; open deadlines move with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words

if TYPE_CHECKING:
    from egovframe.forms.casetime.holidays import DayOff

DAY = ["%Y-%m-%d"]
app = group(words("Days off that the office entered itself.", "시가 직접 정한 휴무일."))


@app.command("list", help=words("List the days off.", "휴무일을 보여 줍니다."))
@may("holiday.declare")
def list_(ctx: typer.Context) -> None:
    """List the days off that were entered and not taken back, by day."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe holidays list") as look:
        items = [_told(each) for each in look.holidays.list()]
    listed(
        ctx,
        items,
        {
            "id": "id",
            "day": words("day", "날짜"),
            "name": words("name", "이름"),
            "unit": words("unit", "부서"),
            "decree": words("decree", "근거"),
        },
    )


@app.command(help=words("Enter a day off; open deadlines move.", "휴무일을 정합니다. 처리 중인 기한이 바뀝니다."))
@may("holiday.declare")
def declare(
    ctx: typer.Context,
    day: Annotated[datetime, typer.Argument(metavar="DAY", formats=DAY, help="2026-10-02")],
    ko: Annotated[str, typer.Option("--ko", metavar="NAME", help=words("Its name in Korean.", "한국어 이름."))],
    en: Annotated[str, typer.Option("--en", metavar="NAME", help=words("Its name in English.", "영어 이름."))],
    decree: Annotated[
        str, typer.Option("--decree", metavar="TEXT", help=words("By which decree or order.", "근거 법령이나 지시."))
    ],
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=words("For this unit alone.", "이 부서만."))] = "",
) -> None:
    """Enter a day off for the office or one unit; a running office counts open cases anew, or this command does."""
    with opened(ctx) as office:
        with office.work(by=console(), why="egovframe holidays declare") as work:
            found = work.holidays.declare(day.date(), ko=ko, en=en, decree=decree, unit=unit or None)
        office.run_due_tasks()
    if options(ctx).json:
        document(_told(found))
    else:
        print(words(f"{found.day} is a day off.", f"{found.day}은 휴무일입니다."))


@app.command(help=words("Take a day off back.", "휴무일을 취소합니다."))
@may("holiday.declare")
def revoke(ctx: typer.Context, holiday: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take a day off back that was entered by mistake; open cases are counted anew."""
    with opened(ctx) as office:
        with office.work(by=console(), why="egovframe holidays revoke") as work:
            found = work.holidays.revoke(holiday)
        office.run_due_tasks()
    if options(ctx).json:
        document(_told(found))
    else:
        print(words(f"{found.day} is a working day again.", f"{found.day}의 휴무일 지정을 취소했습니다."))


def _told(each: DayOff) -> dict[str, Any]:
    return {
        "id": each.id,
        "day": each.day.isoformat(),
        "name": each.name.in_(LANGUAGE),
        "unit": each.unit,
        "decree": each.decree,
    }
