"""How the office shows a provider who it is."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from egovframe.auth import jose
from egovframe.auth.oidc.client import Client, key_from, secret_from

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)


def test_a_secret_goes_form_encoded_into_the_header() -> None:
    """RFC 6749, 2.3.1: a colon or a percent sign is told apart from what divides the two."""
    headers, fields = Client("c:1", "p%2 가").proof(issuer="https://id.example", at=AT)
    assert fields == {}
    word = base64.b64decode(headers["authorization"].removeprefix("Basic ")).decode()
    assert word == "c%3A1:p%252+%EA%B0%80"


def test_the_secret_is_not_shown() -> None:
    """Neither the secret nor the key stands where somebody prints the client."""
    assert "hush" not in repr(Client("c", "hush", {"d": "hush"}))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b'{"kty":"EC","d":"x","kid":"k"}', b'{"kty":"RSA","kid":"k"}', b'{"kty":"RSA","d":"x"}',
        b'{"kty":"RSA","d":"x","kid":"k","alg":"HS256"}',
    ],
)  # fmt: skip
def test_files_that_hold_no_key(tmp_path: Path, content: bytes) -> None:
    """No JSON, no private key, no name, an algorithm that is none of them; the file is named."""
    path = tmp_path / "client.jwk"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"client\.jwk"):
        key_from(path)


def test_a_secret_in_a_file(tmp_path: Path) -> None:
    """Without the end of its line, and nothing else cut; an empty or unreadable file is no secret."""
    path = tmp_path / "secret"
    path.write_text(" s3 cret \n", encoding="utf-8")
    assert secret_from(path) == " s3 cret "
    for content in (b"", b"\n", b"\xff"):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="client_secret_file"):
            secret_from(path)
    with pytest.raises(ValueError, match="client_secret_file"):
        secret_from(tmp_path / "nowhere")


def test_a_key_signs_for_the_issuer(tmp_path: Path) -> None:
    """RFC 7523, 3: for the issuer and a minute, with the algorithm that the key names."""
    key: dict[str, Any] = jose.new_key("RS256")
    path = tmp_path / "client.jwk"
    path.write_text(json.dumps(key))
    headers, fields = Client("c", key=key_from(path)).proof(issuer="https://id.example", at=AT)
    assert headers == {}
    claims = jose.claims_of(fields["client_assertion"], key=jose.public_of(key), algorithms={"RS256"}, typ="JWT")
    assert (claims["aud"], claims["exp"] - claims["iat"]) == ("https://id.example", 60)
