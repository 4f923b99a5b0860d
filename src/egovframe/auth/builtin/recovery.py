"""Recovery codes: a list to print, for the day on which the phone is gone. Each code is taken once."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import ClassVar, Final

from pydantic import Field

from egovframe.auth.interfaces import Code, NewCode, Proof
from egovframe.kernel.canonical import b64
from egovframe.kernel.crypto import same
from egovframe.kernel.ids import SIGNS
from egovframe.kernel.text import Text

LENGTH: Final = 18
"""The signs of a code: 29 different ones make 87 bits, far beyond the 20 of NIST SP 800-63B-4 (3.1.2.1)."""

_GROUP: Final = 6
_SALT: Final = 16
_COST, _BLOCK, _LANES, _BYTES = 2**12, 8, 1, 32  # scrypt: 4 MiB and some ten milliseconds
_USED: Final = "-"
_KEPT: Final = re.compile(r"recovery1:([\w-]{22}):((?:[\w-]{43}|-)(?:,(?:[\w-]{43}|-)){0,49})", re.ASCII)
_LONGEST_TYPED: Final = 60


class Recovery(Code):
    """A list of codes to print and lock away. Using one uses it up; a new list replaces the old one.

    A code has less than 112 random bits, so NIST SP 800-63B-4 (3.1.2.2) asks for a salt and a password hash: scrypt
    (RFC 7914, N = 4096, r = 8, p = 1), with one salt a list, so that a try costs one hash however many codes are left.
    The office seals the text that holds the hashes as well.
    """

    title: ClassVar[Text] = Text(ko="복구 코드", en="Recovery codes")
    method: ClassVar[str] = "otp"

    codes: int = Field(default=10, ge=4, le=20)
    """How many codes a list has."""

    def enrol(self, name: str, *, office: str) -> NewCode:
        """Return a new list; it counts at once, because trying a code would use it up."""
        salt = secrets.token_bytes(_SALT)
        codes = ["".join(secrets.choice(SIGNS) for _ in range(LENGTH)) for _ in range(self.codes)]
        kept = ",".join(_hashed(code, b64(salt)) for code in codes)
        return NewCode(
            stored=f"recovery1:{b64(salt)}:{kept}", codes=tuple(_grouped(code) for code in codes), confirm=False
        )

    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Say whether the code is one of the list that was not used; hand back the list without it."""
        kept, code = _KEPT.fullmatch(stored), _code(typed)
        if kept is None or code is None:
            return Proof(accepted=False)
        salt, hashes = kept[1], kept[2].split(",")
        hashed = _hashed(code, salt)
        right = [same(each, hashed) for each in hashes]  # all of them, wherever it stands
        if not any(right):
            return Proof(accepted=False)
        left = [_USED if used else each for each, used in zip(hashes, right, strict=True)]
        return Proof(accepted=True, stored=f"recovery1:{salt}:{','.join(left)}")

    def left(self, stored: str) -> int | None:
        """Return how many codes were not used yet; none of a text that is broken."""
        kept = _KEPT.fullmatch(stored)
        return 0 if kept is None else sum(each != _USED for each in kept[2].split(","))


def _hashed(code: str, salt: str) -> str:
    return b64(hashlib.scrypt(code.encode(), salt=salt.encode(), n=_COST, r=_BLOCK, p=_LANES, dklen=_BYTES))


def _code(typed: str) -> str | None:
    """Return the signs that were typed, in capitals, without blanks and hyphens; None when it cannot be a code."""
    if len(typed) > _LONGEST_TYPED:
        return None
    code = "".join(sign for sign in typed if not (sign.isspace() or sign == "-")).upper()
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None


def _grouped(code: str) -> str:
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
