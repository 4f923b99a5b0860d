"""A petition that somebody began and saved, as frozen values. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered so far, right or wrong, as it was typed, and where the person stopped.

    `pairs` are names and values as a page posts them, `page` the page from 0, `reached` the last page that was seen,
    `files` the ids of files that were sent.
    """

    pairs: tuple[tuple[str, str], ...]
    page: int = 0
    reached: int = 0
    files: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "pairs": [list(pair) for pair in self.pairs],
            "page": self.page,
            "reached": self.reached,
            "files": list(self.files),
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Return what `as_json` wrote."""
        pairs = tuple((str(name), str(value)) for name, value in data["pairs"])
        return cls(pairs, data["page"], data["reached"], tuple(data["files"]))


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A petition that was begun and saved: of which form and version, when, until when it is kept.

    `ref` opens it: the key of its link, or the id for the account that holds it. `pinned` says that it stays in its
    version. `entered` is None in lists.
    """

    ref: str
    form: str
    version: int
    pinned: bool
    saved: datetime
    expires: datetime
    entered: Entered | None = None
