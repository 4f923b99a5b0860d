"""Measures: numbers that a monitoring system reads, in the text format of Prometheus (0.0.4)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

MEDIA: Final = "text/plain; version=0.0.4; charset=utf-8"

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number: its name (with its unit last), what it says in a sentence, and whose it is where there are several.

    What is not known, such as the age of something that never was, is `inf`: every threshold is then passed.
    """

    name: str
    about: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a name that the format does not have. Raises ValueError."""
        for name in (self.name, *self.labels):
            if not _NAME.fullmatch(name):
                msg = f"{name!r} is no name of a measure"
                raise ValueError(msg)


def exposition(measures: Iterable[Measure]) -> str:
    """Return the measures as text, each name once with its sentence; all are gauges."""
    by_name: dict[str, list[Measure]] = {}
    for measure in measures:
        by_name.setdefault(measure.name, []).append(measure)
    lines: list[str] = []
    for name, several in by_name.items():
        about = several[0].about.replace("\\", r"\\").replace("\n", r"\n")
        lines += [f"# HELP {name} {about}", f"# TYPE {name} gauge"]
        lines += [f"{name}{_labels(measure.labels)} {_number(measure.value)}" for measure in several]
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Mapping[str, str]) -> str:
    quoted = (f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{','.join(quoted)}}}" if labels else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if value == int(value) else repr(round(value, 3))
