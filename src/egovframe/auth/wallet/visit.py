"""What is kept of one visit of a wallet until it is over: sealed by the office, answered once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import ProofRefused
from egovframe.auth.jwe import ALGORITHM
from egovframe.kernel.ids import new_token

_MEMBERS: Final = ("kty", "crv", "x", "y", "d", "kid")


@dataclass(frozen=True, slots=True)
class Kept:
    """One visit: what the answer is held to, and the key that it is encrypted for; none where it comes as it is."""

    nonce: str
    state: str
    key: Mapping[str, Any] | None = field(default=None, repr=False)

    @classmethod
    def made(cls, *, encrypted: bool) -> Kept:
        """Return a new visit: 256 random bits for nonce and state each, and a key for its answer alone."""
        made = jose.new_key(ALGORITHM) if encrypted else None
        return cls(new_token(), new_token(), None if made is None else {name: made[name] for name in _MEMBERS})

    def as_text(self) -> str:
        """Return the visit as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Kept:
        """Return the visit that `as_text` wrote. Raises ProofRefused for what is none."""
        try:
            values: Any = json.loads(text)
            kept = cls(**values)
        except (ValueError, TypeError, RecursionError) as error:
            raise ProofRefused("What was kept of the visit cannot be read.", hint="Begin again.") from error
        if not kept.nonce or not kept.state:
            raise ProofRefused("What was kept of the visit is not whole.", hint="Begin again.")
        return kept
