"""Proof that a POST comes from a page that this browser got from us.

The browser holds a random secret in a cookie; every form carries the same secret under a fresh mask, so that the
bytes in the page differ each time and compression gives nothing away (BREACH). Where the browser says that
the request comes from another site (Sec-Fetch-Site), that alone refuses it.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest

from egovframe.kernel.errors import EgovError

FIELD = "csrf-token"
"""The name of the hidden field; the hyphen keeps it apart from every question, whose names are Python names."""
COOKIE = "csrf"
_SIZE = 16


class CsrfFailed(EgovError):
    """The form does not come from a page that this browser got from us, or it is too old."""

    code = "web.csrf"


def new_secret() -> str:
    """Return a new secret for a browser (128 bit)."""
    return urlsafe_b64encode(secrets.token_bytes(_SIZE)).decode("ascii").rstrip("=")


def mask(secret: str) -> str:
    """Return the value for the hidden field of one page."""
    plain = _bytes(secret, _SIZE)
    pad = secrets.token_bytes(_SIZE)
    return urlsafe_b64encode(pad + _xor(pad, plain)).decode("ascii").rstrip("=")


def check(secret: str | None, field: str, *, site: str = "") -> None:
    """Raise CsrfFailed unless the field fits the browser's secret and the request is not from another site."""
    try:
        if site in ("cross-site", "same-site") or not secret:
            raise ValueError
        both = _bytes(field, 2 * _SIZE)
        if not compare_digest(_xor(both[:_SIZE], both[_SIZE:]), _bytes(secret, _SIZE)):
            raise ValueError
    except ValueError:
        raise CsrfFailed(
            "The form did not come from a page of this site in this browser.",
            hint="Open the page again and send the form once more; cookies must be allowed.",
        ) from None


def valid(secret: str) -> bool:
    """Whether the browser's cookie is one of ours in form."""
    try:
        _bytes(secret, _SIZE)
    except ValueError:
        return False
    return True


def _bytes(text: str, size: int) -> bytes:
    raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if len(raw) != size:
        raise ValueError
    return raw


def _xor(a: bytes, b: bytes) -> bytes:
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).to_bytes(len(a), "big")
