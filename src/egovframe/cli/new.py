"""`new`: the beginning of a city or of a plug-in, from a template that it can later take updates from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from egovframe.cli.output import answer

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
SCAFFOLDS = Path(__file__).resolve().parent.parent / "scaffolds"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(commands, name="new", help="Begin a city or a plug-in from a template.")


@commands.command("city")
def city(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME", help="The folder to make; also the project's name."),
    title: str = typer.Option("", help="The city's name as people see it."),
) -> None:
    """Make a city: a module, settings, and tests that pass."""
    path = Path(name)
    data = {"name": path.name, **({"title_ko": title} if title else {})}
    _make(context, "city", path, data, f"Go on: cd {path} && egovframe run")


@commands.command("plugin")
def plugin(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME", help="The folder to make; also the package's name."),
    kind: str = typer.Option("vault", help="vault, channel, policy or jurisdiction."),
) -> None:
    """Make a plug-in: a package with one class, its entry point, and its conformance suite."""
    path = Path(name)
    _make(context, "plugin", path, {"name": path.name, "kind": kind}, f"Go on: cd {path} && pip install -e . && pytest")


def _make(context: typer.Context, template: str, path: Path, data: dict[str, Any], onward: str) -> None:
    from egovframe.kernel.errors import MissingExtra, SettingsError

    try:
        from copier import run_copy
        from copier.errors import CopierError
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"Templates need the package {error.name}, which is not installed.",
            hint="Run: pip install 'egovframe[scaffold]'",
        ) from error
    if path.exists() and any(path.iterdir()):
        raise SettingsError(f"The folder {path} is not empty.", hint="Choose another name: nothing is overwritten.")
    try:
        run_copy(str(SCAFFOLDS / template), path, data=data, defaults=True, quiet=True)
    except (CopierError, ValueError) as error:
        raise SettingsError(f"The {template} cannot be made: {error}.", hint="Check name and options.") from error
    files = sorted(str(file.relative_to(path)) for file in path.rglob("*") if file.is_file())
    answer(context, {"folder": str(path), "files": files}, [f"Made {path} with {len(files)} files.", onward])
