"""`new`: a city, a form or a plug-in from the library's own templates, which can be taken over again later."""

from __future__ import annotations

import keyword
import re
import sys
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer

from egovframe.cli.output import document, group, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import Conflict, MissingExtra, SettingsError

KINDS = ("vault", "channel", "prefill", "policy", "jurisdiction")

Name = Annotated[
    str, typer.Argument(metavar="NAME", help=words("Its folder is made here.", "이 이름의 폴더를 만듭니다."))
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    makes = group(words("Make a city, a form or a plug-in.", "도시, 서식이나 플러그인을 만듭니다."))
    makes.command(help=words("Make a city.", "도시를 만듭니다."))(city)
    makes.command(help=words("Make a form in a city's folder.", "도시의 폴더에 서식을 만듭니다."))(form)
    makes.command(help=words("Make a plug-in.", "플러그인을 만듭니다."))(plugin)
    app.add_typer(makes, name="new")


@may(why="writes a new folder")
def city(
    ctx: typer.Context,
    name: Name,
    title: Annotated[str, typer.Option("--title", help=words("In English.", "영어 이름."))] = "",
    title_ko: Annotated[str, typer.Option("--title-ko", help=words("In Korean.", "한국어 이름."))] = "",
    language: Annotated[str, typer.Option("--language", help="ko, en")] = "",
) -> None:
    """Make a city that runs at once; on a terminal, what is not given is asked."""
    answers = {
        "title_en": title,
        "title_ko": title_ko or title,
        "language": _one_of("--language", language, ("ko", "en")),
    }
    _make(ctx, "city", name, answers)


@may(why="writes a new folder")
def plugin(
    ctx: typer.Context,
    name: Name,
    kind: Annotated[str, typer.Option("--kind", help=", ".join(KINDS))] = "",
) -> None:
    """Make the package of a plug-in with its tests; on a terminal, the kind is asked."""
    _make(ctx, "plugin", name, {"kind": _one_of("--kind", kind, KINDS)})


@may(why="writes two new files")
def form(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=words("What it is called in addresses.", "주소에 쓸 이름."))
    ],
    title: Annotated[str, typer.Option("--title", help=words("In English.", "영어 제목."))] = "",
    title_ko: Annotated[str, typer.Option("--title-ko", help=words("In Korean.", "한국어 제목."))] = "",
) -> None:
    """Make the class of a form and its tests here; nothing that is there is written over."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or keyword.iskeyword(name):
        raise SettingsError(
            f"{name!r} cannot be the name of a form.",
            hint="Use small letters, digits and hyphens: new form street-lamp",
        )
    module = name.replace("-", "_")
    files = [f"{module}.py", f"tests/test_{module}.py"]
    for file in files:
        if (Path.cwd() / file).exists():
            raise Conflict(f"{file} is there already.", hint="Choose another name.")
    _copy(ctx, "form", Path.cwd(), {"name": name, "title_en": title, "title_ko": title_ko or title})
    if options(ctx).json:
        document({"folder": str(Path.cwd()), "files": files})
    else:
        print(
            words(
                f"{files[0]} was made. Its first lines say how the city declares it.",
                f"{files[0]}을(를) 만들었습니다. 도시에 선언하는 방법은 파일 첫머리에 있습니다.",
            )
        )


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value and value not in allowed:
        raise SettingsError(f"{option} is {value!r}.", hint=f"Use one of {', '.join(allowed)}.")
    return value


def _make(ctx: typer.Context, template: str, name: str, answers: dict[str, Any]) -> None:
    folder = Path.cwd() / name
    if not re.fullmatch(r"[^\s./\\-][^/\\\x00-\x1f]*", name):
        raise SettingsError(f"{name!r} cannot be the name of a folder.", hint="Use letters and digits: new city haneul")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} is there already and not empty.", hint="Choose another name, or empty it.")
    _copy(ctx, template, folder, {"name": name, **answers})
    if options(ctx).json:
        files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        document({"folder": str(folder), "files": files})
    else:
        print(
            words(
                f"{folder} was made. Its README.md says how to go on.", f"{folder}에 만들었습니다. README.md를 보세요."
            )
        )


def _copy(ctx: typer.Context, template: str, folder: Path, answers: dict[str, Any]) -> None:
    """Fill a template into a folder; on a terminal, what is not given is asked."""
    try:
        from copier import run_copy
        from copier.errors import CopierError
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Making something from a template needs a package that is not installed.",
            hint="Run: pip install 'egovframe[scaffold]'",
        ) from error
    given = {key: value for key, value in answers.items() if value}
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not options(ctx).json
    try:
        with resources.as_file(resources.files("egovframe") / "scaffolds" / template) as source:
            run_copy(str(source), folder, data=given, defaults=not asks, quiet=True)
    except (CopierError, ValueError) as error:
        raise SettingsError(
            f"{folder} could not be made: {error}", hint="Correct what was given and try again."
        ) from error
