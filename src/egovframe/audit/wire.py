"""A connection on which one side speaks and the other takes: its goodbye tells whether everything was taken.

The standard library's own TLS socket cannot tell a refusal (a fatal alert) from a goodbye (close_notify) when it ends
a connection, and TLS 1.3 refuses a client's certificate only after the client began to speak. So TLS is driven by hand.
"""

from __future__ import annotations

import socket
import ssl
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Final

_PIECE: Final = 64 * 1024


class Wire(ABC):
    """An open connection; every step takes at most `timeout` seconds. Everything that goes wrong is an OSError."""

    def __init__(self, bare: socket.socket, *, timeout: float) -> None:
        self.bare = bare
        self._timeout = timeout
        self._until = 0.0

    @abstractmethod
    def send(self, content: bytes) -> None:
        """Hand over all of it."""

    @abstractmethod
    def finish(self, *, answered: bool = True) -> None:
        """Say that nothing more comes, and wait until the other side says the same or closes the connection.

        With `answered` closing alone is not enough where the other side could have said goodbye.
        """

    def close(self) -> None:
        """Close the connection, however far it got."""
        self.bare.close()

    def _begin(self) -> None:
        self._until = time.monotonic() + self._timeout

    def _in_time(self) -> socket.socket:
        """Return the socket with what is left of this step's time."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.bare.settimeout(left)
        return self.bare


class PlainWire(Wire):
    """A connection without TLS."""

    def send(self, content: bytes) -> None:
        """Hand over all of it; see `Wire.send`."""
        self._begin()
        self._in_time().sendall(content)

    def finish(self, *, answered: bool = True) -> None:
        """End our side and wait for the end of the other; see `Wire.finish`. Plain TCP has no other goodbye."""
        self._begin()
        self._in_time().shutdown(socket.SHUT_WR)
        if self._in_time().recv(1):
            raise OSError("it answers, which a collector does not")


class SecureWire(Wire):
    """A connection in TLS; it is made when the handshake succeeded."""

    def __init__(self, bare: socket.socket, context: ssl.SSLContext, *, name: str, timeout: float) -> None:
        super().__init__(bare, timeout=timeout)
        self._arrived, self._leaving = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._arrived, self._leaving, server_hostname=name)
        self._begin()
        try:
            self._spoken(self._tls.do_handshake)
        finally:
            self._flush()  # our alert, when we refuse

    def send(self, content: bytes) -> None:
        """Hand over all of it; see `Wire.send`."""
        self._begin()
        self._tls.write(content)
        self._flush()

    def finish(self, *, answered: bool = True) -> None:
        """Send close_notify and read what comes: a goodbye, or an alert, which raises; see `Wire.finish`."""
        self._begin()
        with suppress(ssl.SSLWantReadError):
            self._tls.unwrap()  # has nothing to read yet: it writes our goodbye, and wants theirs
        gone: OSError | None = None
        try:
            self._flush()
        except ConnectionError as error:  # it closed before our goodbye: what it said before that is still to be read
            gone = error
        try:
            if self._spoken(lambda: self._tls.read(1)):
                raise OSError("it answers, which a collector does not")
        except ssl.SSLZeroReturnError:
            pass
        except ssl.SSLEOFError:
            if answered and gone is None:
                raise
        if gone is not None:
            raise gone

    def _spoken(self, step: Callable[[], object]) -> object:
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                self._flush()
            if piece := self._in_time().recv(_PIECE):
                self._arrived.write(piece)
            else:
                self._arrived.write_eof()

    def _flush(self) -> None:
        if self._leaving.pending:
            self._in_time().sendall(self._leaving.read())
