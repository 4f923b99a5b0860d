"""Notices by webhook: each one posted as signed JSON to a program of the city's, which carries it on.

Signed as Standard Webhooks has it (standardwebhooks.com, v1): the receiver checks with any library that knows it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated, ClassVar, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from egovframe.forms.interfaces import Channel, Delivery, Message, NotSent, Undeliverable
from egovframe.kernel.addresses import is_loopback, require_safe
from egovframe.kernel.errors import SettingsError
from egovframe.kernel.text import Text

_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
_MARK: Final = "whsec_"
_SHORTEST, _LONGEST = 24, 64  # bytes of a secret, by the standard
_NEVER: Final = 422  # Unprocessable Content: the receiver understood, and can never deliver it
_HINT: Final = "Check [forms.options] and the log of the receiving program."


class WebhookChannel(Channel):
    """Posts each notice as JSON to one address, signed with HMAC-SHA256 over id, moment and body.

    Any answer 2xx means that the receiver keeps the notice; 422 that it can never be delivered; everything else, a
    redirect too, is tried again by the outbox. `Idempotency-Key` and `webhook-id` are the same at every try. The host
    is looked up once a try and only a public address of it is called, unless the setting `private` allows others.
    """

    title: ClassVar[Text] = Text(ko="웹훅", en="Webhook")

    url: str
    """The address that takes the notices: https, or http on this machine."""
    secret: SecretStr
    """What both sides sign with: `whsec_` and 24 to 64 bytes in Base64."""
    private: bool = False
    """Whether the address may be one of a private network, or of this machine."""
    certificates: Path | None = None
    """A PEM file with the authorities that the certificate may come from; the system's when there is none."""
    timeout: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(minutes=2))] = timedelta(seconds=10)
    """How long one try may take in all."""

    @field_validator("url")
    @classmethod
    def _safe(cls, url: str) -> str:
        """Refuse what others could read or change on the way."""
        try:
            return require_safe(url, setting="forms.options.url")
        except SettingsError as error:
            raise ValueError(f"{error} {error.hint}") from None

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr) -> SecretStr:
        """Refuse a secret that can be guessed, or that the other side reads differently."""
        if not _SHORTEST <= len(_key(secret.get_secret_value())) <= _LONGEST:
            raise ValueError("write whsec_ and 24 to 64 random bytes in Base64, as `openssl rand -base64 32` gives")
        return secret

    @model_validator(mode="after")
    def _allowed(self) -> WebhookChannel:
        """Refuse at the start an address that no notice could ever be posted to."""
        if is_loopback(urlsplit(self.url).hostname or "") and not self.private:
            raise ValueError("url is an address of this machine; set private = true to allow it")
        try:
            self._context()
        except OSError as error:  # ssl.SSLError is one
            raise ValueError(f"certificates cannot be read: {error}") from error
        return self

    def send(self, message: Message) -> Delivery:
        """Post the notice. Raises Undeliverable where the receiver says that it can never arrive (422)."""
        if not _ID.fullmatch(message.id):
            raise Undeliverable("The message's id cannot stand in a header.", hint="Use letters, digits, . _ and -.")
        status = self._posted(message)
        if status == _NEVER:
            raise Undeliverable("The receiver can never deliver this notice (status 422).", hint="Write on paper.")
        if not 200 <= status < 300:
            raise NotSent(f"The webhook did not take a notice (status {status}).", hint=_HINT)
        return Delivery(reference=f"webhook:{message.id}")

    def _posted(self, message: Message) -> int:
        """Return the status with which the receiver answers."""
        parts = urlsplit(self.url)
        body = json.dumps(message.model_dump(), ensure_ascii=False, separators=(",", ":")).encode()
        moment = int(time.time())
        headers = {
            "content-type": "application/json; charset=utf-8",
            "idempotency-key": message.id,
            "webhook-id": message.id,
            "webhook-timestamp": str(moment),
            "webhook-signature": signature(self.secret.get_secret_value(), message.id, moment, body),
            "user-agent": "egovframe",
        }
        seconds = self.timeout.total_seconds()
        tls = parts.scheme == "https"
        port = parts.port or (443 if tls else 80)
        try:
            address = self._address(parts.hostname or "", port)
            wire = _Wire(parts.hostname or "", port, address, seconds, self._context() if tls else None)
            watch = threading.Timer(seconds, wire.cut)  # a receiver that drips its answer holds no worker
            watch.daemon = True
            watch.start()
            try:
                wire.request("POST", parts.path or "/", body, headers)
                status = wire.getresponse().status
                if wire.was_cut:  # what was read up to then would pass for an answer
                    raise TimeoutError
                return status
            finally:
                watch.cancel()
                wire.close()
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise NotSent(f"The webhook cannot be reached ({type(error).__name__}).", hint=_HINT) from None

    def _address(self, host: str, port: int) -> str:
        """Return the address of the host that is called. Raises NotSent where it is not a public one."""
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        refused = [] if self.private else [each for each in found if not public(each)]
        if refused or not found:
            raise NotSent(
                f"The webhook's host {host} has an address that is not public.",
                hint="Set private = true in [forms.options] if that network may be called.",
            )
        return found[0]

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificates)


class _Wire(http.client.HTTPConnection):
    """A connection to the very address that was looked at, so that a name cannot be turned elsewhere in between."""

    def __init__(self, host: str, port: int, address: str, seconds: float, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=seconds)
        self._to = (address, port)
        self._tls = context
        self.was_cut = False

    def connect(self) -> None:
        """Connect; with TLS, to whom the certificate names."""
        self.sock = socket.create_connection(self._to, self.timeout)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the connection from outside."""
        self.was_cut = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def signature(secret: str, id: str, moment: int, body: bytes) -> str:  # noqa: A002 - the standard's own name
    """Return the header `webhook-signature`: `v1,` and HMAC-SHA256 over `id.moment.body` in Base64."""
    signed = b".".join((id.encode(), str(moment).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)).decode()


def public(address: str) -> bool:
    """Say whether an IP address is one of the open Internet; an IPv4 address within IPv6 counts as what it is."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        inner = known.ipv4_mapped or known.sixtofour or (known.teredo[1] if known.teredo else None)
        if inner is None and known in _NAT64:
            inner = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        if inner is not None:
            known = inner
    return known.is_global and not known.is_multicast


_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


def _key(secret: str) -> bytes:
    """Return the bytes of a secret; none where it is not one."""
    try:
        return base64.b64decode(secret.removeprefix(_MARK), validate=True) if secret.startswith(_MARK) else b""
    except binascii.Error:
        return b""
