"""`forms`: what the city offers, its schemas, and the statutory clock on its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.city import find, open_office, settings_here
from egovframe.cli.output import asked, document, line, listed, table

if TYPE_CHECKING:
    from egovframe.forms.jurisdiction import Jurisdiction

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command("list")
def list_(context: typer.Context) -> None:
    """List the forms with their limit, unit and role."""
    city = find(context)
    city.check()
    items = [
        {
            "name": form.name,
            "title": str(form.title),
            "limit": str(form.within),
            "unit": form.unit,
            "role": form.by.name if form.by else None,
        }
        for form in city.forms.values()
    ]
    listed(context, items, ("name", "title", "limit", "unit", "role"), none="The city offers no form yet.")


@commands.command("schema")
def schema(context: typer.Context, name: str = typer.Argument(metavar="NAME", help="The form's name.")) -> None:
    """Print a form's JSON Schema (2020-12)."""
    from egovframe.forms.schema import json_schema

    with open_office(context) as office:
        found = json_schema(office.forms.current(name).definition, language=office.settings.language)
    line(json.dumps(found, ensure_ascii=False, indent=None if asked(context).json else 2))


@commands.command("due")
def due(
    context: typer.Context,
    received: str = typer.Option("", metavar="TIME", help="When it was received, such as 2026-04-30T16:00."),
    limit: str = typer.Option("", metavar="LIMIT", help="now, 3d, 2w, 1m or 1y."),
    pause: list[str] = typer.Option([], metavar="FROM..TO:REASON", help="Dates that do not count."),
    batch: Path | None = typer.Option(None, metavar="FILE.jsonl", help='Lines {"id", "received", "limit", "pauses"}.'),
) -> None:
    """Say by when a petition must be answered, and why: every stretch of time with its article."""
    from egovframe.kernel.errors import SettingsError
    from egovframe.kernel.plugins import Plugins

    if (batch is None) == (not (received and limit)):
        raise SettingsError(
            "Say --received and --limit, or --batch FILE.", hint="--received 2026-04-30T16:00 --limit 3d"
        )
    from egovframe.forms.jurisdiction import Jurisdiction as Base

    chosen = settings_here().jurisdiction
    law: Jurisdiction = Plugins("egovframe.jurisdictions", Base).load(chosen.plugin, chosen.options)  # type: ignore[type-abstract]
    language = "en" if settings_here().language == "en" else "ko"
    if batch is not None:
        for found in per_line(batch, lambda each: law.due_document(each, language=language)):
            document(found)
        return
    found = law.due_document({"received": received, "limit": limit, "pauses": pause}, language=language)
    if asked(context).json:
        document(found)
        return
    line(str(found["due"]))
    ledger: Any = found["ledger"]
    table(("from", "to", "counted", "why", "article"), [[str(value) for value in span.values()] for span in ledger])


def per_line(
    file: Path, answer: Callable[[Mapping[str, object]], Mapping[str, object]]
) -> Iterator[Mapping[str, object]]:
    """Yield the answer to each line of a JSON Lines file. Raises SettingsError naming the line that cannot be read."""
    from egovframe.kernel.errors import EgovError, SettingsError

    try:
        with file.open(encoding="utf-8") as lines:
            for number, text in enumerate(lines, start=1):
                if not text.strip():
                    continue
                try:
                    yield answer(json.loads(text))
                except (ValueError, EgovError) as error:
                    words = error if isinstance(error, EgovError) else f"it is no JSON: {error}."
                    raise SettingsError(f"{file}, line {number}: {words}", hint="") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}.", hint="Give a UTF-8 file of JSON Lines.") from error
