"""`forms import` and `forms export`: forms from other systems, and for them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import NotFound, SettingsError
from egovframe.kernel.permissions import WHOLE_OFFICE

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.forms.formats.choosing import Format
    from egovframe.office import Office

NAMES = "jsonschema, xlsform, openforms, formio, govuk"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import", help=words("Take in a form of another system.", "다른 시스템의 서식을 가져옵니다."))(import_)
    app.command(help=words("Write a form for another system.", "서식을 다른 시스템의 형식으로 씁니다."))(export)


@may("form.design")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    source: Annotated[str, typer.Option("--from", metavar="FORMAT", help=NAMES)],
    name: Annotated[
        str,
        typer.Option(
            "--name",
            metavar="NAME",
            help=words("What the form is called here.", "여기서 쓸 서식 이름."),
        ),
    ] = "",
) -> None:
    """Save the form as a draft, and list what could not be carried over."""
    found = _format(source).read(_content(file), name=name)
    with opened(ctx) as office, office.work(by=console(), why=f"egovframe forms import {file.name}") as work:
        work.drafts.save(found.definition)
    carried = found.as_json(LANGUAGE)
    if options(ctx).json:
        document(carried)
        return
    for left in carried["not_carried"]:
        print(f"{left['item']}: {left['reason']}")
    name, left_out = carried["form"], len(carried["not_carried"])
    print(
        words(
            f"Saved as the draft {name}. Not carried over, or not as it was: {left_out}.",
            f"초안 {name}(으)로 저장했습니다. 그대로 옮기지 못한 것: {left_out}개.",
        )
    )


@may("form.design")
def export(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    target: Annotated[str, typer.Option("--to", metavar="FORMAT", help=NAMES)],
    language: Annotated[str, typer.Option("--language", help="ko, en")] = "",
) -> None:
    """Write the form to standard output; what has no place there is listed on standard error."""
    form = _format(target)
    with opened(ctx) as office:
        made = form.write(_definition(office, name), language=language or office.settings.language)
    if form.text:
        print(made.content.decode())
    else:
        sys.stdout.flush()
        binary().write(made.content)
    for left in made.not_carried:
        print(f"{left.item}: {left.reason.in_(LANGUAGE)}", file=sys.stderr)


def binary() -> BinaryIO:
    """Return standard output for bytes."""
    return sys.stdout.buffer


def _format(name: str) -> Format:
    from egovframe.forms.formats.choosing import FORMATS

    if name not in FORMATS:
        raise SettingsError(f"There is no format {name!r}.", hint=f"Name one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def _content(file: Path) -> bytes:
    from egovframe.forms.formats.documents import LARGEST

    try:
        with file.open("rb") as opened_file:
            return opened_file.read(LARGEST + 1)
    except OSError as error:
        raise SettingsError(
            f"{file} cannot be read: {error.strerror or 'it is broken'}.", hint="Check its name and rights."
        ) from error


def _definition(office: Office, name: str) -> Definition:
    """Return the form as it is offered, or else its draft."""
    with office.look(by=console(), why=f"egovframe forms export {name}") as look:
        look.need("form.design", unit=WHOLE_OFFICE)
        try:
            return office.forms.current(name).definition
        except NotFound:
            return look.drafts.get(name).definition
