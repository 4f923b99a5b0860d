"""The formats that records are written in and read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from egovframe.records.errors import FormatUnknown
from egovframe.records.packages.bagit import validation as bagit_validation
from egovframe.records.packages.bagit import writing as bagit_writing
from egovframe.records.packages.model import Packed, Verdict
from egovframe.records.packages.ocfl import validation as ocfl_validation
from egovframe.records.packages.ocfl import writing as ocfl_writing


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a package is written to a folder, and how one is held to it."""

    name: str
    write: Callable[[Path, Packed], None]
    validate: Callable[[Path], Verdict]


_EVERY: Final = (
    Format("bagit", bagit_writing.write, bagit_validation.validate),
    Format("ocfl", ocfl_writing.write, ocfl_validation.validate),
)
FORMATS: Final = {each.name: each for each in _EVERY}
"""By the names that commands take."""


def format_of(name: str) -> Format:
    """Return the format of that name. Raises FormatUnknown."""
    if name not in FORMATS:
        raise FormatUnknown(f"There is no format {name!r}.", hint=f"There are: {', '.join(sorted(FORMATS))}.")
    return FORMATS[name]
