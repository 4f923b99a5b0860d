"""TLS ended by the office itself, without a proxy: the certificate that a browser showed goes along with its requests.

uvicorn passes none on by itself, so each connection's application is told of it as the TLS extension of ASGI has it
(https://asgi.readthedocs.io/en/latest/specs/tls.html).
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from egovframe.kernel.settings import TlsSettings

EXTENSION: Final = "tls"
_VERSIONS: Final = {"TLSv1.2": 0x0303, "TLSv1.3": 0x0304}


def context_of(settings: TlsSettings) -> ssl.SSLContext:
    """Return the context of a server with this certificate, for TLS 1.2 and 1.3.

    Where there are authorities, browsers are asked for a certificate of theirs; they may have none. One by nobody of
    them, or one that has expired, ends the handshake. Raises SettingsError, naming the file that cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    assert settings.certificate is not None  # noqa: S101 - the settings see to it
    assert settings.key is not None  # noqa: S101 - the settings see to it
    try:
        # An empty password: a key that needs one is an error, not a question to whoever started the office.
        context.load_cert_chain(settings.certificate, settings.key, password="")
    except OSError as error:  # SSLError is one
        raise _unusable(f"{settings.certificate} with {settings.key}", error) from error
    for path in settings.authorities:
        try:
            context.load_verify_locations(path)
        except OSError as error:
            raise _unusable(path, error) from error
    if settings.authorities:
        context.verify_mode = ssl.CERT_OPTIONAL
    return context


def protocol_of(plain: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol `plain`, whose requests carry the certificate that the other side showed."""

    class Shown(plain):  # type: ignore[misc, valid-type]
        app: Any

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            line = transport.get_extra_info("ssl_object")
            if line is not None:
                self.app = _telling(self.app, extension_of(line))

    return Shown


def extension_of(line: ssl.SSLObject) -> dict[str, Any]:
    """Return what the TLS extension of ASGI says of a connection."""
    shown = line.getpeercert(binary_form=True)
    return {
        "server_cert": None,
        "client_cert_chain": [] if shown is None else [ssl.DER_cert_to_PEM_cert(shown)],
        "client_cert_name": None,
        "client_cert_error": None,
        "tls_version": _VERSIONS.get(line.version() or ""),
        "cipher_suite": None,
    }


def shown_in(scope: Mapping[str, Any]) -> str:
    """Return the certificates that a connection's other side showed, in PEM; empty when it showed none."""
    return "".join((scope.get("extensions") or {}).get(EXTENSION, {}).get("client_cert_chain", ()))


def _telling(app: Any, extension: dict[str, Any]) -> Any:
    async def told(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        extensions = {**(scope.get("extensions") or {}), EXTENSION: extension}
        await app({**scope, "extensions": extensions}, receive, send)

    return told


def _unusable(what: Path | str, error: OSError) -> SettingsError:
    why = error.strerror or getattr(error, "reason", "") or type(error).__name__
    return SettingsError(
        f"{what} cannot be used for TLS: {why}.", hint="Name PEM files in [web.tls]; the key without a password."
    )
