"""A provider over a gatehouse: kim is signed in, and another system is a client."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from egovframe.auth.model import Session
from egovframe.auth.provider.clients import Clients
from egovframe.auth.provider.model import NewClient
from egovframe.auth.provider.requests import read
from egovframe.auth.provider.service import IdProvider
from tests.auth.gatehouse import HOME, Gatehouse

ISSUER = "https://city.example"
BACK = "https://roads.example/back"
LEFT = "https://roads.example/left"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The verifier and challenge of RFC 7636, Appendix B."""


def add_client(gate: Gatehouse, name: str = "Roads", **more: Any) -> NewClient:
    """Add a client in a unit of work of its own."""
    with gate.work() as work:
        return Clients(work).add(name, **{"redirect": (BACK,), "after_logout": (LEFT,), **more})


@dataclass
class Hall:
    """The provider, a client, and a session of kim."""

    gate: Gatehouse
    client: NewClient = field(init=False)
    token: str = field(init=False)
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        """Signs kim in."""
        self.gate.add(role="road-officer", unit="roads")
        self.client = add_client(self.gate)
        self.token, self.session = self.gate.enter()

    @property
    def provider(self) -> IdProvider:
        """The office's provider."""
        return self.gate.auth.id_provider

    def asked(self, **more: str) -> dict[str, str]:
        """An authorization request that holds, changed by `more`."""
        return {
            "client_id": self.client.client.id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile",
            "state": "xyz",
            "nonce": "n",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **more,
        }

    def code(self, **more: str) -> str:
        """A code for kim."""
        request = read(self.client.client, BACK, self.asked(**more))
        back = self.provider.give(request, self.session, issuer=ISSUER, origin=HOME)
        return parse_qs(urlsplit(back).query)["code"][0]

    def asks(self, **more: str) -> dict[str, Any]:
        """What the token endpoint answers the client."""
        own = {"client_id": self.client.client.id, "client_secret": self.client.secret}
        return self.provider.token({**own, **more}, "", issuer=ISSUER, origin=HOME)

    def tokens(self, **more: str) -> dict[str, Any]:
        """Sign kim in to the client."""
        return self.asks(
            grant_type="authorization_code", code=self.code(**more), redirect_uri=BACK, code_verifier=VERIFIER
        )
