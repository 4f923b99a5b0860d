"""Codes of an authenticator app: time-based one-time passwords (RFC 6238), each taken once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from egovframe.auth.interfaces import Code, NewCode, Proof
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.text import Text

Digest = Literal["sha1", "sha256", "sha512"]

_DIGESTS: Final = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}
_SIGNS: Final = {"sha1": 32, "sha256": 56, "sha512": 104}
"""The signs of a new secret in base32: at least as many bits as the hash has (RFC 4226 §4 R6, RFC 6238 §3 R6)."""
_KEPT: Final = re.compile(r"totp1:(sha1|sha256|sha512):([6-8]):([1-9][0-9]{1,2}):([A-Z2-7]{26,208}):(-1|[0-9]{1,12})")
_TYPED: Final = re.compile(r"[0-9]{6,8}")
_LONGEST_TYPED: Final = 40
_NEVER: Final = -1


class Totp(Code):
    """A code that an app shows, another every half minute (RFC 6238). Each counts once, and none older than the last.

    Apps on phones know SHA-1, six digits and thirty seconds; most ignore anything else without a word. What an app was
    enrolled with is kept with its secret, so that changed settings count for new ones only. SHA-1 is no weakness here:
    HMAC does not rest on what was broken (RFC 6238 §1.2, RFC 6194 §3.3).
    """

    title: ClassVar[Text] = Text(ko="인증 앱", en="Authenticator app")
    method: ClassVar[str] = "otp"

    digits: int = Field(default=6, ge=6, le=8)
    """The digits of a code: 6 to 8 (RFC 4226 §5.3)."""
    digest: Digest = "sha1"
    """The hash: `sha1`, `sha256` or `sha512`."""
    period: int = Field(default=30, ge=15, le=120)
    """How long the app shows one code, in seconds."""
    window: int = Field(default=1, ge=0, le=2)
    """How many codes before and after the present one are taken as well: for clocks that differ, and slow typing."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work: a package that is missing."""
        _pyotp()
        return self

    def enrol(self, name: str, *, office: str) -> NewCode:
        """Return a new secret for the app: as a Key URI for its camera, and in groups of four to type."""
        pyotp = _pyotp()
        secret = pyotp.random_base32(length=_SIGNS[self.digest])
        new = _Enrolled(self.digest, self.digits, self.period, secret, _NEVER)
        uri = new.otp().provisioning_uri(name=_label(name), issuer_name=_label(office) or None)
        return NewCode(stored=new.text(), uri=uri, secret=_grouped(secret))

    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Say whether the code is one of the moment that was not used, nor followed by one that was (RFC 6238 §5.2)."""
        kept, code = _Enrolled.read(stored), _digits(typed)
        if kept is None or code is None:
            return Proof(accepted=False)
        now = int(at.timestamp()) // kept.period
        found = _NEVER
        for step in range(max(now - self.window, 0), now + self.window + 1):
            right = same(code, kept.otp().generate_otp(step))  # all of them, whichever is right
            if right and step > kept.last and found == _NEVER:
                found = step
        if found == _NEVER:
            return Proof(accepted=False)
        return Proof(accepted=True, stored=replace(kept, last=found).text())


@dataclass(frozen=True, slots=True)
class _Enrolled:
    """What is kept of an app: how it counts, its secret in base32, and the step of the last code that was taken."""

    digest: str
    digits: int
    period: int
    secret: str
    last: int

    @classmethod
    def read(cls, stored: str) -> _Enrolled | None:
        """Return what a stored text says; None when it is broken."""
        found = _KEPT.fullmatch(stored)
        if found is None or len(found[4]) % 8 not in {0, 2, 4, 5, 7}:  # no base32 has another length (RFC 4648 §6)
            return None
        return cls(found[1], int(found[2]), int(found[3]), found[4], int(found[5]))

    def text(self) -> str:
        """Return the text to keep; the office seals it."""
        return f"totp1:{self.digest}:{self.digits}:{self.period}:{self.secret}:{self.last}"

    def otp(self) -> Any:
        return _pyotp().TOTP(self.secret, digits=self.digits, digest=_DIGESTS[self.digest], interval=self.period)


def _digits(typed: str) -> str | None:
    """Return the digits that were typed, without blanks and hyphens; None when it cannot be a code."""
    if len(typed) > _LONGEST_TYPED:
        return None
    code = "".join(sign for sign in typed if not (sign.isspace() or sign == "-"))
    return code if _TYPED.fullmatch(code) else None


def _label(name: str) -> str:
    """Return a name as the label of a Key URI takes it: a colon would divide it."""
    return " ".join(name.encode("utf-8", "replace").decode().replace(":", " ").split())


def _grouped(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _pyotp() -> Any:
    """Return pyotp, of the extra `codes`. Raises MissingExtra when it is not installed."""
    try:
        import pyotp
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Codes of an authenticator app need pyotp, which is not installed.",
            hint="Run: pip install 'egovframe[codes]'",
        ) from error
    return pyotp
