"""JSON as strictly as it decides who somebody is: one object, no member twice, no numbers that are none."""

from __future__ import annotations

import json
from typing import Any


def object_of(content: bytes) -> dict[str, Any] | None:
    """Return the JSON object in UTF-8, or None for anything else: cut off, nested too deep, a member twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a member comes twice")
        return found

    def no_number(word: str) -> Any:
        raise ValueError(word)

    try:
        found = json.loads(content.decode(), object_pairs_hook=once, parse_constant=no_number)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
