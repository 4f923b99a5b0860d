"""What relying parties read first: under the city's own address, by whatever name, and open to all."""

from __future__ import annotations

import pytest

from egovframe.auth.provider.model import SCOPES
from tests.web.account.people import Hall, People


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"])
def test_discovery_says_where_and_what(hall: Hall, path: str) -> None:
    """OpenID Connect Discovery 1.0, 3 and RFC 8414: the addresses answer, and only what is strict is offered."""
    answer = hall.browser().get(path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    assert found["issuer"] == Hall.CITY
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["response_types_supported"] == ["code"]
    assert found["scopes_supported"] == list(SCOPES)
    assert "none" not in found["id_token_signing_alg_values_supported"]
    for name in ("authorization_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"):
        there = hall.browser().get(found[name].removeprefix(Hall.CITY))
        assert there.status_code not in (404, 405, 500), name
    for name in ("token_endpoint", "revocation_endpoint"):
        there = hall.browser().post(found[name].removeprefix(Hall.CITY), {"x": "1"})
        assert there.status_code == 401, name


PATH = "/.well-known/openid-configuration"


def test_with_a_public_address_the_host_is_no_matter(hall: Hall) -> None:
    """Whatever a program writes there."""
    assert hall.browser(base="https://evil.example").get(PATH).json()["issuer"] == Hall.CITY


def test_a_made_up_host_is_no_issuer(people: People) -> None:
    """Without a public address it is refused, and no cache keeps it."""
    answer = people.browser(base="http://evil.example").get(PATH)
    assert answer.status_code == 421
    assert "public" not in answer.headers["cache-control"]
    assert people.browser().get(PATH).json()["issuer"] == "http://127.0.0.1:8000"


def test_keys_are_public_and_named(hall: Hall) -> None:
    """Each with its id, its use and its algorithm."""
    (key,) = hall.browser().get("/oauth/jwks").json()["keys"]
    assert {"kty", "kid", "n", "e"} <= set(key)
    assert "d" not in key
