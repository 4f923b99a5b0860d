"""Where a passkey is for: the origin as browsers write it, and its domain or one above."""

from __future__ import annotations

import pytest

from egovframe.auth.errors import ProofRefused
from egovframe.auth.passkeys.site import Site
from egovframe.kernel.errors import SettingsError


@pytest.mark.parametrize(
    ("address", "origin", "rp_id"),
    [
        ("https://city.example", "https://city.example", "city.example"),
        ("https://City.Example", "https://city.example", "city.example"),
        ("https://city.example:443", "https://city.example", "city.example"),
        ("https://city.example:8443", "https://city.example:8443", "city.example"),
        ("http://localhost:8000", "http://localhost:8000", "localhost"),
        ("http://localhost:80", "http://localhost", "localhost"),
        ("http://[::1]:8000", "http://[::1]:8000", "::1"),
        ("https://xn--o79an7e.kr", "https://xn--o79an7e.kr", "xn--o79an7e.kr"),
    ],
)
def test_an_origin_is_written_as_browsers_do(address: str, origin: str, rp_id: str) -> None:
    """Small letters, no usual port (RFC 6454, 6.2)."""
    assert Site.of(address) == Site(origin, rp_id)


@pytest.mark.parametrize(
    "address",
    ["", "city.example", "ftp://city.example", "https://", "https://city.example/", "https://city.example/path",
     "https://kim@city.example", "https://하늘시.kr", "https://city.example:x", "https://[::1", "https://a?b"],
)  # fmt: skip
def test_what_is_no_origin_is_said(address: str) -> None:
    """With what to set; an answer that came in there is refused."""
    with pytest.raises(SettingsError, match="no address"):
        Site.of(address)
    with pytest.raises(ProofRefused, match="this address"):
        Site.answered_at(address)


@pytest.mark.parametrize(
    ("rp_id", "fits"),
    [
        ("city.example", True),
        ("desk.city.example", True),
        ("example", True),
        ("ty.example", False),
        ("other.example", False),
        ("a.desk.city.example", False),
    ],
)
def test_the_setting_is_the_domain_or_one_above(rp_id: str, fits: bool) -> None:
    """Never a part of a name, nor another's domain (WebAuthn Level 3, 5.1.3: registrable suffix)."""
    if fits:
        assert Site.of("https://desk.city.example", rp_id).rp_id == rp_id
    else:
        with pytest.raises(SettingsError, match="rp_id"):
            Site.of("https://desk.city.example", rp_id)
