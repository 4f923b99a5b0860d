"""`outbox`: what is still to be done after a commit."""

from __future__ import annotations

import typer

from egovframe.cli.city import open_office
from egovframe.cli.output import answer, listed

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command("list")
def list_(context: typer.Context) -> None:
    """List what waits, and what was given up after too many tries."""
    from egovframe.kernel.outbox import waiting

    with open_office(context) as office, office.database.read() as conn:
        rows = waiting(conn, limit=1000)
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
        for row in rows
    ]
    listed(context, items, ("id", "event", "follower", "due", "tries", "given_up", "error"), none="Nothing waits.")


@commands.command("retry")
def retry(
    context: typer.Context,
    task: str = typer.Argument("", metavar="[ID]", help="One task; default: all that failed or were given up."),
) -> None:
    """Have tasks tried again now."""
    from egovframe.kernel.errors import NotFound
    from egovframe.kernel.outbox import retry as again

    with open_office(context) as office:
        with office.database.write() as conn:
            number = again(conn, now=office.clock.now(), task_id=task or None)
        if task and not number:
            raise NotFound(
                f"Nothing in the outbox has the id {task}.", hint="`egovframe outbox list` shows what waits."
            )
        office.wake()
    answer(context, {"retried": number}, f"{number} will be tried again, by `egovframe run` or `egovframe work`.")
