"""What wallets are asked for (RFC 9101, OpenID4VP 1.0, sections 5 and 6)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import pytest

from egovframe.auth import jose
from egovframe.auth.wallet import request
from egovframe.auth.wallet.client import Client
from egovframe.auth.wallet.visit import Kept
from tests.auth.wallet.purse import REPLY

AT: Final = datetime(2026, 11, 27, 12, tzinfo=UTC)
KEY: Final = jose.new_key("ES256")
CLIENT: Final = Client("x509_hash:abc", KEY, "ES256", ("AAAA", "BBBB"))
WANTED: Final = request.Wanted(("t1", "t2"), ("sub", "address.city"), ("ES256",))


def test_the_query_asks_for_what_is_used_and_no_more() -> None:
    """DCQL: one credential, its types, the paths of the claims, bound to a key."""
    assert WANTED.query() == {
        "credentials": [
            {
                "id": "credential",
                "format": "dc+sd-jwt",
                "meta": {"vct_values": ["t1", "t2"]},
                "claims": [{"path": ["sub"]}, {"path": ["address", "city"]}],
                "require_cryptographic_holder_binding": True,
            }
        ]
    }


@pytest.mark.parametrize("encrypted", [True, False])
def test_the_request_is_signed_and_whole(encrypted: bool) -> None:
    """Kind, certificates and claims; a public key for the answer, and never the private one."""
    kept = Kept.made(encrypted=encrypted)
    token = request.signed(CLIENT, WANTED, kept, reply=REPLY, at=AT)
    header = jose.header_of(token, looked_at=("x5c",))
    assert header == {"alg": "ES256", "kid": KEY["kid"], "typ": "oauth-authz-req+jwt", "x5c": ["AAAA", "BBBB"]}
    said = jose.claims_of(token, key=jose.public_of(KEY), algorithms={"ES256"}, typ=request.TYPE, looked_at=("x5c",))
    metadata = said.pop("client_metadata")
    assert said == {
        "aud": "https://self-issued.me/v2",
        "iat": int(AT.timestamp()),
        "exp": int(AT.timestamp()) + 600,
        "response_type": "vp_token",
        "response_mode": "direct_post.jwt" if encrypted else "direct_post",
        "client_id": "x509_hash:abc",
        "response_uri": REPLY,
        "nonce": kept.nonce,
        "state": kept.state,
        "dcql_query": WANTED.query(),
    }
    formats = {"dc+sd-jwt": {"sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"]}}
    assert metadata.pop("vp_formats_supported") == formats
    if kept.key is None:
        assert metadata == {}
    else:
        (public,) = metadata["jwks"]["keys"]
        assert "d" not in public
        assert (public["use"], public["alg"], public["kid"]) == ("enc", "ECDH-ES", kept.key["kid"])
        assert metadata["encrypted_response_enc_values_supported"] == ["A128GCM", "A256GCM"]


@pytest.mark.parametrize("scheme", ["openid4vp://", "haip-vp://", "https://wallet.example/open?via=city"])
def test_the_link_names_the_office_and_where_its_request_is(scheme: str) -> None:
    """By reference (RFC 9101, 5.2): nothing else is in the address, which is seen by whoever sees the picture."""
    link = request.link(scheme, CLIENT, "https://haneul.example/r/1?x=y")
    assert link.startswith(scheme)
    query = dict(parse_qsl(urlsplit(link).query))
    query.pop("via", "")
    assert query == {"client_id": "x509_hash:abc", "request_uri": "https://haneul.example/r/1?x=y"}
