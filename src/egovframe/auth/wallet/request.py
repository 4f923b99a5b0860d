"""What a wallet is asked for: a request object, signed (RFC 9101), with a DCQL query (OpenID4VP 1.0, 5 and 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from egovframe.auth import jose
from egovframe.auth.jwe import ALGORITHM, ENCRYPTIONS
from egovframe.auth.wallet.client import Client
from egovframe.auth.wallet.visit import Kept

TYPE: Final = "oauth-authz-req+jwt"
MEDIA: Final = "application/oauth-authz-req+jwt"
"""How the request object is served (RFC 9101, 5.2.3)."""
ANY_WALLET: Final = "https://self-issued.me/v2"
"""The audience where nobody knows which wallet will answer (OpenID4VP 1.0, 5.8)."""
FORMAT: Final = "dc+sd-jwt"
QUERY: Final = "credential"
"""How the one credential is called in query and answer."""
_LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which credential is asked for: of one of these types, with these claims, signed with one of these algorithms."""

    types: Sequence[str]
    claims: Sequence[str]
    algorithms: Sequence[str]

    @property
    def paths(self) -> list[list[str]]:
        """Return the claims as paths; a dot goes down one level."""
        return [each.split(".") for each in self.claims]

    def query(self) -> dict[str, Any]:
        """Return the query in DCQL: one credential, bound to its holder's key, and no claim more than is used."""
        return {
            "credentials": [
                {
                    "id": QUERY,
                    "format": FORMAT,
                    "meta": {"vct_values": list(self.types)},
                    "claims": [{"path": path} for path in self.paths],
                    "require_cryptographic_holder_binding": True,
                }
            ]
        }


def link(scheme: str, client: Client, request: str) -> str:
    """Return the address that opens a wallet, which fetches the request object itself (RFC 9101, 5.2)."""
    joint = "&" if "?" in scheme else "?"
    return f"{scheme}{joint}{urlencode({'client_id': client.id, 'request_uri': request})}"


def signed(client: Client, wanted: Wanted, kept: Kept, *, reply: str, at: datetime) -> str:
    """Return the request object of a visit; the wallet posts its answer to `reply`."""
    now = int(at.timestamp())
    algorithms = list(wanted.algorithms)
    metadata: dict[str, Any] = {
        "vp_formats_supported": {FORMAT: {"sd-jwt_alg_values": algorithms, "kb-jwt_alg_values": algorithms}}
    }
    if kept.key is not None:
        public = {name: kept.key[name] for name in ("kty", "crv", "x", "y", "kid")}
        metadata["jwks"] = {"keys": [{**public, "use": "enc", "alg": ALGORITHM}]}
        metadata["encrypted_response_enc_values_supported"] = list(ENCRYPTIONS)
    claims = {
        "aud": ANY_WALLET,
        "iat": now,
        "exp": now + int(_LASTS.total_seconds()),
        "response_type": "vp_token",
        "response_mode": "direct_post" if kept.key is None else "direct_post.jwt",
        "client_id": client.id,
        "response_uri": reply,
        "nonce": kept.nonce,
        "state": kept.state,
        "dcql_query": wanted.query(),
        "client_metadata": metadata,
    }
    header = {"x5c": list(client.chain)} if client.chain else None
    return jose.sign(claims, key=client.key, algorithm=client.algorithm, typ=TYPE, header=header)
