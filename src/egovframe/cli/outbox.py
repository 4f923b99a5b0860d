"""`outbox`: what waits to be done after a commit, and trying again what failed."""

from __future__ import annotations

from typing import Annotated

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import NotFound

app = group(words("What waits to be done.", "처리를 기다리는 일."))

MOST = 10_000


@app.command("list", help=words("List what waits or was given up.", "기다리거나 포기한 일을 보여 줍니다."))
@may("outbox.manage")
def list_(ctx: typer.Context) -> None:
    """List the tasks, the oldest first."""
    from egovframe.kernel import outbox

    with opened(ctx, publish=False) as office, office.look(by=console(), why="egovframe outbox list") as look:
        look.need("outbox.manage")
        items = [
            {
                "id": row.id,
                "event": row.event,
                "follower": row.follower,
                "created": row.created,
                "due": row.due,
                "tries": row.tries,
                "given_up": row.given_up,
                "error": row.error,
            }
            for row in outbox.waiting(look.conn, limit=MOST)
        ]
    headings = {
        "id": "id",
        "event": words("event", "사건"),
        "follower": words("task", "할 일"),
        "due": words("due", "예정"),
        "tries": words("tries", "시도"),
        "given_up": words("given up", "포기"),
        "error": words("error", "오류"),
    }
    listed(ctx, items, headings)


@app.command(help=words("Make failed tasks due now.", "실패한 일을 지금 다시 하게 합니다."))
@may("outbox.manage")
def retry(
    ctx: typer.Context,
    task: Annotated[str, typer.Argument(metavar="[ID]", help=words("Only this one.", "이것만."))] = "",
) -> None:
    """Make one task, or all that failed, due now; the worker does them."""
    from egovframe.kernel import outbox

    with opened(ctx) as office, office.work(by=console(), why="egovframe outbox retry") as work:
        work.need("outbox.manage")
        count = outbox.retry(work.conn, now=work.at, task_id=task or None)
        if task and not count:
            raise NotFound(f"There is no task {task}.", hint="It may be done by now: `egovframe outbox list`.")
        work.note(outbox.RETRIED, object=f"task:{task}" if task else "", details={"count": count})
    if options(ctx).json:
        document({"retried": count})
    else:
        print(words(f"{count} due now.", f"{count}건을 다시 합니다."))
