"""The client of other people's servers: httpx, of the extra `net`."""

from __future__ import annotations

from typing import Any

from egovframe.kernel.errors import MissingExtra


def httpx_for(deed: str) -> Any:
    """Return httpx, which `deed` (a sentence's beginning) needs. Raises MissingExtra when it is not installed."""
    try:
        import httpx
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"{deed} needs httpx, which is not installed.", hint="Run: pip install 'egovframe[net]'"
        ) from error
    return httpx
