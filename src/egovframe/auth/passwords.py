"""Argon2id (RFC 9106): the one place that hashes passwords."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import argon2
from argon2.low_level import Type

from egovframe.kernel.canonical import b64

Pepper = Callable[[bytes], bytes]
"""Mixes a password with a key that is not in the database, so that a stolen database alone cannot be guessed at."""

_SALT: Final = 16  # bytes, RFC 9106 section 3.1
_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Hashing:
    """How costly one guess is: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def hash(self, password: str, *, pepper: Pepper) -> str:
        """Return the PHC string of the peppered password, with a new salt."""
        return self._hasher().hash(_peppered(password, pepper))

    def holds(self, stored: str, password: str, *, pepper: Pepper) -> bool:
        """Say whether `stored` (a PHC string, whatever its cost) is of this password; a broken string is of none."""
        try:
            return argon2.PasswordHasher(type=Type.ID).verify(stored, _peppered(password, pepper))
        except (argon2.exceptions.VerificationError, ValueError):  # no PHC string, or signs beyond ASCII in one
            return False

    def outdated(self, stored: str) -> bool:
        """Say whether `stored` was made at another cost than today's and should be made again."""
        return self._hasher().check_needs_rehash(stored)

    def decoy(self) -> str:
        """Return the hash of a secret that nobody knows, at today's cost: what unknown accounts are checked against."""
        return self._hasher().hash(secrets.token_bytes(32))

    def _hasher(self) -> argon2.PasswordHasher:
        return argon2.PasswordHasher(
            time_cost=self.passes,
            memory_cost=self.memory_kib,
            parallelism=self.lanes,
            hash_len=_LENGTH,
            salt_len=_SALT,
            type=Type.ID,
        )


def cost_of(stored: str) -> Hashing | None:
    """Return what one check of a PHC string of argon2, of any type, costs; None when it is none."""
    try:
        found = argon2.extract_parameters(stored)
    except argon2.exceptions.InvalidHashError:
        return None
    return Hashing(memory_kib=found.memory_cost, passes=found.time_cost, lanes=found.parallelism)


def holds_unkeyed(stored: str, password: bytes) -> bool:
    """Say whether a PHC string that another system made, without our key, is of this password."""
    try:
        return argon2.PasswordHasher().verify(stored, password)
    except (argon2.exceptions.VerificationError, ValueError):
        return False


def _peppered(password: str, pepper: Pepper) -> bytes:
    # Base64, because an earlier length limit or NUL byte in another implementation must never shorten what is compared.
    return b64(pepper(password.encode())).encode()
