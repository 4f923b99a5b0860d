"""Signed tokens: known answers from the RFCs, and the attacks of RFC 8725."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwk, jws

from egovframe.auth import jose
from egovframe.auth.errors import TokenInvalid

# RFC 7515, A.1
HS_KEY: dict[str, str | list[str]] = {
    "kty": "oct",
    "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
}
HS_TOKEN = (
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)
# RFC 8037, A.2 and A.4
ED_KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
ED_TOKEN = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
EC = jwk.ECKey.generate_key("P-256", {"kid": "ec"}, private=True)
EC_PUBLIC = EC.as_dict(private=False)
CLAIMS: dict[str, Any] = {
    "iss": "https://id.example",
    "sub": "1",
    "aud": "city",
    "exp": 2000,
    "iat": 1000,
    "nonce": "n",
}


def b64(content: bytes) -> str:
    """Gives base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def signed(header: dict[str, Any], payload: bytes = b'{"a":1}') -> str:
    """Signs with ES256, whatever the header says."""
    text = f"{b64(json.dumps(header).encode())}.{b64(payload)}"
    return f"{text}.{b64(jws.JWSRegistry.algorithms['ES256'].sign(text.encode(), EC))}"


def refused(token: str, key: jose.Keys = EC_PUBLIC, algorithm: str = "ES256", typ: str | None = None) -> str:
    """Gives the reason for which a token is refused."""
    with pytest.raises(TokenInvalid) as raised:
        jose.verify(token, key=key, algorithms={algorithm}, typ=typ)
    assert raised.value.code == "auth.token_invalid"
    return raised.value.message


@pytest.mark.asvs("V11.2.1")
def test_known_answers() -> None:
    """RFC 7515 A.1 and RFC 8037 A.4 verify; what is no JSON object comes back as bytes, and is no JWT."""
    claims = jose.verify(HS_TOKEN, key=HS_KEY, algorithms=frozenset({"HS256"}))
    assert claims == {"iss": "joe", "exp": 1300819380, "http://example.com/is_root": True}
    assert jose.verify(ED_TOKEN, key=ED_KEY, algorithms={"EdDSA"}) == b"Example of Ed25519 signing"
    with pytest.raises(TokenInvalid, match="no JSON object"):
        jose.claims_of(ED_TOKEN, key=ED_KEY, algorithms={"EdDSA"})


def test_thumbprint_of_a_known_key() -> None:
    """RFC 8037, A.3: the thumbprint (RFC 7638) of an Ed25519 key."""
    assert jose.thumbprint(ED_KEY) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_challenge_of_a_known_verifier() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert jose.challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_right_token_is_believed() -> None:
    """The helper of the attacks below signs what is believed when nothing is wrong with it."""
    assert jose.verify(signed({"alg": "ES256"}), key=EC_PUBLIC, algorithms={"ES256"}) == {"a": 1}


@pytest.mark.asvs("V6.8.2", "V9.1.2")
@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", "HS256", "ES384", "es256"])
def test_only_listed_algorithms_are_taken(name: str) -> None:
    """`none` in any case, and whatever the caller did not list (RFC 8725, 3.1 and 3.2)."""
    assert "algorithm" in refused(signed({"alg": name}))


@pytest.mark.asvs("V9.1.2")
@pytest.mark.parametrize("algorithms", [set(), {"none"}, {"ES256", "None"}])
def test_an_allow_list_that_allows_anything_is_refused(algorithms: set[str]) -> None:
    """A caller cannot ask for `none`."""
    with pytest.raises(ValueError):
        jose.verify(HS_TOKEN, key=HS_KEY, algorithms=algorithms)


@pytest.mark.asvs("V9.1.3")
@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip"])
def test_the_header_brings_no_key_and_no_extension(name: str) -> None:
    """RFC 8725, 3.10; RFC 7515, 4.1.11: even when the signature is right."""
    assert name in refused(signed({"alg": "ES256", name: EC_PUBLIC}))


