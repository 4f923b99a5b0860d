"""Whose credentials are taken: keys from a file, from the issuer's metadata, or by certificates; nothing else."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from jwcrypto.jwk import JWK
from pydantic import ValidationError

from egovframe.auth.errors import ProofRefused, SourceUnavailable, TokenInvalid
from egovframe.auth.wallet.issuers import Issuer
from tests.auth.wallet.purse import ISSUER, b64, certificate, new_key, signed
from tests.auth.wallet.web import Web

KIND = "dc+sd-jwt"


def token(key: JWK, **header: Any) -> str:
    """Something that an issuer signed."""
    return signed({"iss": ISSUER}, {"alg": "ES256", "typ": KIND, **header}, key)


def claims(issuer: Issuer, text: str) -> dict[str, Any]:
    """What the issuer says in it."""
    return issuer.claims(text, typ=KIND, algorithms=("ES256",), at=datetime.now(UTC))


def jwks(*keys: JWK) -> bytes:
    """A set of public keys."""
    return json.dumps({"keys": [key.export_public(as_dict=True) for key in keys]}).encode()


def test_keys_in_a_file(tmp_path: Path) -> None:
    """The one with the token's name; a token without a name only where there is one key."""
    one, two = new_key("one"), new_key("two")
    (tmp_path / "jwks").write_bytes(jwks(one, two))
    issuer = Issuer(issuer=ISSUER, keys=tmp_path / "jwks")
    assert claims(issuer, token(one, kid="one")) == claims(issuer, token(two, kid="two")) == {"iss": ISSUER}
    for text in (
        token(one, kid="two"),
        token(one),
        token(new_key("one"), kid="one"),
        token(one, kid="one", x5c=["AA"]),
    ):
        with pytest.raises(TokenInvalid):
            claims(issuer, text)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "set one of keys, metadata and authorities"),
        ({"metadata": True, "keys": "jwks"}, "set one of"),
        ({"issuer": "http://id.example", "metadata": True}, "is not https"),
        ({"issuer": "urn:issuer", "metadata": True}, "is not an address"),
        ({"metadata": True, "statuses": ["http://lists.example/"]}, "statuses is not https"),
        ({"keys": "none"}, "keys cannot be read"),
        ({"keys": "text"}, "no JWK Set"),
        ({"keys": "private"}, "public keys alone"),
        ({"keys": "secret"}, "public keys alone"),
        ({"keys": "empty"}, "public keys alone"),
        ({"authorities": ["text"]}, "no PEM certificate"),
        ({"metadata": True, "more": 1}, "more"),
    ],
    ids=str,
)
def test_what_is_refused_at_the_start(tmp_path: Path, settings: dict[str, Any], why: str) -> None:
    """No key source or two, addresses that anybody could answer at, files that hold no public keys."""
    key = new_key("k")
    (tmp_path / "jwks").write_bytes(jwks(key))
    (tmp_path / "text").write_text("text")
    (tmp_path / "private").write_text(json.dumps({"keys": [key.export(as_dict=True)]}))
    (tmp_path / "secret").write_text(json.dumps({"keys": [{"kty": "oct", "k": b64(bytes(32))}]}))
    (tmp_path / "empty").write_text(json.dumps({"keys": []}))
    whole: dict[str, Any] = {"issuer": ISSUER, **settings}
    if "keys" in whole:
        whole["keys"] = tmp_path / whole["keys"]
    if "authorities" in whole:
        whole["authorities"] = [tmp_path / each for each in whole["authorities"]]
    with pytest.raises(ValidationError, match=why):
        Issuer.model_validate(whole)


