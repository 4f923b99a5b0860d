"""Where a directory is: `ldaps://` encrypts from the start, `ldap://` after StartTLS, in the clear only on loopback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from egovframe.kernel.addresses import is_loopback

_PORTS: Final = {"ldap": 389, "ldaps": 636}


@dataclass(frozen=True, slots=True)
class Address:
    """One server of the directory. `tls` says that encryption begins with the connection, not by StartTLS."""

    host: str
    port: int
    tls: bool

    def __str__(self) -> str:
        """Return the address as errors and logs name it."""
        return f"{'ldaps' if self.tls else 'ldap'}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def is_here(self) -> bool:
        """Whether the server is on this very machine."""
        return is_loopback(self.host)


def address_of(url: str) -> Address:
    """Return the server that the URL names (RFC 4516, scheme, host and port alone). Raises ValueError for others."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    more = parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/")
    if parts.scheme not in _PORTS or not host or more or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise ValueError(f"{url[:100]!r} names no directory; write ldaps://ldap.city.example or ldap://…:389")
    return Address(host, port or _PORTS[parts.scheme], parts.scheme == "ldaps")
