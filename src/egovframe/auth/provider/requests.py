"""What a client asks at the authorization endpoint, read strictly (OpenID Connect Core 1.0, 3.1.2; RFC 9700)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from egovframe.auth.provider.errors import ProviderError, Untrusted
from egovframe.auth.provider.model import Client

_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")  # the SHA-256 of a verifier (RFC 7636, 4.2)
_LONGEST: Final = 1_000
_PROMPTS: Final = frozenset({"none", "login", "consent", "select_account"})


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """A request that holds. `scope` has what is granted of what was asked; `assurance` is the level asked for."""

    client: Client
    redirect_uri: str
    scope: tuple[str, ...]
    state: str
    nonce: str
    challenge: str
    prompt: frozenset[str] = frozenset()
    max_age: int | None = None
    assurance: int = 1

    @property
    def asks(self) -> bool:
        """Say whether the person is asked before anything is told: of systems not the city's own, or where it asks."""
        return self.client.consent or "consent" in self.prompt


def trusted(client: Client | None, asked: Mapping[str, str]) -> tuple[Client, str]:
    """Return the client and the address to answer at. Raises Untrusted where the browser may be sent nowhere."""
    if client is None or client.disabled is not None:
        raise Untrusted("The client is not known here.")
    uri = asked.get("redirect_uri", "")
    if not uri and len(client.redirect_uris) == 1:
        raise Untrusted("The request names no redirect_uri.")
    if uri not in client.redirect_uris:
        raise Untrusted("The redirect_uri is not one of the client's.")
    return client, uri


def read(client: Client, uri: str, asked: Mapping[str, str]) -> AuthorizationRequest:
    """Return the request. Raises ProviderError with the code that the client is answered."""
    for name in ("request", "request_uri", "registration"):
        if asked.get(name):
            raise ProviderError(f"{name}_not_supported", f"The parameter {name} is not taken.")
    if asked.get("response_type", "") != "code":
        raise ProviderError("unsupported_response_type", "Only response_type=code is answered.")
    if asked.get("response_mode", "query") != "query":
        raise ProviderError("invalid_request", "Only response_mode=query is answered.")
    scope = tuple(dict.fromkeys(asked.get("scope", "").split()))
    if "openid" not in scope:
        raise ProviderError("invalid_scope", "The scope lacks openid.")
    challenge = asked.get("code_challenge", "")
    if asked.get("code_challenge_method", "") != "S256" or not _CHALLENGE.fullmatch(challenge):
        raise ProviderError("invalid_request", "A code_challenge of the method S256 is needed (RFC 7636).")
    state, nonce = asked.get("state", ""), asked.get("nonce", "")
    if max(len(state), len(nonce)) > _LONGEST:
        raise ProviderError("invalid_request", "state or nonce is too long.")
    prompt = frozenset(asked.get("prompt", "").split())
    if not prompt <= _PROMPTS or ("none" in prompt and len(prompt) > 1):
        raise ProviderError("invalid_request", "The prompt is not one that there is.")
    return AuthorizationRequest(
        client=client,
        redirect_uri=uri,
        scope=tuple(each for each in scope if each in client.scopes),
        state=state,
        nonce=nonce,
        challenge=challenge,
        prompt=prompt,
        max_age=_max_age(asked.get("max_age", "")),
        assurance=_assurance(asked.get("acr_values", "")),
    )


def answer(uri: str, parameters: Mapping[str, str]) -> str:
    """Return the address with the answer (RFC 6749, 4.1.2), whose own query stays."""
    said = urlencode({name: value for name, value in parameters.items() if value})
    return f"{uri}{'&' if urlsplit(uri).query else '?'}{said}" if said else uri


def _max_age(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise ProviderError("invalid_request", "max_age is no number of seconds.")
    return int(text)


def _assurance(text: str) -> int:
    """Return the level of the first value that is one of ours: 1, 2 or 3 (voluntary: Core 3.1.2.1)."""
    return next((int(value) for value in text.split() if value in ("1", "2", "3")), 1)
