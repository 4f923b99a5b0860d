"""`hours`: the office hours that the office enters itself; open deadlines move with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.holidays import DAY
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words

if TYPE_CHECKING:
    from egovframe.forms.casetime.hours import Opening

TIME = ["%H:%M"]
TYPED = {str(day) for day in range(7)}
"""The days of the week as they are typed."""
app = group(words("Office hours from a day on.", "어느 날부터의 근무시간."))


@app.command("list", help=words("List the office hours.", "근무시간을 보여 줍니다."))
@may("holiday.declare")
def list_(ctx: typer.Context) -> None:
    """List the hours that were entered and not taken back, by day."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe hours list") as look:
        items = [_told(each) for each in look.hours.list()]
    listed(
        ctx,
        items,
        {
            "id": "id",
            "since": words("since", "첫날"),
            "until": words("until", "마지막 날"),
            "hours": words("hours", "시간"),
            "weekdays": words("weekdays", "요일"),
            "unit": words("unit", "부서"),
            "decree": words("decree", "근거"),
        },
    )


@app.command(help=words("Enter office hours; open deadlines move.", "근무시간을 정합니다. 처리 중인 기한이 바뀝니다."))
@may("holiday.declare")
def enter(
    ctx: typer.Context,
    since: Annotated[datetime, typer.Argument(metavar="DAY", formats=DAY, help="2026-10-02")],
    opens: Annotated[datetime, typer.Option("--opens", metavar="TIME", formats=TIME, help="09:00")],
    closes: Annotated[datetime, typer.Option("--closes", metavar="TIME", formats=TIME, help="18:00")],
    decree: Annotated[
        str, typer.Option("--decree", metavar="TEXT", help=words("By which rule or order.", "근거 규정이나 지시."))
    ],
    lunch: Annotated[
        str, typer.Option("--lunch", metavar="FROM-TO", help=words("Empty: no break.", "비우면 점심시간이 없습니다."))
    ] = "12:00-13:00",
    weekdays: Annotated[
        str, typer.Option("--weekdays", metavar="DAYS", help=words("0 is Monday.", "0은 월요일입니다."))
    ] = "0 1 2 3 4",
    until: Annotated[
        datetime | None, typer.Option("--until", metavar="DAY", formats=DAY, help=words("Last day.", "마지막 날."))
    ] = None,
    unit: Annotated[
        str,
        typer.Option("--unit", metavar="UNIT", help=words("For this unit and those below it.", "이 부서와 그 아래.")),
    ] = "",
) -> None:
    """Enter hours from a later day on; a running office counts open cases anew, or this command does."""
    ends = [_time(each, "--lunch") for each in lunch.split("-")] if lunch else [opens, opens]
    if len(ends) != 2:
        raise typer.BadParameter("12:00-13:00", param_hint="--lunch")
    if not set(weekdays.split()) <= TYPED:
        wrong = words("write 0 for Monday to 6 for Sunday", "0(월요일)부터 6(일요일)까지 적으세요")
        raise typer.BadParameter(wrong, param_hint="--weekdays")
    days = [int(each) for each in weekdays.split()]
    with opened(ctx) as office:
        with office.work(by=console(), why="egovframe hours enter") as work:
            found = work.hours.enter(
                since.date(),
                opens=opens.time(),
                closes=closes.time(),
                lunch_from=ends[0].time(),
                lunch_to=ends[1].time(),
                weekdays=days,
                decree=decree,
                unit=unit or None,
                until=None if until is None else until.date(),
            )
        office.run_due_tasks()
    if options(ctx).json:
        document(_told(found))
    else:
        print(words(f"{found.hours} from {found.since} on.", f"{found.since}부터 {found.hours}입니다."))


@app.command(help=words("Take office hours back before they begin.", "시작하기 전의 근무시간을 취소합니다."))
@may("holiday.declare")
def revoke(ctx: typer.Context, hours: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take hours back that were entered by mistake; open cases are counted anew."""
    with opened(ctx) as office:
        with office.work(by=console(), why="egovframe hours revoke") as work:
            found = work.hours.revoke(hours)
        office.run_due_tasks()
    if options(ctx).json:
        document(_told(found))
    else:
        print(words(f"{found.hours} from {found.since} on: taken back.", f"{found.since}부터의 지정을 취소했습니다."))


def _time(text: str, option: str) -> datetime:
    try:
        return datetime.strptime(text.strip(), TIME[0])  # noqa: DTZ007 - a time of day
    except ValueError:
        raise typer.BadParameter(text, param_hint=option) from None


def _told(each: Opening) -> dict[str, Any]:
    return {
        "id": each.id,
        "since": each.since.isoformat(),
        "until": None if each.until is None else each.until.isoformat(),
        "hours": str(each.hours),
        "weekdays": " ".join(map(str, each.weekdays)),
        "unit": each.unit,
        "decree": each.decree,
    }
