"""Where a directory is: two schemes, a host and a port, nothing else."""

from __future__ import annotations

import pytest

from egovframe.auth.ldap.address import Address, address_of


@pytest.mark.parametrize(
    ("url", "address", "written"),
    [
        ("ldaps://ldap.city.example", Address("ldap.city.example", 636, tls=True), "ldaps://ldap.city.example:636"),
        ("ldap://ldap.city.example/", Address("ldap.city.example", 389, tls=False), "ldap://ldap.city.example:389"),
        ("LDAP://127.0.0.1:1389", Address("127.0.0.1", 1389, tls=False), "ldap://127.0.0.1:1389"),
        ("ldaps://[::1]:1636", Address("::1", 1636, tls=True), "ldaps://[::1]:1636"),
    ],
)
def test_a_url_names_a_server(url: str, address: Address, written: str) -> None:
    """Without a port it is the scheme's own (RFC 4516, RFC 4513)."""
    assert address_of(url) == address
    assert str(address) == written


@pytest.mark.parametrize(
    "url",
    [
        "", "ldap.city.example", "https://ldap.city.example", "ldapi:///run/slapd", "ldap://", "ldap://host:port",
        "ldap://host:99999", "ldap://me:secret@host", "ldap://host/dc=city", "ldap://host?uid", "ldap://host#x",
        "ldap://ho st", "ldap://host\n", "ldap://[::1",
    ],
)  # fmt: skip
def test_what_names_more_or_less_is_refused(url: str) -> None:
    """Base and filter have settings of their own; a password never stands in an address."""
    with pytest.raises(ValueError, match="names no directory"):
        address_of(url)


def test_which_servers_are_on_this_machine() -> None:
    """Loopback addresses and `localhost`, nothing that only looks so."""
    here = {host: Address(host, 389, tls=False).is_here for host in ("localhost", "127.0.0.9", "::1")}
    there = {host: Address(host, 389, tls=False).is_here for host in ("localhost.evil.example", "10.0.0.1", "::2")}
    assert all(here.values())
    assert not any(there.values())
