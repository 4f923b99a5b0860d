"""The digests of OCFL, by the names that inventories have (OCFL 1.1, 3.4 and the extensions 0001 and 0009)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from egovframe.records.packages import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

ADDRESSING: Final = ("sha512", "sha256")
"""Those by which content is addressed; the first is the one to use."""

_MADE: Final[dict[str, Callable[[], Any]]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "sha512/256": lambda: hashlib.new("sha512_256"),
    "blake2b-512": hashlib.blake2b,
    "blake2b-160": lambda: hashlib.blake2b(digest_size=20),
    "blake2b-256": lambda: hashlib.blake2b(digest_size=32),
    "blake2b-384": lambda: hashlib.blake2b(digest_size=48),
}


def is_known(name: str) -> bool:
    """Say whether files can be held to this algorithm; others are ignored (E028)."""
    return name in _MADE


def signs_of(name: str) -> int:
    """Return how many hexadecimal signs a digest has."""
    return int(_MADE[name]().digest_size) * 2


def digests(path: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the digests of a file in small letters by algorithm, read once and piece by piece. Raises OSError."""
    return files.digests(path, names, lambda name: _MADE[name]())[0]


def digest(name: str, content: bytes) -> str:
    """Return the digest of bytes in small letters."""
    made = _MADE[name]()
    made.update(content)
    return str(made.hexdigest())
