"""Addresses of other offices: nobody on the way reads or changes what is sent."""

from __future__ import annotations

import pytest

from egovframe.kernel.addresses import is_loopback, require_safe
from egovframe.kernel.errors import SettingsError


@pytest.mark.parametrize(
    "url",
    ["https://bada.example/witness", "https://bada.example:8443", "http://127.0.0.1:8000/w", "http://[::1]:8000/", "http://localhost/w"],
)  # fmt: skip
def test_https_and_this_machine_are_safe(url: str) -> None:
    """The address comes back as it is."""
    assert require_safe(url, setting="audit.witnesses") == url


@pytest.mark.parametrize(
    "url",
    [
        "", "bada.example", "http://bada.example/", "http://127.0.0.1.example/", "ftp://bada.example", "https://",
        "https:///witness", "https://a:b@bada.example/", "https://bada.example/?a=b", "https://bada.example/#a",
        "https://bada.example/ w", "https://bada.example:x/", "http://10.0.0.1/", "https://[::1", "file:///etc/passwd",
        "http://localhost@evil.example/", "https://bada.example/\n",
    ],
)  # fmt: skip
def test_everything_else_is_refused(url: str) -> None:
    """The error names the setting and what would do."""
    with pytest.raises(SettingsError, match=r"audit\.witnesses") as caught:
        require_safe(url, setting="audit.witnesses")
    assert "https://" in caught.value.hint


def test_loopback_is_this_machine_only() -> None:
    """Whole 127.0.0.0/8, ::1 and the name; nothing that only looks like it."""
    assert [is_loopback(host) for host in ("127.0.0.9", "::1", "localhost")] == [True] * 3
    assert [is_loopback(host) for host in ("0.0.0.0", "localhost.example", "")] == [False] * 3
