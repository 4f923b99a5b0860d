"""The witness for other cities' logs under `/witness` (C2SP tlog-witness); open to any log that the settings list.

No cookie and no token counts here: what a submission is worth its signature says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.audit.witness import MAX_BODY
from egovframe.kernel.errors import NotFound
from egovframe.web.endpoint import Routes
from egovframe.web.log.published import OPEN, TEXT, refused
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.audit.witness import Witness
    from egovframe.web.page import Page

routes = Routes("witness", prefix="/witness", credentials="bearer", failed=refused)


@routes.post("/add-checkpoint", public=True, csrf=False, max_body=MAX_BODY)
def add_checkpoint(page: Page) -> Response:
    """Cosign a checkpoint that continues its log, and say why where it is not cosigned."""
    answer = _witness(page).add_checkpoint(page.body)
    return Response(answer.body, status=answer.status, media=answer.media, headers={"cache-control": "no-store"})


@routes.get("/vkey", public=True)
def vkey(page: Page) -> Response:
    """Return the keys with which this witness's cosignatures are verified, one a line."""
    lines = "".join(f"{key}\n" for key in _witness(page).vkeys)
    return Response(lines, media=TEXT, headers={**OPEN, "cache-control": "no-cache"})


@routes.get("/{origin}/checkpoint", public=True)
def checkpoint(page: Page) -> Response:
    """Return the newest checkpoint of a log that was cosigned; `origin` is the SHA-256 of its origin, in hex."""
    note = _witness(page).checkpoint(page.params["origin"])
    if note is None:
        raise NotFound("No checkpoint of that log was cosigned here.", hint="The address holds its origin's SHA-256.")
    return Response(note, media=TEXT, headers={**OPEN, "cache-control": "no-store"})


def _witness(page: Page) -> Witness:
    """Return the office's witness. Raises NotFound where it is none."""
    witness: Witness | None = page.office.witness
    if witness is None:
        raise NotFound("This office is no witness.", hint="Set audit.witness.serve to true.")
    return witness
