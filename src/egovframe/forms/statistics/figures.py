"""Figures: the counts of many days as people read them, by month, form, unit, channel, outcome and state. No I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from egovframe.forms.statistics.counting import TENTHS
from egovframe.forms.statistics.hiding import hidden, hide
from egovframe.forms.statistics.model import Key, Tally
from egovframe.kernel.month import Month


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: how many came and ended, how many in time, how long it took, how content people were.

    `name` is a month (`2026-09`), a form or a unit. `on_time` is a share from 0 to 1 of those `timed`, `days` the
    median in working days from receipt to decision, `content` the mean of the scores of `rated` applicants. None is a
    number that is hidden, or that there is none of.
    """

    name: str
    received: int | None = 0
    decided: int | None = 0
    on_time: float | None = None
    timed: int | None = 0
    days: float | None = None
    content: float | None = None
    rated: int | None = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """How long cases stayed in a state: the median in working days, and of how many stays it is."""

    state: str
    days: float | None
    times: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of the days from `since` to `until` (both included); small ones are None where `hides` says so."""

    since: date
    until: date
    whole: Line
    months: tuple[Line, ...]
    forms: tuple[Line, ...]
    units: tuple[Line, ...]
    channels: Mapping[str, int | None]
    outcomes: Mapping[str, int | None]
    stays: tuple[Stay, ...]
    steps: Mapping[str, int | None]
    hides: bool = False


def figures_of(counts: Iterable[tuple[str, Key, int]], *, since: date, until: date, smallest: int = 0) -> Figures:
    """Return the figures of counts by month (`2026-09`); numbers below `smallest` are hidden.

    Every month of the time stands there, whether something happened or not.
    """
    rows = list(counts)
    whole: Tally = Counter()
    for _month, key, number in rows:
        whole[key] += number

    def lines(name: Callable[[str, Key], str], first: Sequence[str] = ()) -> tuple[Line, ...]:
        parts: dict[str, Tally] = {each: Counter() for each in first}
        for month, key, number in rows:
            parts.setdefault(name(month, key), Counter())[key] += number
        return _hidden_lines(
            [line_of(each, tally, smallest=smallest) for each, tally in parts.items()], parts, smallest
        )

    return Figures(
        since=since,
        until=until,
        whole=line_of("", whole, smallest=smallest, sums=True),
        months=tuple(sorted(lines(lambda month, _: month, months_of(since, until)), key=lambda line: line.name)),
        forms=tuple(sorted(lines(lambda _, key: key.form), key=lambda line: line.name)),
        units=tuple(sorted(lines(lambda _, key: key.unit), key=lambda line: line.name)),
        channels=_parts(whole, "received", smallest),
        outcomes=_parts(whole, "decided", smallest),
        stays=_stays(whole, smallest),
        steps=_parts(whole, "step", smallest),
        hides=smallest > 0,
    )


def line_of(name: str, tally: Tally, *, smallest: int = 0, sums: bool = False) -> Line:
    """Return the line of some counts; a line that `sums` others hides by itself what is small in it."""
    took, scores, timely, numbers = Counter[int](), Counter[int](), Counter[int](), Counter[str]()
    for key, number in tally.items():
        numbers[key.measure] += number
        if key.measure == "taken":
            took[key.number] += number
        elif key.measure == "rated":
            scores[key.number] += number
        elif key.measure == "timely":
            timely[key.number] += number
    timed, rated = numbers["timely"], numbers["rated"]
    enough = max(1, smallest)
    return Line(
        name,
        received=hidden(numbers["received"], smallest=smallest) if sums else numbers["received"],
        decided=hidden(numbers["decided"], smallest=smallest) if sums else numbers["decided"],
        on_time=timely[1] / timed if timed >= enough else None,
        timed=hidden(timed, smallest=smallest),
        days=median(took) if numbers["taken"] >= enough else None,
        content=sum(score * n for score, n in scores.items()) / rated if rated >= enough else None,
        rated=hidden(rated, smallest=smallest),
    )


def median(tenths: Counter[int]) -> float | None:
    """Return the median of durations counted in tenths of a working day, in working days; None of nothing."""
    many, passed = sum(tenths.values()), 0
    middle: list[int] = []
    for each in sorted(tenths):
        passed += tenths[each]
        if not middle and 2 * passed >= many:
            middle.append(each)
            if 2 * passed > many:
                middle.append(each)
        elif len(middle) == 1:
            middle.append(each)
        if len(middle) == 2:
            return sum(middle) / 2 / TENTHS
    return None


def months_of(since: date, until: date) -> list[str]:
    """Return the months from one day to another, as `2026-09`."""
    month, last, found = Month(since.year, since.month), Month(until.year, until.month), []
    while month <= last:
        found.append(str(month))
        month += 1
    return found


def _hidden_lines(lines: list[Line], tallies: Mapping[str, Tally], smallest: int) -> tuple[Line, ...]:
    """Return the lines, hidden so that what is missing in one cannot be had from the others and the sum."""
    if not smallest:
        return tuple(lines)
    received = hide([line.received or 0 for line in lines], smallest=smallest)
    decided = hide([line.decided or 0 for line in lines], smallest=smallest)
    timed = hide([_sum(tallies[line.name], "timely") for line in lines], smallest=smallest)
    return tuple(
        Line(
            line.name,
            received=came,
            decided=ended,
            on_time=None if held is None else line.on_time,
            timed=held,
            days=None if held is None else line.days,
            content=line.content,
            rated=line.rated,
        )
        for line, came, ended, held in zip(lines, received, decided, timed, strict=True)
    )


def _sum(tally: Tally, measure: str) -> int:
    return sum(number for key, number in tally.items() if key.measure == measure)


def _parts(tally: Tally, measure: str, smallest: int) -> Mapping[str, int | None]:
    """Return how often each value of a measure was counted, the most frequent first."""
    found: Counter[str] = Counter()
    for key, number in tally.items():
        if key.measure == measure:
            found[key.value] += number
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    shown = hide([number for _, number in ordered], smallest=smallest)
    return {value: number for (value, _), number in zip(ordered, shown, strict=True)}


def _stays(tally: Tally, smallest: int) -> tuple[Stay, ...]:
    found: dict[str, Counter[int]] = {}
    for key, number in tally.items():
        if key.measure == "spent":
            found.setdefault(key.value, Counter())[key.number] += number
    return tuple(
        Stay(
            state,
            days=median(took) if took.total() >= max(1, smallest) else None,
            times=hidden(took.total(), smallest=smallest),
        )
        for state, took in sorted(found.items())
    )
