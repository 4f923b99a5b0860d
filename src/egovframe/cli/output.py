"""What commands print: one JSON document or lines for people on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import typer

Progress = Callable[[int, int | None], None]
DOES_NOT_HOLD: Final = 1
"""The exit status of a command that checked something which does not hold."""


@dataclass(frozen=True, slots=True)
class Options:
    """What stands for every command: `--app MODULE:ATTR` and `--json`."""

    app: str = ""
    json: bool = False


def judged(holds: bool) -> None:
    """End the command with the status that says whether what was checked holds. Call it after printing."""
    if not holds:
        raise typer.Exit(DOES_NOT_HOLD)


def options(ctx: typer.Context) -> Options:
    """Return the options that stand for every command."""
    found = ctx.find_root().obj
    return found if isinstance(found, Options) else Options()


def group(text: str) -> typer.Typer:
    """Return an empty group of commands."""
    return typer.Typer(help=text, no_args_is_help=True, rich_markup_mode=None, add_completion=False)


def document(value: Any) -> None:
    """Print a JSON document on one line."""
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def columns(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under headings, aligned; Korean letters are two cells wide."""
    lines = [list(headings), *([("" if cell is None else str(cell)) for cell in row] for row in rows)]
    wide = [max(_width(line[place]) for line in lines) for place in range(len(headings))]
    for line in lines:
        cells = [cell + " " * (size - _width(cell)) for cell, size in zip(line, wide, strict=True)]
        print("  ".join(cells).rstrip())


def listed(ctx: typer.Context, items: Sequence[Mapping[str, Any]], headings: Mapping[str, str]) -> None:
    """Print items: as a JSON array, or as columns with these headings by key."""
    if options(ctx).json:
        document(list(items))
    else:
        columns(list(headings.values()), [[item[key] for key in headings] for item in items])


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """Lend a function that shows how much is done of how much; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
