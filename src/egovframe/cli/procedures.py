"""`procedures`: the ways that petitions go through the office, as a list and as drawings."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from egovframe.cli.office import opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import NotFound

app = group(words("The ways that petitions go.", "민원의 처리 절차."))


@app.command("list", help=words("List the procedures.", "처리 절차를 보여 줍니다."))
@may(why="procedures are part of the city's declaration")
def list_(ctx: typer.Context) -> None:
    """List the procedures with their newest version, how many states they have, and the forms that follow them."""
    with opened(ctx) as office:
        items = [
            {
                "name": each.name,
                "version": each.version,
                "title": each.title.in_(LANGUAGE),
                "states": len(each.stages),
                "forms": [offer.name for offer in office.forms if offer.procedure == each.name],
            }
            for each in office.forms.procedures
        ]
    listed(
        ctx,
        items,
        {
            "name": words("procedure", "절차"),
            "version": words("version", "판"),
            "title": words("title", "제목"),
            "states": words("states", "상태"),
        },
    )


@app.command(help=words("Draw a procedure as SVG.", "처리 절차를 SVG로 그립니다."))
@may(why="procedures are part of the city's declaration")
def draw(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    language: Annotated[
        Literal["ko", "en"], typer.Option("--language", help=words("Of its words.", "그림의 언어."))
    ] = "ko" if LANGUAGE == "ko" else "en",
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help=words("The newest otherwise.", "없으면 최신 판."))
    ] = None,
) -> None:
    """Write the drawing of a procedure to standard output."""
    from egovframe.forms.procedure.drawing.svg import drawn

    with opened(ctx) as office:
        procedures = office.forms.procedures
        found = procedures.current(name)
        if version is not None:
            known = {each.version: each for _, each in procedures.versions(name)}
            if version not in known:
                raise NotFound(
                    f"There is no version {version} of the procedure {name}.",
                    hint=f"There are: {', '.join(map(str, known))}.",
                )
            found = known[version]
    picture = drawn(found, language)
    if options(ctx).json:
        document({"name": found.name, "version": found.version, "language": language, "svg": picture})
    else:
        print(picture, end="")