@pytest.mark.parametrize("apart", [False, True])
def test_keys_in_the_issuers_metadata(web: Web, apart: bool) -> None:
    """Behind the well-known part stands the issuer's path; keys in it, or at `jwks_uri`; a new key counts at once."""
    old, new = new_key("old"), new_key("new")
    name = f"{web.url}/city"
    where = "/jwks" if apart else "/.well-known/jwt-vc-issuer/city"

    def publish(*keys: JWK) -> None:
        more = {"jwks_uri": f"{web.url}/jwks"} if apart else {"jwks": json.loads(jwks(*keys))}
        web.pages["/.well-known/jwt-vc-issuer/city"] = (200, json.dumps({"issuer": name, **more}).encode())
        web.pages["/jwks"] = (200, jwks(*keys))

    publish(old)
    issuer = Issuer(issuer=name, metadata=True)
    assert claims(issuer, token(old, kid="old"))
    assert claims(issuer, token(old, kid="old"))
    assert web.asked.count(where) == 1, "kept for a while"
    publish(new)
    assert claims(issuer, token(new, kid="new"))
    with pytest.raises(TokenInvalid):
        claims(issuer, token(old, kid="old"))
    for _ in range(20):
        with pytest.raises(TokenInvalid):
            claims(issuer, token(new_key(), kid=new_key().thumbprint()))
    assert web.asked.count(where) <= 7, "nobody has the office ask as often as they like"


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://other.example", "jwks": {"keys": []}},
        {"jwks": {"keys": []}},
        {"issuer": "us"},
        {"issuer": "us", "jwks": []},
        {"issuer": "us", "jwks": {"keys": "text"}},
        {"issuer": "us", "jwks": {"keys": []}, "jwks_uri": "us/jwks"},
        {"issuer": "us", "jwks_uri": "http://evil.example/jwks"},
        {"issuer": "us", "jwks_uri": "us/none"},
    ],
    ids=str,
)
def test_metadata_that_is_not_to_be_believed(web: Web, said: dict[str, Any]) -> None:
    """Another issuer's, both or neither of the two, keys at somebody else's: nobody is let in meanwhile."""
    text = json.dumps(said).replace('"us', f'"{web.url}')
    web.pages["/.well-known/jwt-vc-issuer"] = (200, text.encode())
    with pytest.raises(SourceUnavailable):
        claims(Issuer(issuer=web.url, metadata=True), token(new_key("k"), kid="k"))


def test_keys_by_certificates(tmp_path: Path) -> None:
    """`x5c` up to the authority that is pinned for this issuer; a key beside it, or another signature, is nothing."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate(tmp_path, root_key, names=(), ca=True, name="root")
    names = (x509.UniformResourceIdentifier(ISSUER),)
    leaf = certificate(tmp_path, key, names=names, by=(root, root_key), name="leaf")
    x5c = [base64.b64encode(leaf.public_bytes(Encoding.DER)).decode()]
    issuer = Issuer(issuer=ISSUER, authorities=(tmp_path / "root.pem",))
    mine = JWK.from_pyca(key)
    assert claims(issuer, token(mine, x5c=x5c)) == claims(issuer, token(mine, x5c=x5c, kid="any")) == {"iss": ISSUER}
    with pytest.raises(TokenInvalid):
        claims(issuer, token(new_key(), x5c=x5c))
    with pytest.raises(TokenInvalid):
        claims(issuer, token(mine, x5c=x5c, jwk=new_key().export_public(as_dict=True)))
    with pytest.raises(ProofRefused):
        claims(issuer, token(mine))
    with pytest.raises(ProofRefused):
        claims(Issuer(issuer="https://other.example", authorities=(tmp_path / "root.pem",)), token(mine, x5c=x5c))


def test_lists_are_fetched_from_where_the_settings_say(web: Web) -> None:
    """The issuer's own site, or what they name; never a place that a credential alone names."""
    web.pages["/lists/1"] = (200, b"list")
    assert Issuer(issuer=web.url, metadata=True).list_at(f"{web.url}/lists/1") == b"list"
    assert Issuer(issuer=web.url, metadata=True, statuses=(f"{web.url}/lists/",)).list_at(f"{web.url}/lists/1")
    narrow = Issuer(issuer=web.url, metadata=True, statuses=(f"{web.url}/lists/",))
    for uri in (
        f"{web.url}/other",
        f"{web.url}/lists/../other",
        "https://evil.example/lists/1",
        "file:///etc/passwd",
        "",
    ):
        with pytest.raises(ProofRefused):
            narrow.list_at(uri)
    with pytest.raises(SourceUnavailable):
        narrow.list_at(f"{web.url}/lists/none")
    assert web.asked == ["/lists/1", "/lists/1", "/lists/none"]
