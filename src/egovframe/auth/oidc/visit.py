"""What is kept of one visit until the person comes back: sealed by the office, spent once."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from egovframe.auth.errors import ProofRefused
from egovframe.kernel.ids import new_token


@dataclass(frozen=True, slots=True)
class Kept:
    """One visit: at which issuer, what its answer is held to, and what was asked for.

    `verifier` is that of PKCE (RFC 7636), `assurance` the level that was asked for, `fresh` that the person was to
    prove who they are anew.
    """

    issuer: str
    nonce: str
    verifier: str
    assurance: int = 1
    fresh: bool = False

    @classmethod
    def made(cls, issuer: str, *, assurance: int, fresh: bool) -> Kept:
        """Return a new visit: 256 random bits each (RFC 7636, 4.1 takes 43 characters and more)."""
        return cls(issuer, nonce=new_token(), verifier=new_token(), assurance=assurance, fresh=fresh)

    def as_text(self) -> str:
        """Return the visit as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str, *, issuer: str) -> Kept:
        """Return the visit that `as_text` wrote. Raises ProofRefused for another issuer's, or what is none."""
        try:
            values: Any = json.loads(text)
            kept = cls(**values)
        except (ValueError, TypeError, RecursionError) as error:
            raise ProofRefused("What was kept of the visit cannot be read.", hint="Begin again.") from error
        if kept.issuer != issuer or not kept.nonce or not kept.verifier:
            raise ProofRefused("The visit was to another issuer.", hint="Begin again.")
        return kept


@dataclass(frozen=True, slots=True)
class Stay:
    """What a session keeps of the provider: its own session there, and the ID token to sign out with."""

    session: str = ""
    hint: str = ""

    def as_text(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Stay:
        """Return what `as_text` wrote; nothing of what is no such text."""
        try:
            values: Any = json.loads(text)
            return cls(session=str(values["session"]), hint=str(values["hint"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()
