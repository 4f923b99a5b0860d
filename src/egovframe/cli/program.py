"""The program `egovframe`: its commands put together, and every error turned into one clear line."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from egovframe.cli import (
    attacking,
    audit,
    carrying,
    certificates,
    clients,
    forms,
    holidays,
    hours,
    house,
    importing,
    keys,
    new,
    notices,
    outbox,
    petitions,
    plugins,
    procedures,
    records,
    rights,
    roles,
    serving,
    signing,
    trail,
    units,
    users,
    verifying,
)
from egovframe.cli.output import Options
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import EgovError, Invalid
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text

FINE: Final = 0
USAGE: Final = 2
UNEXPECTED: Final = 70
"""EX_SOFTWARE of sysexits.h: a fault of ours, or of the city's own code."""
INTERRUPTED: Final = 130

EVERYWHERE: Final = words(
    "Everywhere, before or after the command: --app MODULE:ATTR, --json. Exit 0: fine; 1: what was checked does not "
    "hold; 2: usage or configuration.",
    "어디서나, 명령 앞이나 뒤에: --app MODULE:ATTR, --json. 종료 코드 0: 정상, 1: 확인한 것이 맞지 않음, "
    "2: 사용법 또는 설정 오류.",
)


class Root(TyperGroup):
    """The commands; `--app` and `--json` are taken wherever they stand."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the command line, those that stand for every command first."""
        return super().parse_args(ctx, hoisted(args))


def hoisted(args: Sequence[str]) -> list[str]:
    """Return the words with `--app NAME` and `--json` moved to the front; nothing after `--` is touched."""
    first: list[str] = []
    rest: list[str] = []
    waiting = list(args)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            rest += [word, *waiting]
            break
        if word == "--json" or word.startswith("--app="):
            first.append(word)
        elif word == "--app":
            first += [word, *waiting[:1]]
            del waiting[:1]
        else:
            rest.append(word)
    return [*first, *rest]


app = typer.Typer(
    cls=Root,
    name="egovframe",
    help=words("Runs and looks after a city's e-government office.", "도시의 전자정부 사무소를 운영하고 돌봅니다."),
    epilog=EVERYWHERE,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"egovframe {version('egovframe')}")
        raise typer.Exit


@app.callback()
def everywhere(
    ctx: typer.Context,
    city: Annotated[
        str, typer.Option("--app", metavar="MODULE:ATTR", help=words("The city.", "도시 선언의 위치."))
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help=words("Print JSON.", "JSON으로 출력합니다."))] = False,
    _show: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=words("Say which release.", "버전 표시.")),
    ] = False,
) -> None:
    """Take the options that stand for every command."""
    ctx.obj = Options(app=city, json=as_json)


for _part in (new, serving, house, verifying):
    _part.register(app)
trail.register(audit.app)
attacking.register(audit.app)
importing.register(users.app)
importing.register_units(units.app)
signing.register(users.app)
certificates.register(users.app)
carrying.register(forms.app)
for _name, _group in (
    ("users", users.app),
    ("roles", roles.app),
    ("units", units.app),
    ("clients", clients.app),
    ("keys", keys.app),
    ("plugins", plugins.app),
    ("forms", forms.app),
    ("procedures", procedures.app),
    ("holidays", holidays.app),
    ("hours", hours.app),
    ("petitions", petitions.app),
    ("notices", notices.app),
    ("audit", audit.app),
    ("records", records.app),
    ("outbox", outbox.app),
):
    app.add_typer(_group, name=_name)


def main() -> None:
    """Run the command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit status; no error leaves as a traceback unless EGOVFRAME_TRACE asks for it."""
    try:
        rights.check(app)
        typer.main.get_command(app).main(args=list(argv), prog_name="egovframe")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE if end.code is None else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever went wrong, a person reads one line
        return complain(error)
    return FINE


def complain(error: Exception) -> int:
    """Say on standard error what is wrong and what to do; return the exit status."""
    if os.environ.get("EGOVFRAME_TRACE"):
        traceback.print_exception(error)
    if isinstance(error, EgovError):
        faults = "".join(f" {fault}" for fault in _faults(error))
        # a sentence that quotes a value is no message of the catalogues, and stays in English
        said = " ".join(translate(each, LANGUAGE) for each in (error.message, error.hint) if each)
        print(f"egovframe: {said}{faults} [{error.code}]", file=sys.stderr)
        return USAGE
    if type(error).__module__.startswith("sqlalchemy"):
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()
        print(
            f"egovframe: The database refused: {cause[0] if cause else type(error).__name__}. Check database.url and "
            "the server, and run `egovframe doctor`. [database.unusable]",
            file=sys.stderr,
        )
        return USAGE
    print(
        f"egovframe: unexpected {type(error).__name__}: {error}. Run it again with EGOVFRAME_TRACE=1 to see where, and "
        "report it.",
        file=sys.stderr,
    )
    return UNEXPECTED


def _faults(error: EgovError) -> list[str]:
    """Return what is wrong with each field, where the message does not say so already."""
    if not isinstance(error, Invalid):
        return []
    found = [(fault.field, Text.of(fault.message).in_(LANGUAGE)) for fault in error.faults]
    return [f"{field}: {message}" for field, message in found if message not in str(error)]
