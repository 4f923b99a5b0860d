"""Addresses of other offices: https, and plain http only on this machine."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from egovframe.kernel.errors import SettingsError


def require_safe(url: str, *, setting: str) -> str:
    """Return the URL when what is sent to it cannot be read or changed on the way.

    Raises SettingsError, naming the setting, for what is neither https nor http on loopback, or carries a name and
    password, a query or a fragment.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not (host and plain and safe) or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise SettingsError(
            f"The address {url[:100]!r} in {setting} cannot be used.",
            hint="Write https://city.example/path; http only for 127.0.0.1, ::1 or localhost.",
        )
    return url


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself: `localhost` or a loopback address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
