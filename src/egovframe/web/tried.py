"""A step on a petition that was tried on a page and did not go through, at the desk or by its holder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Tried:
    """An action that did not go through: which one, what was entered, and what is wrong with it, by field.

    `overtaken` says that the petition changed meanwhile; `why` tells another reason, of no field, in words.
    """

    action: str = ""
    entered: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    overtaken: bool = False
    why: str = ""

    def value(self, action: str, name: str) -> str:
        """Return what was entered in a field of an action; an empty string where nothing was."""
        return self.entered.get(name, "") if action == self.action else ""

    def fault(self, action: str, name: str) -> str:
        """Return what is wrong with a field of an action, in words."""
        return self.faults.get(name, "") if action == self.action else ""

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The faults with the ids of their fields, for the summary at the top."""
        return [(f"{self.action}-{name}", words) for name, words in self.faults.items()]


NOTHING_TRIED: Final = Tried()
