"""Servers on 127.0.0.1 that pass on what they hear and remember it, or that never answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Heard:
    """Where a server listens, how many came, and all that they said."""

    port: int
    came: int = 0
    said: bytearray = field(default_factory=bytearray)

    def requests(self) -> list[int]:
        """Gives the operations of the LDAP messages that were said, by their tags (RFC 4511 §4.2 and on)."""
        found, rest = [], bytes(self.said)
        while rest:
            length, head = _length(rest)
            _number, skip = _length(rest[head:])
            found.append(rest[head + skip + _number])
            rest = rest[head + length :]
        return found


def _length(message: bytes) -> tuple[int, int]:
    """Gives the length of a BER value and that of what stands before it."""
    if message[1] < 0x80:
        return message[1], 2
    more = message[1] & 0x7F
    return int.from_bytes(message[2 : 2 + more], "big"), 2 + more


@contextmanager
def serving(answer: Callable[[socket.socket, Heard, threading.Event], None]) -> Iterator[Heard]:
    """Lends a server that handles each connection by `answer`, in a thread of its own, until the event is set."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        heard, over = Heard(server.getsockname()[1]), threading.Event()
        threads: list[threading.Thread] = []

        def handle(line: socket.socket) -> None:
            with line, suppress(OSError):
                answer(line, heard, over)

        def accept() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    line, _ = server.accept()
                    heard.came += 1
                    threads.append(threading.Thread(target=handle, args=(line,)))
                    threads[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield heard
        finally:
            over.set()
            acceptor.join(10)
            for thread in threads:
                thread.join(10)


def passing_on(port: int) -> Callable[[socket.socket, Heard, threading.Event], None]:
    """Gives what passes everything on to a port of this machine and back, and remembers what was said there."""

    def answer(line: socket.socket, heard: Heard, over: threading.Event) -> None:
        with socket.create_connection(("127.0.0.1", port)) as there:

            def back() -> None:
                with suppress(OSError):
                    while some := there.recv(65_536):
                        line.sendall(some)

            backwards = threading.Thread(target=back)
            backwards.start()
            with suppress(OSError):
                while some := line.recv(65_536):
                    heard.said += some
                    there.sendall(some)
            with suppress(OSError):
                there.shutdown(socket.SHUT_RDWR)
            backwards.join(10)

    return answer


def silent(line: socket.socket, heard: Heard, over: threading.Event) -> None:
    """Takes in everything and never says a word."""
    over.wait(30)


def dripping(line: socket.socket, heard: Heard, over: threading.Event) -> None:
    """Begins a long message and goes on with it, one octet after the other, for ever."""
    line.sendall(b"\x30\x84\x00\x01\x00\x00")
    while not over.wait(0.1):
        line.sendall(b"\x00")
