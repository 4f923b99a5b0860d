"""What an endpoint gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal
from urllib.parse import quote

HTML = "text/html; charset=utf-8"

SameSite = Literal["Lax", "Strict"]


class Response:
    """A status, headers and a body: bytes, text, or an iterable of bytes that is sent piece by piece.

    An iterable is walked in worker threads after the endpoint returned, so it must not use the endpoint's unit of work.
    """

    __slots__ = ("body", "headers", "status")

    def __init__(
        self,
        body: bytes | str | Iterable[bytes] = b"",
        *,
        status: int = 200,
        media: str | None = HTML,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.body: bytes | Iterable[bytes] = body.encode() if isinstance(body, str) else body
        self.headers: list[tuple[bytes, bytes]] = []
        if media:
            self.headers.append((b"content-type", media.encode("latin-1")))
        for name, value in (headers or {}).items():
            self.header(name, value)

    def header(self, name: str, value: str) -> Response:
        """Add a header. Line breaks are refused, whoever asks for them."""
        if "\r" in value or "\n" in value:
            msg = f"a line break in the header {name}"
            raise ValueError(msg)
        self.headers.append((name.lower().encode("latin-1"), value.encode("latin-1")))
        return self

    def get(self, name: str) -> str | None:
        """Return the first header of that name, or None."""
        wanted = name.lower().encode("latin-1")
        return next((value.decode("latin-1") for key, value in self.headers if key == wanted), None)

    def set_cookie(
        self,
        name: str,
        value: str,
        *,
        secure: bool,
        path: str = "/",
        age: int | None = None,
        same_site: SameSite = "Lax",
        http_only: bool = True,
    ) -> Response:
        """Set a cookie; `age` in seconds, None until the browser closes, 0 removes it."""
        parts = [f"{name}={value}", f"Path={path}", f"SameSite={same_site}"]
        if age is not None:
            parts.append(f"Max-Age={age}")
        if http_only:
            parts.append("HttpOnly")
        if secure:
            parts.append("Secure")
        return self.header("set-cookie", "; ".join(parts))


def redirect(path: str, *, status: int = 303) -> Response:
    """Send the browser on to a path of this site with GET (RFC 9110, 15.4.4)."""
    return Response(b"", status=status, media=None, headers={"location": quote(path, safe="/?&=#%:+,;@!$'()*~[]")})
