"""`forms`: what the city offers, and by when something is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli import batch
from egovframe.cli.office import opened, settings_of
from egovframe.cli.output import columns, document, group, judged, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.forms.jurisdiction import Jurisdiction

app = group(words("Forms and deadlines.", "서식과 처리기한."))


@app.command("list", help=words("List the forms of the city.", "서식을 보여 줍니다."))
@may(why="forms are public")
def list_(ctx: typer.Context) -> None:
    """List the forms with their version, unit, role, limit and retention."""
    with opened(ctx) as office:
        items = [
            {
                "name": offer.name,
                "version": office.forms.version_of(offer.name),
                "title": offer.title.in_(LANGUAGE),
                "unit": offer.unit,
                "role": offer.role,
                "limit": str(offer.within),
                "keep": offer.keep,
            }
            for offer in office.forms
        ]
    listed(
        ctx,
        items,
        {
            "name": words("form", "서식"),
            "title": words("title", "제목"),
            "unit": words("unit", "부서"),
            "role": words("role", "역할"),
            "limit": words("limit", "처리기간"),
            "keep": words("keep", "보존기간"),
        },
    )


@app.command(help=words("Print the JSON Schema of a form.", "서식의 JSON Schema를 출력합니다."))
@may(why="forms are public")
def schema(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Print the JSON Schema 2020-12 of a form's answers; labels are titles in the office's language."""
    import json

    from egovframe.forms.schema import json_schema

    with opened(ctx) as office:
        found = json_schema(office.forms.current(name).definition, language=office.settings.language)
    if options(ctx).json:
        document(found)
    else:
        print(json.dumps(found, ensure_ascii=False, indent=2))


@app.command(help=words("Say by when something is due, and why then.", "언제까지인지와 그 이유를 보여 줍니다."))
@may(why="computes, and keeps nothing")
def due(
    ctx: typer.Context,
    received: Annotated[str, typer.Option("--received", metavar="MOMENT", help="2026-04-30T16:00")] = "",
    limit: Annotated[str, typer.Option("--limit", metavar="LIMIT", help="now, 3d, 2w, 1m, 1y")] = "",
    pause: Annotated[
        list[str] | None, typer.Option("--pause", metavar="FROM..TO:REASON", help="2026-05-04..2026-05-06:supplement")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE.jsonl",
            help=words('Lines {"id","received","limit","pauses"}.', '줄마다 {"id","received","limit","pauses"}.'),
        ),
    ] = None,
) -> None:
    """Count a processing limit by the office's jurisdiction; nothing of the office but its settings is needed."""
    law = jurisdiction(ctx)
    if file is not None:
        judged(batch.run(file, lambda line: law.due_document(line, language=LANGUAGE)))
        return
    if not received or not limit:
        raise SettingsError(
            "It takes a moment and a limit.", hint="Write: forms due --received 2026-04-30T16:00 --limit 3d"
        )
    found: dict[str, Any] = law.due_document(
        {"received": received, "limit": limit, "pauses": pause or []}, language=LANGUAGE
    )
    if options(ctx).json:
        document(found)
        return
    print(words(f"due {found['due']}", f"처리기한 {found['due']}"))
    headings = [
        words("from", "부터"),
        words("to", "까지"),
        words("counted", "산입"),
        words("why", "이유"),
        words("article", "근거"),
    ]
    columns(headings, [[span[key] for key in ("from", "to", "counted", "why", "article")] for span in found["ledger"]])


def jurisdiction(ctx: typer.Context) -> Jurisdiction:
    """Return the jurisdiction that the settings name. Raises PluginError."""
    from egovframe.forms.jurisdiction import Jurisdiction
    from egovframe.kernel.plugins import Plugins

    choice = settings_of(ctx).jurisdiction
    plugins: Plugins[Jurisdiction] = Plugins("egovframe.jurisdictions", Jurisdiction)  # type: ignore[type-abstract]
    return plugins.load(choice.plugin, choice.options)
