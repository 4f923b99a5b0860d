"""`petitions`: bulk intake, and a list for people who keep watch."""

from __future__ import annotations

from pathlib import Path

import typer

from egovframe.cli.city import console, open_office
from egovframe.cli.output import asked, document, line, listed, progress

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command("import")
def import_(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="JSONL, CSV or XLSX."),
    form: str = typer.Option(metavar="NAME", help="The form that every line fills in."),
    key: str = typer.Option("", metavar="COLUMN", help="What identifies a line, so that a second run adds nothing."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would come of it and write nothing."),
) -> None:
    """Receive every line of a file as a petition. Exit 1 when lines were refused; the others are received."""
    from egovframe.forms.intake import intake
    from egovframe.forms.lines import read_lines

    with open_office(context) as office, progress("Importing") as moved:
        found = intake(
            read_lines(file),
            forms=office.forms,
            form=form,
            work=lambda: office.work(by=console(), why=f"egovframe petitions import {file.name}"),
            key=key or None,
            dry_run=dry_run,
            language=office.settings.language,
            progress=lambda done: moved(done, None),
        )
    if asked(context).json:
        document(found.as_json())
    else:
        would = "would be accepted" if dry_run else "accepted"
        line(f"{found.accepted} {would}, {found.known} known already, {len(found.refused)} refused.")
        for refused in found.refused:
            line(f"line {refused.line}: {refused.reason}")
        if found.unused:
            line(f"Not fields of the form, and left out: {', '.join(found.unused)}")
    if found.refused:
        raise typer.Exit(1)


@commands.command("list")
def list_(
    context: typer.Context,
    form: str = typer.Option("", metavar="NAME", help="Only petitions of this form."),
    state: str = typer.Option("", metavar="STATE", help="received, assigned, answered, refused, withdrawn or closed."),
    most: int = typer.Option(0, "--limit", min=0, help="At most so many, the newest first; default: all."),
) -> None:
    """List petitions, the newest first. Personal answers are not shown."""
    items: list[dict[str, object]] = []
    cursor: str | None = None
    with open_office(context) as office, office.look(by=console(), why="egovframe petitions list") as look:
        while True:
            page = look.petitions.list(form=form or None, state=state or None, cursor=cursor, limit=500)  # type: ignore[arg-type]
            items += [
                {
                    "receipt": petition.receipt,
                    "form": petition.form_name,
                    "state": petition.state,
                    "unit": petition.unit,
                    "received": petition.received.isoformat(),
                    "due": petition.due.isoformat(),
                    "headline": petition.headline,
                }
                for petition in page.items
            ]
            cursor = page.next
            if cursor is None or (most and len(items) >= most):
                break
    shown = items[:most] if most else items
    listed(context, shown, ("receipt", "form", "state", "unit", "due", "headline"), none="There is no such petition.")
