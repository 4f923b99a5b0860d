"""Requests to a provider: where they may go, and how much they bear."""

from __future__ import annotations

import time

import pytest

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.oidc.wire import Wire, address
from tests.auth.oidc.hostile import standing

HTTPS = "https://id.example"
HERE = "http://127.0.0.1:8080/realms/haneul"


@pytest.mark.parametrize(
    ("url", "issuer"),
    [
        ("https://id.example/token?x=1", HTTPS),
        ("https://login.id.example:8443/", HTTPS),
        ("https://[2001:db8::1]:443/", HTTPS),
        ("http://127.0.0.1:9/token", HERE),
        ("http://localhost/token", HERE),
        ("http://[::1]:80/token", HERE),
        ("https://id.example/", HERE),
    ],
)
def test_addresses_that_may_be_asked(url: str, issuer: str) -> None:
    """By https anywhere; in the clear on this machine, for an issuer that is there as well."""
    assert address(url, issuer=issuer) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://id.example/", "http://127.0.0.1/", "ftp://id.example/", "//id.example/", "/token", "", None, 7,
        "https://", "https://a@id.example/", "https://a:b@id.example/", "https://id.example/#x", "https://id.example /",
        "https://id.example\\@evil.example/", "https://id.example;x/", "https://id.example:x/", "https://아이디.kr/",
        "https://id.example/\n", "https://id.example/" + "x" * 2000, "https://[::1/",
    ],
)  # fmt: skip
def test_addresses_that_may_not(url: object) -> None:
    """Nothing in the clear, no password, no fragment; nothing of this machine for an issuer elsewhere."""
    with pytest.raises(ValueError):
        address(url, issuer=HTTPS)


def test_in_the_clear_on_this_machine_alone() -> None:
    """An issuer on this machine does not lead into the clear elsewhere."""
    for url in ("http://id.example/", "http://192.168.0.1/", "http://127.0.0.1.evil.example/"):
        with pytest.raises(ValueError):
            address(url, issuer=HERE)


def test_a_slow_drip_is_cut_off() -> None:
    """An answer that comes byte by byte does not hold a request for ever."""
    with standing() as hostile:
        hostile.slow = 1.0
        began = time.monotonic()
        with pytest.raises(SourceUnavailable, match="cannot be reached"):
            Wire(hostile.issuer, 0.2).get(f"{hostile.issuer}/x")
        assert time.monotonic() - began < 1.0


def test_what_is_sent_and_what_comes_back() -> None:
    """A status and an object; no compression is asked for, and the token goes in the header."""
    with standing() as hostile:
        wire = Wire(hostile.issuer, 3)
        hostile.raw["/x"] = (404, {}, b'{"a": 1}')
        answer = wire.get(f"{hostile.issuer}/x", bearer="t")
        assert (answer.status, answer.document) == (404, {"a": 1})
        hostile.raw["/x"] = (200, {}, b"no")
        assert wire.post(f"{hostile.issuer}/x", {"a": "b"}, headers={}).document is None
        (_, _, got), (_, form, _) = hostile.asked
        assert (got["authorization"], got["accept-encoding"], form) == ("Bearer t", "identity", {"a": "b"})
