"""What is wrong with what somebody entered, as a page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from egovframe.kernel.errors import Fault, Invalid


def said_of(invalid: Invalid, language: str) -> dict[str, str]:
    """Return what is wrong, by field, in the person's language; the first fault of a field is told."""
    return words_of(invalid.faults, language)


def words_of(faults: Iterable[Fault], language: str) -> dict[str, str]:
    """Return the same for faults that were gathered, in their order."""
    said: dict[str, str] = {}
    for fault in faults:
        said.setdefault(fault.field, Text.of(fault.message).in_(language))
    return said
