"""What a command prints: text for people, one JSON document (or a line an item) for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for before the command's name: which city, and whether a program reads the output."""

    app: str = ""
    json: bool = False


def asked(context: typer.Context) -> Asked:
    """Return what was asked for everywhere."""
    found = context.find_object(Asked)
    return found or Asked()


def document(value: Any) -> None:
    """Print one JSON document on one line."""
    line(json.dumps(value, ensure_ascii=False))


def line(text: str = "") -> None:
    """Print a line of text."""
    sys.stdout.write(f"{text}\n")


def say(text: str) -> None:
    """Tell the person something that is no part of the output."""
    sys.stderr.write(f"{text}\n")


def answer(context: typer.Context, value: Mapping[str, Any], text: str | Sequence[str]) -> None:
    """Print the value for a program, the text for a person."""
    if asked(context).json:
        document(value)
    else:
        for each in (text,) if isinstance(text, str) else text:
            line(each)


def listed(context: typer.Context, items: Sequence[Mapping[str, Any]], columns: Sequence[str], *, none: str) -> None:
    """Print items: `{"items": […]}` for a program, a table of these columns for a person, or `none`."""
    if asked(context).json:
        document({"items": list(items)})
    elif items:
        table(columns, [[_cell(item.get(column)) for column in columns] for item in items])
    else:
        say(none)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table in columns as wide as their longest cell; Hangul is two columns wide."""
    wide = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, wide, strict=True))
        line("  ".join(cells).rstrip())


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int, int | None], None]]:
    """Lend a function that moves a progress bar to (done, total); nothing is drawn where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)
