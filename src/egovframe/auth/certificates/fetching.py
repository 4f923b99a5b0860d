"""Lists and answers from other machines: bounded in size and time, never redirected. What comes is signed itself."""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any, Final

from egovframe.auth.errors import SourceUnavailable
from egovframe.kernel.errors import MissingExtra

LARGEST: Final = 64 * 1024 * 1024
"""The largest list of revoked certificates in bytes."""


def fetched(url: str, *, within: float, largest: int = LARGEST, post: bytes | None = None, media: str = "") -> bytes:
    """Return what is at the address, or what it answers to `post` of the type `media`, within so many seconds in all.

    Raises SourceUnavailable when it cannot be reached, takes too long, answers with too much or with anything but 200.
    """
    httpx = require_http()
    until = time.monotonic() + within
    headers = {"content-type": media} if media else {}
    request: dict[str, Any] = {"content": post, "headers": headers} if post is not None else {}
    body = bytearray()
    try:
        # Proxies of the environment are left out: the office asks whom its settings name, and nobody else.
        with (
            httpx.Client(timeout=within, follow_redirects=False, trust_env=False) as client,
            client.stream("GET" if post is None else "POST", url, **request) as response,
        ):
            if response.status_code != 200:
                raise _away(url, f"it answers {response.status_code}")
            for piece in response.iter_bytes():
                body += piece
                if len(body) > largest:
                    raise _away(url, "it answers with too much")
                if time.monotonic() > until:
                    raise _away(url, "it takes too long")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise _away(url, type(error).__name__) from error
    return bytes(body)


def require_http() -> Any:
    """Return what the extra brings to reach other machines. Raises MissingExtra."""
    try:
        return import_module("httpx")
    except ImportError as error:
        raise MissingExtra(
            "Lists of revoked certificates at an address need the package httpx.",
            hint="pip install 'egovframe[certificates]'",
        ) from error


def _away(url: str, reason: str) -> SourceUnavailable:
    return SourceUnavailable(
        f"{url[:200]} cannot tell which certificates are revoked: {reason}.", hint="Look whether it can be reached."
    )
