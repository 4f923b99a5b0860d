"""The bounds of what an authenticator encoded, before a general decoder sees it.

Authenticators write CTAP2 canonical CBOR (WebAuthn Level 3, 6.5; CTAP 2.2, section 8): definite lengths, no tags, four
levels at most. A general decoder knows much more, among it references by which a few bytes unfold into gigabytes.
Nothing is decoded here: it is only seen whether the bytes are of that kind, and where an item ends.
"""

from __future__ import annotations

from typing import Final

DEEPEST: Final = 4
"""How many levels of lists and maps there may be (CTAP 2.2, section 8)."""

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _LIST, _MAP, _TAG, _SIMPLE = range(8)
_FIXED: Final = 37
"""The hash of the RP id (32 bytes), the flags (1) and the counter (4)."""
_KEY_FOLLOWS: Final = 0x40
_EXTENSIONS_FOLLOW: Final = 0x80


def item_end(data: bytes, start: int = 0, *, depth: int = 0) -> int:
    """Return where the item that begins at `start` ends. Raises ValueError when it is not canonical or cut off."""
    if start >= len(data):
        raise ValueError("it is cut off")
    major, argument, at = _head(data, start)
    if major in {_UNSIGNED, _NEGATIVE, _SIMPLE}:
        return at
    if major in {_BYTES, _TEXT}:
        if argument > len(data) - at:
            raise ValueError("it is cut off")
        return at + argument
    if major == _TAG:
        raise ValueError("it holds a tag")
    if depth >= DEEPEST:
        raise ValueError("it is nested too deeply")
    for _ in range(argument if major == _LIST else 2 * argument):
        at = item_end(data, at, depth=depth + 1)
    return at


def is_map(data: bytes, start: int = 0) -> bool:
    """Say whether the item that begins at `start` is a map."""
    return start < len(data) and data[start] >> 5 == _MAP


def check_whole(data: bytes) -> None:
    """Raise ValueError unless the bytes are one canonical map and nothing after it."""
    if not is_map(data):
        raise ValueError("it is no map")
    if item_end(data) != len(data):
        raise ValueError("something follows it")


def aaguid_of(data: bytes, *, longest_id: int, longest_key: int) -> bytes:
    """Return the AAGUID (16 bytes) of authenticator data that brings a new key; empty for data that brings none.

    `longest_id` and `longest_key` bound the credential id and the public key, in bytes. Raises ValueError unless the
    data is laid out as its flags say (WebAuthn Level 3, 6.1).
    """
    if len(data) < _FIXED:
        raise ValueError("it is cut off")
    flags, at = data[32], _FIXED
    if flags & _KEY_FOLLOWS:
        length = int.from_bytes(data[at + 16 : at + 18], "big")
        at += 18 + length
        if not 0 < length <= longest_id or at > len(data):
            raise ValueError("its credential id has no right length")
        key = at
        if not is_map(data, key):
            raise ValueError("its public key is no map")
        at = item_end(data, key)
        if at - key > longest_key:
            raise ValueError("its public key is too long")
    if flags & _EXTENSIONS_FOLLOW:
        if not is_map(data, at):
            raise ValueError("its extensions are no map")
        at = item_end(data, at)
    if at != len(data):
        raise ValueError("something follows it")
    return data[_FIXED : _FIXED + 16] if flags & _KEY_FOLLOWS else b""


def _head(data: bytes, start: int) -> tuple[int, int, int]:
    """Return an item's major type, its argument, and where its content begins."""
    major, short, at = data[start] >> 5, data[start] & 0x1F, start + 1
    if short < 24:
        return major, short, at
    if short > 27:
        raise ValueError("it has no definite length")
    width = 1 << (short - 24)
    if at + width > len(data):
        raise ValueError("it is cut off")
    return major, int.from_bytes(data[at : at + width], "big"), at + width
