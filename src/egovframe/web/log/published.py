"""The public audit log: anyone's tools read it and hold the city to it (C2SP tlog-tiles, served as files)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.errors import TileInvalid
from egovframe.audit.publication import Publication
from egovframe.kernel.canonical import canonical
from egovframe.kernel.errors import EgovError, NotFound
from egovframe.web.endpoint import MethodNotAllowed, Routes
from egovframe.web.response import Response
from egovframe.web.status import retry_after, status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page

JSON: Final = "application/json"
TEXT: Final = "text/plain; charset=utf-8"
BINARY: Final = "application/octet-stream"
FOR_EVER: Final = "public, max-age=31536000, immutable"
OPEN: Final = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""A verifier may be a page of somebody else's."""


def refused(page: Page, error: BaseException) -> Response:
    """Return what a program that reads the log sees when there is nothing: a line of text."""
    status = status_of(error)
    words = error.message if isinstance(error, EgovError) and status < 500 else "Something went wrong on our side."
    response = Response(f"{words}\n{page.number}\n", status=status, media=TEXT)
    if isinstance(error, MethodNotAllowed):
        response.header("allow", ", ".join(error.allowed))
    after = retry_after(error)
    if after is not None:
        response.header("retry-after", str(after))
    return response


routes = Routes("log", prefix="/log", credentials="bearer", failed=refused)


@routes.get("/checkpoint", public=True)
def checkpoint(page: Page) -> Response:
    """Return the newest signed checkpoint; it changes, so nobody keeps it."""
    note = Publication(page.office.database).checkpoint()
    if note is None:
        raise NotFound("Nothing is sealed yet.", hint="Try again in a second.")
    return Response(note, media=TEXT, headers={**OPEN, "cache-control": "no-store"})


@routes.get("/vkey", public=True)
def vkey(page: Page) -> Response:
    """Return the key with which checkpoints are verified (C2SP signed-note vkey)."""
    return Response(f"{page.office.trail.vkey}\n", media=TEXT, headers={**OPEN, "cache-control": "no-cache"})


@routes.get("/keys", public=True)
def keys(page: Page) -> Response:
    """Return every key that the log ever signed with, as JSON, oldest first: number, kind, vkey, since, until.

    `since` is empty for the first one, `until` null for what counts without end. The ML-DSA-44 key signs the newest
    checkpoint as well (C2SP tlog-cosignature, under the log's own name).
    """
    trail = page.office.trail
    found: list[dict[str, Any]] = [
        {"number": key.number, "kind": "ed25519", "vkey": key.vkey, "since": key.since, "until": key.until}
        for key in trail.log_keys
    ]
    if trail.post_quantum_vkey is not None:
        found.append({"number": 1, "kind": "ml-dsa-44", "vkey": trail.post_quantum_vkey, "since": "", "until": None})
    return Response(canonical(found), media=JSON, headers={**OPEN, "cache-control": "no-cache"})


@routes.get("/tile/{path:path}", public=True)
def tile(page: Page) -> Response:
    """Return a tile or an entry bundle. What it holds under this name never changes."""
    path = f"tile/{page.params['path']}"
    try:
        content = Publication(page.office.database).file(path)
    except TileInvalid:
        content = None
    if content is None:
        raise NotFound("The log has no such tile.", hint="See /log/checkpoint for how far the log goes.")
    return Response(content, media=BINARY, headers={**OPEN, "cache-control": FOR_EVER})
