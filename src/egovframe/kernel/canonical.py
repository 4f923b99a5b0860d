"""One byte form for every value: canonical JSON (RFC 8785, JCS).

What is hashed is kept as it was hashed; nothing is ever encoded a second time to be compared.
"""

from __future__ import annotations

import base64
import json
from binascii import b2a_base64
from typing import Final

import rfc8785

from egovframe.kernel.errors import EgovError

_SAFE: Final = 2**53 - 1
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class NotCanonical(EgovError):
    """The value has no canonical JSON form."""

    code = "egov.not_canonical"


def _simple(value: object) -> bool:  # noqa: PLR0911 - a walk that leaves where it can
    """Tell whether the standard encoder already writes this value as RFC 8785 asks.

    It does but for floats (their shortest form differs), integers beyond 2^53 and keys outside the Basic Multilingual
    Plane (RFC 8785 sorts by UTF-16 units).
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -_SAFE <= value <= _SAFE  # type: ignore[operator]
    if kind is dict:  # loops, because a generator takes twice the time; most values are texts: no call for each
        for key, item in value.items():  # type: ignore[attr-defined]
            if type(key) is not str or not (key.isascii() or max(key) < "\ud800"):
                return False
            if type(item) is not str and not _simple(item):
                return False
        return True
    if kind is list or kind is tuple:
        for item in value:  # type: ignore[attr-defined]  # noqa: SIM110 - as above
            if type(item) is not str and not _simple(item):
                return False
        return True
    return False


def canonical(value: object) -> bytes:
    """Return the value as canonical JSON in UTF-8 (RFC 8785).

    Accepts what JSON has: None, bool, int within ±(2^53 − 1), finite float, str, list, tuple, dict with string keys.
    Raises NotCanonical for anything else, and for lone surrogates.
    """
    try:
        if _simple(value):
            return _encode(value).encode()
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, ValueError, TypeError) as error:
        raise NotCanonical(
            f"A value of type {type(value).__name__} has no canonical JSON form: {error}.",
            hint="Use text, whole numbers within 2^53, booleans, lists and objects.",
        ) from error


def canonical_text(value: object) -> str:
    """Return the value as canonical JSON text; see `canonical`."""
    return canonical(value).decode()


def b64(data: bytes) -> str:
    """Return the bytes as base64url without padding (RFC 4648 §5)."""
    return b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=").decode()  # in half the time of `base64`'s


def unb64(text: str) -> bytes:
    """Return the bytes written by `b64`. Raises ValueError for anything else."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
