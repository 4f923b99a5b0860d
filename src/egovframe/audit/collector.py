"""Sending facts to a syslog collector over TLS (RFC 5425), which gathers what many machines tell."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

from egovframe.audit.errors import ExportFailed
from egovframe.audit.wire import PlainWire, SecureWire, Wire

if TYPE_CHECKING:
    from collections.abc import Iterable

PORT: Final = 6514
"""The port of syslog over TLS (RFC 5425 §4.1)."""
_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """A machine that takes syslog messages over TLS 1.2 or later; its certificate and its name are always verified.

    `authority` is a file of trusted certificates (PEM; default: those of the system). `certificate` and `key` are ours
    (PEM), for a collector that asks who sends. `timeout` in seconds bounds each step: connecting, the handshake, each
    piece of about 64 KiB, the goodbye. `answers=False` is for a collector that does not answer our goodbye but closes
    the connection (rsyslog with GnuTLS): a refusal can then pass unseen. `plain` leaves TLS out, and is for a relay on
    the same machine only.
    """

    host: str
    port: int = PORT
    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    timeout: float = 10
    answers: bool = True
    plain: bool = False

    def send(self, messages: Iterable[bytes]) -> int:
        """Send messages (RFC 5424), each behind its length, over one connection; return how many.

        When it returns, the collector has taken all of them off the connection: it answered our goodbye (close_notify).
        Whether it has written them down, syslog does not say. Raises ExportFailed, with how many were handed over, when
        the collector cannot be reached or trusted, does not trust us, or goes away. No message is taken from `messages`
        before the collector is trusted. What `messages` raises comes through.
        """
        wire = self._connected()
        sent = taken = 0
        waiting: list[bytes] = []
        size = 0
        with closing(wire):
            for message in messages:
                waiting.append(framed(message))
                taken += 1
                size += len(waiting[-1])
                if size >= _PIECE:
                    self._hand_over(wire, waiting, sent)
                    sent, waiting, size = taken, [], 0
            self._hand_over(wire, waiting, sent)
            self._goodbye(wire, taken)
        return taken

    # ------------------------------------------------------------------ the connection

    def _connected(self) -> Wire:
        context = None if self.plain else self._context()
        try:
            bare = socket.create_connection((self.host, self.port), timeout=self.timeout)
        except OSError as error:
            raise self._failed(
                error, "cannot be reached", hint="Check its name and port, and the way there."
            ) from error
        try:
            if context is None:
                self._on_this_machine(bare)
                return PlainWire(bare, timeout=self.timeout)
            return SecureWire(bare, context, name=self.host, timeout=self.timeout)
        except BaseException as error:
            bare.close()
            if not isinstance(error, OSError | ValueError):
                raise
            if isinstance(error, ssl.SSLCertVerificationError):
                what, hint = "shows a certificate that does not hold", "Name its authority, and its name as it says it."
            else:
                what, hint = "does not speak TLS 1.2 or later with us", "Check that the port is the one for TLS."
            raise self._failed(error, what, hint=hint) from error

    def _context(self) -> ssl.SSLContext:
        """Return how TLS is spoken; loading files is part of it. Raises ExportFailed when one cannot be read."""
        try:
            context = ssl.create_default_context(cafile=self.authority)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            if self.certificate is not None:
                # without a word for an encrypted key OpenSSL would ask for it at the console, and wait
                context.load_cert_chain(self.certificate, self.key, password=lambda: b"")
        except (OSError, ValueError) as error:
            raise self._failed(
                error,
                "cannot be sent to: a certificate or key cannot be read",
                hint="Give PEM files that the office may read; the key without a password.",
            ) from error
        return context

    def _on_this_machine(self, connection: socket.socket) -> None:
        peer = connection.getpeername()[0]
        if not ip_address(peer.partition("%")[0]).is_loopback:
            raise ExportFailed(
                f"The collector {self} is at {peer}, which is another machine: nothing is sent there without TLS.",
                hint="Leave out plain=True, or send to a relay at 127.0.0.1.",
            )

    def _hand_over(self, wire: Wire, waiting: list[bytes], sent: int) -> None:
        try:
            wire.send(b"".join(waiting))
        except OSError as error:
            raise self._gone(error, sent) from error

    def _goodbye(self, wire: Wire, sent: int) -> None:
        try:
            wire.finish(answered=self.answers)
        except ssl.SSLEOFError as error:
            raise self._failed(
                error,
                f"closed the connection after {sent} messages and did not answer our goodbye (RFC 5425 §4.4)",
                hint="The last messages may be missing. If it never does (rsyslog with GnuTLS), say answers=False.",
                sent=sent,
            ) from error
        except OSError as error:
            raise self._gone(error, sent) from error

    # ------------------------------------------------------------------ what goes wrong

    def __str__(self) -> str:
        """Return name and port, as errors name them."""
        return f"{self.host}:{self.port}"

    def _gone(self, error: Exception, sent: int) -> ExportFailed:
        return self._failed(
            error,
            f"went away after {sent} messages",
            hint="See its log: it may not trust our certificate. Then send again: the last messages may be missing.",
            sent=sent,
        )

    def _failed(self, error: Exception, what: str, *, hint: str, sent: int = 0) -> ExportFailed:
        why = (
            getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error) or type(error).__name__
        )
        return ExportFailed(f"The collector {self} {what}: {why.rstrip('.')}.", hint=hint, sent=sent)


def framed(message: bytes) -> bytes:
    """Return the message behind its length in bytes (RFC 5425 §4.3, RFC 6587 §3.4.1)."""
    return b"%d %b" % (len(message), message)
