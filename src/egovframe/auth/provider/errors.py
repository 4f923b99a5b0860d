"""What the provider refuses, in the words of its protocols.

ProviderError (AuthError)      an error code of RFC 6749, OpenID Connect Core or RFC 6750
└── Untrusted                  the client or its address is not known: the browser is sent nowhere
"""

from __future__ import annotations

from egovframe.auth.errors import AuthError


class ProviderError(AuthError):
    """The request is refused with an error code of the protocol: `error` (RFC 6749, 4.1.2.1 and 5.2)."""

    code = "auth.provider_refused"

    def __init__(self, error: str, message: str, *, status: int = 400) -> None:
        super().__init__(message, hint="Mend the request of the client.", error=error)
        self.error = error
        self.status = status


class Untrusted(ProviderError):
    """The client or its redirect URI is not known, so the person stays here (RFC 6749, 4.1.2.1)."""

    code = "auth.client_unknown"

    def __init__(self, message: str) -> None:
        super().__init__("invalid_request", message)
