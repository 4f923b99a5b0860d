"""What is kept of a challenge until it is answered, and of a key for as long as it counts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeVar

from egovframe.auth.passkeys.answers import refused
from egovframe.kernel.clock import instant, moment

Purpose = Literal["enrol", "ask"]

_K = TypeVar("_K")

ANSWERED_WITHIN: Final = timedelta(minutes=10)
"""How long a challenge can be answered, whatever the browser was told; the office's steps end then too."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that waits: what for, at which origin, for which account (empty: whoever has a key), since when.

    `challenge` is base64url of 32 random bytes. The office seals it and hands it in once.
    """

    purpose: Purpose
    challenge: str
    origin: str
    account: str
    at: str

    @classmethod
    def made(cls, purpose: Purpose, challenge: str, *, origin: str, account: str, at: datetime) -> Challenge:
        """Return a challenge as it is kept from now on."""
        return cls(purpose, challenge, origin, account, instant(at))

    def as_text(self) -> str:
        """Return the challenge as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str, purpose: Purpose, *, origin: str, now: datetime) -> Challenge:
        """Return the challenge that waits for this purpose at this origin.

        Raises ProofRefused when it is another one, or too old.
        """
        found = _read(cls, text)
        if found is None:
            raise refused("no challenge waits")
        if found.purpose != purpose:
            raise refused("the challenge was made for something else")
        if found.origin != origin:
            raise refused("the challenge was made at another address")
        try:
            late = now - moment(found.at) > ANSWERED_WITHIN
        except ValueError as error:
            raise refused("nobody knows when the challenge was made") from error
        if late:
            raise refused("the challenge is too old")
        return found


@dataclass(frozen=True, slots=True)
class Credential:
    """A key as it is kept: public key (COSE, base64url), counter, and what is known of where it lives.

    `rp_id` is the site that it was made for. `aaguid` names the make of authenticator, believed only when `attested`:
    when a certificate of its maker vouched for it. `eligible` says that it can be copied to other devices, `backed_up`
    that it is.
    """

    public_key: str
    count: int
    rp_id: str
    aaguid: str
    attested: bool
    eligible: bool
    backed_up: bool
    transports: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Return the key as JSON; the same as it was kept before when nothing changed."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Credential | None:
        """Return the key that `as_text` wrote; None for any other text."""
        return _read(cls, text)


def _read(kind: type[_K], text: str) -> _K | None:
    """Return the value of that kind that the text holds; None when it holds none."""
    try:
        values = json.loads(text)
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        found = kind(**values)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    kinds: dict[str, type] = {"str": str, "Purpose": str, "int": int, "bool": bool, "tuple[str, ...]": tuple}
    fits = all(type(getattr(found, name)) is kinds[hint] for name, hint in kind.__annotations__.items())
    return found if fits and all(isinstance(each, str) for each in getattr(found, "transports", ())) else None
