"""What the tests of exporters share."""

from __future__ import annotations


def flat(value: object) -> str:
    """Return every value of a JSON document, one a line."""
    if isinstance(value, dict):
        return "\n".join(map(flat, value.values()))
    if isinstance(value, list):
        return "\n".join(map(flat, value))
    return "" if value is None else str(value)