@pytest.mark.asvs("V9.1.2")
def test_a_public_key_is_no_secret() -> None:
    """HS/RS confusion: a public key never checks an HMAC, nor does its PEM as a secret (RFC 8725, 2.1)."""
    pem = EC.as_pem(private=False)
    text = b64(b'{"alg":"HS256"}') + "." + b64(b"{}")
    secret = jwk.OctKey.import_key({**HS_KEY})
    token = f"{text}.{b64(jws.JWSRegistry.algorithms['HS256'].sign(text.encode(), secret))}"
    assert "no key" in refused(token, EC_PUBLIC, "HS256")
    assert "no secret" in refused(token, {"kty": "oct", "k": b64(pem)}, "HS256")
    assert "no secret" in refused(token, {"kty": "oct", "k": b64(b"short")}, "HS256")


@pytest.mark.asvs("V9.1.1")
@pytest.mark.parametrize("signature", [bytes(64), b"\1", bytes(70), b"\xff" * 64])
def test_made_up_signatures_do_not_hold(signature: bytes) -> None:
    """ECDSA with r = s = 0 (CVE-2022-21449), too short, too long, out of range."""
    assert "signature" in refused(f"{signed({'alg': 'ES256'}).rpartition('.')[0]}.{b64(signature)}")


@pytest.mark.asvs("V6.8.2", "V9.1.1")
def test_what_was_changed_does_not_hold() -> None:
    """Another header or payload under the same signature."""
    head, payload, signature = signed({"alg": "ES256"}).split(".")
    assert "signature" in refused(".".join((b64(b'{"alg":"ES256","typ":"JWT"}'), payload, signature)))
    assert "signature" in refused(".".join((head, b64(b'{"a":2}'), signature)))


@pytest.mark.parametrize("payload", [b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":' * 9000, b'{"a":1', b'{"a":"\xff"}'])
def test_claims_are_strict_json(payload: bytes) -> None:
    """A member twice, no JSON, too deep, cut off, not UTF-8."""
    assert "payload" in refused(signed({"alg": "ES256"}, payload))


@pytest.mark.parametrize(
    "token", ["", "a.b", "..", "a.b.c.d.e", '{"payload":""}', HS_TOKEN + "=", HS_TOKEN[:-1] + "l", "x" * 70_000]
)
def test_other_forms_are_refused(token: str) -> None:
    """JSON and detached forms, encryption, padding, another spelling of the same bytes, more than anybody sends."""
    refused(token, HS_KEY, "HS256")


@pytest.mark.asvs("V9.2.2")
def test_kinds_are_told_apart() -> None:
    """An access token is no logout token (RFC 8725, 3.11)."""
    token = signed({"alg": "ES256", "typ": "application/AT+JWT"})
    assert jose.verify(token, key=EC_PUBLIC, algorithms={"ES256"}, typ="at+jwt") == {"a": 1}
    assert "kind" in refused(token, typ="logout+jwt")
    assert "kind" in refused(signed({"alg": "ES256"}), typ="logout+jwt")


@pytest.mark.asvs("V9.1.3")
def test_the_key_is_found_by_its_name_in_the_callers_set() -> None:
    """Of several keys the one named, a name that is none finds none, and without a name nobody guesses."""
    other = jwk.ECKey.generate_key("P-256", {"kid": "other"}, private=False).as_dict(private=False)
    keys = {"keys": [other, EC_PUBLIC]}
    assert jose.verify(signed({"alg": "ES256", "kid": "ec"}), key=keys, algorithms={"ES256"}) == {"a": 1}
    assert "which key" in refused(signed({"alg": "ES256"}), keys)
    for kid in ("../../dev/null", "' OR 1=1 --", "EC", ""):
        assert "no key" in refused(signed({"alg": "ES256", "kid": kid}), keys)
    assert "no key" in refused(signed({"alg": "ES256"}), {**EC_PUBLIC, "crv": "P-384"})
    assert "no key" in refused(signed({"alg": "ES256"}), {**EC_PUBLIC, "use": "enc"})


@pytest.mark.asvs("V9.2.1", "V9.2.3")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iss": "https://id.example/"}, "iss"),
        ({"aud": "other"}, "aud"),
        ({"aud": ["city", "other"]}, "azp"),
        ({"azp": "other"}, "azp"),
        ({"exp": 1400}, "expired"),
        ({"exp": "2000"}, "exp"),
        ({"nbf": 1561}, "does not count yet"),
        ({"iat": 1561}, "future"),
        ({"sub": ""}, "sub"),
        ({"nonce": "m"}, "nonce"),
        ({"exp": True}, "exp"),
    ],
)
def test_claims_that_do_not_hold(change: dict[str, Any], reason: str) -> None:
    """RFC 7519, 4.1 and OpenID Connect Core 1.0, 3.1.3.7, with a minute of leeway."""
    at = datetime.fromtimestamp(1500, UTC)
    jose.check_claims(CLAIMS, issuer="https://id.example", audience="city", at=at, nonce="n")
    with pytest.raises(TokenInvalid, match=reason):
        jose.check_claims({**CLAIMS, **change}, issuer="https://id.example", audience="city", at=at, nonce="n")


