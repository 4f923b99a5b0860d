"""Charts as numbers: where lines, columns and bars stand in an SVG. Templates draw them (`charts.html`).

x is in per cent of the width, y in pixels from the top, so that a chart is as wide as its place and nothing is scaled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

TOP: Final = 12
BOTTOM: Final = 212
HEIGHT: Final = 240
BAR: Final = 48
GRID: Final = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """One place on a chart: a point, the label of a line of the grid, or a name below."""

    x: float
    y: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it begins, how wide and high it is, and which series (1 or 2) it belongs to."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart over months: lines of the grid, names below, and a line through points or columns."""

    grid: tuple[Mark, ...]
    names: tuple[Mark, ...]
    points: tuple[Mark, ...] = ()
    lines: tuple[tuple[Mark, Mark], ...] = ()
    columns: tuple[Column, ...] = ()
    goal: Mark | None = None
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its number in words, how far it goes and how far it might, in per cent of the widest."""

    y: int
    name: str
    words: str
    width: float
    track: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other, with the height of all of them."""

    bars: tuple[Bar, ...]
    height: int


def line(names: Sequence[str], values: Sequence[float | None], *, goal: float | None = None) -> Plot:
    """Return a line of shares (0 to 1) over months; a missing value is a gap. The lowest and the highest are marked.

    The scale begins at the full ten per cent below the lowest, so that small changes can be seen; it ends at 100 %.
    """
    there = [value for value in (*values, goal) if value is not None]
    low = min(0.9, floor(min(there, default=0.9) * 10) / 10)
    known = [value for value in values if value is not None]
    marked = {known.index(min(known)), known.index(max(known))} if known else set()
    points: list[Mark | None] = []
    nth = -1
    for x, value in zip(_middles(len(values)), values, strict=True):
        nth += value is not None
        words = f"{value:.1%}" if value is not None and nth in marked else ""
        points.append(None if value is None else Mark(x, _y(value, low, 1.0), words))
    return Plot(
        grid=_grid(low, 1.0, lambda value: f"{value:.0%}"),
        names=_names(names),
        points=tuple(point for point in points if point is not None),
        lines=tuple((a, b) for a, b in pairwise(points) if a is not None and b is not None),
        goal=None if goal is None else Mark(100, _y(goal, low, 1.0), f"{goal:.0%}"),
    )


def columns(names: Sequence[str], *series: Sequence[int | None]) -> Plot:
    """Return columns of counts over months, one beside the other for each series; a hidden count has none."""
    top = nice(max((number or 0 for numbers in series for number in numbers), default=0))
    step = 100 / max(1, len(names))
    wide = step * 0.7 / max(1, len(series))
    found = [
        Column(
            round(step * (at + 0.15) + wide * nth, 2),
            y := _y(number, 0, top),
            round(wide, 2),
            round(BOTTOM - y, 1),
            nth + 1,
        )
        for nth, numbers in enumerate(series)
        for at, number in enumerate(numbers)
        if number
    ]
    return Plot(grid=_grid(0, top, lambda value: f"{value:,.0f}"), names=_names(names), columns=tuple(found))


def bars(rows: Sequence[tuple[str, str, float, float | None]]) -> Bars:
    """Return bars of (name, number in words, number, what it might be at most or None)."""
    widest = max((max(value, most or 0) for _, _, value, most in rows), default=0) or 1
    found = (
        Bar(at * BAR, name, words, round(100 * value / widest, 1), round(100 * (most or 0) / widest, 1))
        for at, (name, words, value, most) in enumerate(rows)
    )
    return Bars(tuple(found), BAR * len(rows))


def nice(number: float) -> int:
    """Return a round number at or above one, at which a scale of five steps can end."""
    if number <= GRID:
        return GRID
    ten: float = 10.0 ** floor(log10(number / GRID))
    step = next(each for each in (1, 2, 2.5, 5, 10) if each * ten * GRID >= number and (each * ten) % 1 == 0)
    return ceil(step * ten * GRID)


def _y(value: float, low: float, high: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)


def _middles(number: int) -> list[float]:
    return [round(100 * (at + 0.5) / number, 1) for at in range(number)]


def _names(names: Sequence[str]) -> tuple[Mark, ...]:
    """Return the names below a chart, every second one where there are many."""
    every = ceil(len(names) / 8)
    marks = zip(_middles(len(names)), names, strict=True)
    return tuple(Mark(x, BOTTOM + 20, words) for at, (x, words) in enumerate(marks) if at % every == 0)


def _grid(low: float, high: float, words: Callable[[float], str]) -> tuple[Mark, ...]:
    steps = [low + (high - low) * at / GRID for at in range(GRID + 1)]
    return tuple(Mark(0, _y(value, low, high), words(value)) for value in steps)
