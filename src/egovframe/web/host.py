"""Under which names the city is known: what a browser says in its Host header is believed nowhere else."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from egovframe.kernel.errors import EgovError

if TYPE_CHECKING:
    from egovframe.web.page import Page


class HostUnknown(EgovError):
    """The browser reached the city under a name that the settings do not know."""

    code = "web.host_unknown"

    def __init__(self) -> None:
        super().__init__(
            "The city is not known under the name in this address.",
            hint="Set web.public_url to where people see the city, or name the host in web.hosts.",
        )


def site_of(page: Page) -> str:
    """Return the origin at which the person sees the city, such as `https://city.example`.

    Keys, providers and other systems are told this address, so nobody may choose it: without `web.public_url` it is the
    one in the browser only where that is this machine or one of `web.hosts`. Raises HostUnknown.
    """
    origin = page.url("/").rstrip("/")
    web = page.office.settings.web
    if not page.site.public_url and not _known_host(origin, (web.host, *web.hosts)):
        raise HostUnknown
    return origin


def _known_host(origin: str, hosts: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(origin)
        host = (parts.hostname or "").lower()
        _ = parts.port
    except ValueError:
        return False
    # What the Host header holds besides a host would otherwise be part of the address that others are told.
    if "@" in parts.netloc or parts.path or parts.query or parts.fragment:
        return False
    try:
        here = ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost" or host.endswith(".localhost")
    return here or host in {each.lower() for each in hosts}