# ---------------------------------------------------------------------------------------------------- keys and kinds


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "ES384"])
def test_a_new_key_signs_what_its_public_half_verifies(algorithm: str) -> None:
    """Of each kind; its name is its thumbprint, and a header may hold more."""
    key = jose.new_key(algorithm)
    token = jose.sign({"a": 1}, key=key, algorithm=algorithm, typ="t+jwt", header={"x5c": ["AAAA"]})
    public = jose.public_of(key)
    assert "d" not in public
    assert public["kid"] == jose.thumbprint(key)
    assert jose.claims_of(token, key=public, algorithms={algorithm}, typ="t+jwt", looked_at=("x5c",)) == {"a": 1}
    with pytest.raises(TokenInvalid, match="x5c"):
        jose.claims_of(token, key=public, algorithms={algorithm}, typ="t+jwt")
    with pytest.raises(TokenInvalid, match="x5c"):
        jose.header_of(token)


def test_what_was_looked_at_chooses_no_key() -> None:
    """Somebody else's key in the header is not used, even where the caller says that it saw it."""
    mine, theirs = jose.new_key("ES256"), jose.new_key("ES256")
    token = jose.sign({}, key=theirs, algorithm="ES256", typ="JWT", header={"jwk": jose.public_of(theirs)})
    with pytest.raises(TokenInvalid):
        jose.claims_of(token, key=jose.public_of(mine), algorithms={"ES256"}, looked_at=("jwk",))


def test_keys_in_files() -> None:
    """JWK and PEM, private and public; the algorithm is that of the kind, or the one that the key names."""
    from joserfc.jwk import ECKey, OKPKey, RSAKey

    made = [(ECKey, "P-256", "ES256"), (ECKey, "P-384", "ES384"), (OKPKey, "Ed25519", "EdDSA"), (RSAKey, 2048, "PS256")]
    for kind, size, algorithm in made:
        key = kind.generate_key(size)  # type: ignore[attr-defined]
        for private in (True, False):
            found = jose.key_in(key.as_pem(private=private))
            assert found == jose.key_in(json.dumps(key.as_dict(private=private)).encode())
            assert ("d" in found) == private
            assert jose.algorithm_for(found) == algorithm
    assert jose.algorithm_for({**found, "alg": "RS512"}) == "RS512"
    for content in (
        b"",
        b"{}",
        b"text",
        b'{"kty":"EC"}',
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ):
        with pytest.raises(ValueError, match="no key"):
            jose.key_in(content)
    for wrong in ({"kty": "oct", "k": "AAAA", "alg": "HS256"}, {**found, "alg": "ES256"}, {**found, "alg": "none"}, {}):
        with pytest.raises(ValueError, match="none of the algorithms"):
            jose.algorithm_for(wrong)
