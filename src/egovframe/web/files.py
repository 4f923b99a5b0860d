"""Files that leave the office: always to be kept, never to be opened by the browser as a page of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from egovframe.forms.uploads.names import plain_name
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.forms.uploads.service import TakenAway

SANDBOX = "default-src 'none'; sandbox"
"""Should a browser show it all the same, it runs nothing and belongs to no origin (CSP level 3, 6.3.2)."""


def attachment(name: str) -> Mapping[str, str]:
    """Return the header that has a browser keep the body under a name (RFC 6266, RFC 8187)."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "_" for sign in name)
    return {"content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}


def handed_out(taken: TakenAway) -> Response:
    """Return a file that somebody handed in to whoever may have it, piece by piece."""
    upload = taken.upload
    name = upload.name or plain_name(upload.question, upload.media)
    return Response(
        taken.content,
        media="application/octet-stream",
        headers={**attachment(name), "content-security-policy": SANDBOX},
    )


def size_of(size: int) -> str:
    """Return a size as people read it: `1.2 MB`, `34 KB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000))} KB"
