"""Where a ceremony takes place: the origin that the browser must name, and the domain that keys are made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

from egovframe.auth.passkeys.answers import refused
from egovframe.kernel.errors import SettingsError

_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """The origin as browsers write it (RFC 6454, 6.2), and the RP id: its host, or a domain above it."""

    origin: str
    rp_id: str

    @classmethod
    def of(cls, address: str, rp_id: str = "") -> Self:
        """Return the site of an address such as `https://city.example`; `rp_id` is the setting, empty for the host.

        Raises SettingsError when no passkey can be asked for there: it is no origin, or the setting is of another
        domain.
        """
        origin, host = _origin_of(address)
        if not host:
            raise SettingsError(
                f"{address[:200]!r} is no address at which a passkey can be asked for.",
                hint="Set web.public_url to where people see the city, such as https://city.example, in ASCII.",
            )
        if rp_id and host != rp_id and not host.endswith("." + rp_id):
            raise SettingsError(
                f"The passkeys' rp_id {rp_id} is not the domain of {origin[:200]}, nor above it.",
                hint="Set rp_id of [auth.authenticators.passkey] to the city's domain, or leave it out.",
            )
        return cls(origin, rp_id or host)

    @classmethod
    def answered_at(cls, address: str, rp_id: str = "") -> Self:
        """Return the site at which an answer came in. Raises ProofRefused where nothing could have been asked."""
        try:
            return cls.of(address, rp_id)
        except SettingsError as error:
            raise refused("no passkey can be asked for at this address") from error


def _origin_of(address: str) -> tuple[str, str]:
    """Return an address's origin and host in the form in which browsers write them; empty when it is no origin."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        right = f"{parts.scheme}://{parts.netloc}" == address.lower() or f"{parts.scheme}://{parts.netloc}" == address
    except ValueError:
        return "", ""
    if not (right and host.isascii() and parts.scheme in _PORTS) or "@" in parts.netloc:
        return "", ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in {None, _PORTS[parts.scheme]} else ""), host
