"""Regular expressions on their way in and out: ours match the whole answer, others often search in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from egovframe.forms.identifiers import identifier
from egovframe.forms.questions import PLAIN

ANYTHING: Final = r"[\s\S]*"


def whole_pattern(pattern: str, *, anchored: bool = False) -> str:
    """Return a pattern that matches a whole answer just when this one is found in it.

    `anchored` says that the other system means the whole answer even without `^` and `$`.
    """
    begins, ends = pattern.startswith("^"), pattern.endswith("$") and not pattern.endswith("\\$")
    inner = pattern.removeprefix("^")
    inner = inner[:-1] if ends else inner
    if _has_alternatives(inner):
        return f"(?:{inner})" if anchored else f"{ANYTHING}(?:{pattern}){ANYTHING}"
    if anchored:
        return inner
    return ("" if begins else ANYTHING) + inner + ("" if ends else ANYTHING)


def with_shape(kind: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return the limits of a question as they go out: other systems know an identifier only by its pattern."""
    found = None if kind in PLAIN else identifier(kind)
    return dict(limits) if found is None else {"pattern": found.pattern, **limits}


def without_shape(kind: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return the limits of a question that came back as its kind, which says the pattern already."""
    found = None if kind in PLAIN else identifier(kind)
    own = None if found is None else whole_pattern(found.pattern, anchored=True)
    return {name: bound for name, bound in limits.items() if name != "pattern" or bound != own}


def _has_alternatives(pattern: str) -> bool:
    """Say whether `|` stands outside of any bracket: `^` and `$` then belong to one alternative only."""
    depth, place, in_class = 0, 0, False
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and depth == 0:
            return True
        place += 1
    return False
