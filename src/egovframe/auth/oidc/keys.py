"""The keys that others sign with, as they publish them; an unknown one is looked for, but seldom."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Collection
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import TokenInvalid
from egovframe.auth.oidc.metadata import Discovery
from egovframe.auth.oidc.wire import Wire

KEPT: Final = 3_600.0
"""After how many seconds the keys are fetched again: what the provider withdrew no longer counts."""
FETCHES: Final = 5
"""How many times they are fetched within a minute, whatever tokens name."""
_MINUTE: Final = 60.0

Jwks = tuple[dict[str, Any], ...]


class Published(ABC):
    """Checks what somebody signed with the keys that they publish. Serves many threads; one fetches for all.

    A token that names a key which is not known has the keys fetched again, at most five times a minute: a new key of
    theirs counts at once, and nobody has the office ask them as often as they like.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: Jwks | None = None
        self._at = 0.0
        self._fetches: deque[float] = deque(maxlen=FETCHES)

    @abstractmethod
    def listed(self) -> list[Any]:
        """Return the keys as they are published now. Raises SourceUnavailable."""

    def claims(self, token: str, *, algorithms: Collection[str], typ: str | None = None) -> dict[str, Any]:
        """Return the claims of a token that they signed; `typ` is the kind that it has to be, as for `jose.verify`.

        Raises TokenInvalid, SourceUnavailable when the keys cannot be fetched.
        """
        header = jose.header_of(token)
        kid = header.get("kid")
        held = self._held()
        try:
            return jose.claims_of(token, key=held, algorithms=algorithms, typ=typ)
        except TokenInvalid:
            known = any(key.get("kid") == kid for key in held) and kid is not None
            if known or header.get("alg") not in algorithms:
                raise
            newer = self._newer(held)
            if newer is held:
                raise
        return jose.claims_of(token, key=newer, algorithms=algorithms, typ=typ)

    def _held(self) -> Jwks:
        held = self._keys
        if held is not None and time.monotonic() - self._at < KEPT:
            return held
        with self._lock:
            if self._keys is None or time.monotonic() - self._at >= KEPT:
                self._fetch()
            assert self._keys is not None  # noqa: S101 - fetched, or raised
            return self._keys

    def _newer(self, than: Jwks) -> Jwks:
        """Return the keys after those; the same when they were fetched often enough within this minute."""
        with self._lock:
            if self._keys is not than and self._keys is not None:
                return self._keys  # somebody else just fetched them
            full = len(self._fetches) == FETCHES and time.monotonic() - self._fetches[0] < _MINUTE
            if full:
                return than
            self._fetch()
            return self._keys or than

    def _fetch(self) -> None:
        self._fetches.append(time.monotonic())
        # A secret in a published set is everybody's: tokens are checked by public keys alone.
        public = [key for key in self.listed()[: jose.MOST_KEYS] if isinstance(key, dict) and key.get("kty") != "oct"]
        self._keys, self._at = tuple(public), time.monotonic()


class KeySource(Published):
    """The keys of a provider, from its own `jwks_uri` alone."""

    def __init__(self, wire: Wire, discovery: Discovery) -> None:
        super().__init__()
        self._wire = wire
        self._discovery = discovery

    def listed(self) -> list[Any]:
        """Return the keys at the provider's `jwks_uri`. Raises SourceUnavailable."""
        return keys_at(self._wire, self._discovery.now().keys)


def keys_at(wire: Wire, where: str) -> list[Any]:
    """Return the set of keys at an address (RFC 7517, 5). Raises SourceUnavailable when there is none."""
    answer = wire.get(where)
    listed = (answer.document or {}).get("keys")
    if answer.status != 200 or not isinstance(listed, list):
        raise wire.unavailable(f"has no set of keys at its jwks_uri ({answer.status})")
    return listed
