"""What a provider says of itself (OpenID Connect Discovery 1.0, 3 and 4), checked and kept for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.oidc.wire import Wire, address

KEPT: Final = 3_600.0
"""After how many seconds the provider is asked again."""
KEPT_AT_MOST: Final = 86_400.0
"""For how many seconds what it said counts when it cannot be asked again."""
PAUSE: Final = 3.0
"""For how many seconds a provider that could not be asked is not asked again: others need not wait for it as well."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where a provider answers, and what it promises. `names_itself`: each answer to a visit names it (RFC 9207)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    end_session: str = ""
    names_itself: bool = False

    @classmethod
    def read(cls, document: Mapping[str, Any], *, issuer: str) -> Metadata:
        """Return what a discovery document says.

        Its issuer is exactly the one of the settings, letter by letter (Discovery 4.3): otherwise somebody else could
        speak for it. Raises ValueError, saying what does not hold.
        """
        if document.get("issuer") != issuer:
            raise ValueError("calls itself another issuer in its discovery document")

        def at(name: str, *, needed: bool = False) -> str:
            value = document.get(name)
            if value is None and not needed:
                return ""
            try:
                return address(value, issuer=issuer)
            except ValueError as error:
                raise ValueError(f"names a {name} that {error}") from error

        return cls(
            issuer=issuer,
            authorization=at("authorization_endpoint", needed=True),
            token=at("token_endpoint", needed=True),
            keys=at("jwks_uri", needed=True),
            userinfo=at("userinfo_endpoint"),
            end_session=at("end_session_endpoint"),
            names_itself=document.get("authorization_response_iss_parameter_supported") is True,
        )


class Discovery:
    """Knows a provider's metadata: asked at first use, again after an hour. Serves many threads; one asks for all."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._lock = threading.Lock()
        self._found: Metadata | None = None
        self._at = 0.0
        self._failed: tuple[float, SourceUnavailable] | None = None

    @property
    def known(self) -> Metadata | None:
        """What the provider said when it was asked last; None when it was not asked yet."""
        return self._found

    def now(self) -> Metadata:
        """Return the provider's metadata. Raises SourceUnavailable when there is none and it cannot be asked."""
        found = self._found
        if found is not None and time.monotonic() - self._at < KEPT:
            return found
        with self._lock:
            found, age = self._found, time.monotonic() - self._at
            if found is not None and age < KEPT:
                return found
            if self._failed is not None and time.monotonic() - self._failed[0] < PAUSE:
                if found is not None and age < KEPT_AT_MOST:
                    return found
                raise SourceUnavailable(self._failed[1].message, hint=self._failed[1].hint)
            try:
                self._found = self._asked()
                self._at, self._failed = time.monotonic(), None
            except SourceUnavailable as error:
                self._failed = (time.monotonic(), error)
                if found is None or age >= KEPT_AT_MOST:
                    raise
                return found
            return self._found

    def _asked(self) -> Metadata:
        where = self._wire.issuer.rstrip("/") + "/.well-known/openid-configuration"
        answer = self._wire.get(where)
        if answer.status != 200 or answer.document is None:
            raise self._wire.unavailable(
                f"has no discovery document ({answer.status})", hint=f"Set issuer so that {where} answers with it."
            )
        try:
            return Metadata.read(answer.document, issuer=self._wire.issuer)
        except ValueError as error:
            raise self._wire.unavailable(
                str(error), hint="Set issuer to exactly what the provider calls itself, with or without a slash."
            ) from error
