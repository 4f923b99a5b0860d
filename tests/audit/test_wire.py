"""A connection's goodbye: it tells that everything was taken from a refusal, and never waits without an end."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from egovframe.audit.wire import PlainWire, SecureWire, Wire
from tests.support.syslogd import Papers


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """An authority and its certificates."""
    return Papers.made(tmp_path_factory.mktemp("papers"))


@contextmanager
def pair(handle: Callable[[socket.socket], Any]) -> Iterator[socket.socket]:
    """Lend one end of a connection; `handle` has the other."""
    ours, theirs = socket.socketpair()

    def run() -> None:
        with theirs:
            try:
                handle(theirs)
            except OSError:
                return

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    with ours:
        yield ours
    thread.join(timeout=10)


def contexts(papers: Papers, *, version: ssl.TLSVersion) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return how the client and the server speak TLS."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(papers["collector.pem"], papers["collector.key"])
    client = ssl.create_default_context(cafile=papers["authority.pem"])
    client.minimum_version = client.maximum_version = version
    return client, server


BOTH = pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])


@BOTH
def test_what_is_sent_arrives_and_the_goodbye_is_answered(papers: Papers, version: ssl.TLSVersion) -> None:
    """Large pieces too: a step ends when all of it was handed over."""
    client, server = contexts(papers, version=version)
    got: list[bytes] = []

    def take(bare: socket.socket) -> None:
        with server.wrap_socket(bare, server_side=True) as secured:
            while piece := secured.recv(65536):
                got.append(piece)
            secured.unwrap()

    with pair(take) as bare:
        wire = SecureWire(bare, client, name="localhost", timeout=5)
        for _ in range(3):
            wire.send(b"x" * 1_000_000)
        wire.finish()
    assert b"".join(got) == b"x" * 3_000_000


@BOTH
def test_an_alert_is_no_goodbye(papers: Papers, version: ssl.TLSVersion) -> None:
    """The other side asks for a certificate, we have none: whenever its alert arrives, the end is an error."""
    client, server = contexts(papers, version=version)
    server.verify_mode = ssl.CERT_REQUIRED
    server.load_verify_locations(papers["authority.pem"])
    for wait in (0, 0.1):

        def refuse(bare: socket.socket) -> None:
            with server.wrap_socket(bare, server_side=True):
                return

        def speak(bare: socket.socket, wait: float = wait) -> None:
            wire = SecureWire(bare, client, name="localhost", timeout=5)
            time.sleep(wait)
            wire.send(b"hello")
            wire.finish(answered=False)

        with pair(refuse) as bare, pytest.raises(OSError):
            speak(bare)


@BOTH
def test_closing_without_a_goodbye_is_an_error_unless_it_is_expected(papers: Papers, version: ssl.TLSVersion) -> None:
    """The connection ends, and nobody said whether everything was taken."""
    client, server = contexts(papers, version=version)

    def cut(bare: socket.socket) -> None:
        secured = server.wrap_socket(bare, server_side=True)
        while secured.recv(65536):
            pass
        socket.close(secured.detach())

    for answered in (True, False):
        with pair(cut) as bare:
            wire = SecureWire(bare, client, name="localhost", timeout=5)
            wire.send(b"hello")
            if answered:
                with pytest.raises(ssl.SSLEOFError):
                    wire.finish()
            else:
                wire.finish(answered=False)


def test_the_other_side_is_who_it_says(papers: Papers) -> None:
    """The certificate is verified for the name that was asked for, and the other side is told why we leave."""
    client, server = contexts(papers, version=ssl.TLSVersion.TLSv1_3)
    told: list[str] = []

    def listen(bare: socket.socket) -> None:
        try:
            server.wrap_socket(bare, server_side=True)
        except ssl.SSLError as error:
            told.append(str(error.reason))

    with pair(listen) as bare, pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        SecureWire(bare, client, name="haneul.example", timeout=5)
    assert told == ["SSLV3_ALERT_BAD_CERTIFICATE"]


@pytest.mark.parametrize("step", ["handshake", "send", "finish", "plain send", "plain finish"])
def test_every_step_has_its_time(papers: Papers, step: str) -> None:
    """Also when the other side sends a little now and then."""
    client, server = contexts(papers, version=ssl.TLSVersion.TLSv1_3)
    leave = threading.Event()

    def drip(bare: socket.socket) -> None:
        if step in {"send", "finish"}:
            with server.wrap_socket(bare, server_side=True):
                leave.wait(timeout=20)
        if step == "handshake":
            bare.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16,384 bytes, of which one comes now and then
        while step == "handshake" and not leave.wait(timeout=0.05):
            bare.sendall(b"\x02")
        leave.wait(timeout=20)

    def speak(bare: socket.socket) -> None:
        wire: Wire = PlainWire(bare, timeout=0.4)
        if "plain" not in step:
            wire = SecureWire(bare, client, name="localhost", timeout=0.4)
        if "finish" in step:
            wire.finish()
        else:
            wire.send(b"x" * 10_000_000)

    started = time.monotonic()
    with pair(drip) as bare:
        with pytest.raises(TimeoutError):
            speak(bare)
        leave.set()
    assert time.monotonic() - started < 5


def test_a_side_that_answers_is_no_collector(papers: Papers) -> None:
    """Syslog has no answers: whoever speaks is somebody else."""
    with (
        pair(lambda bare: bare.sendall(b"HTTP/1.1 400 Bad Request\r\n")) as bare,
        pytest.raises(OSError, match="answers"),
    ):
        PlainWire(bare, timeout=5).finish()
    client, server = contexts(papers, version=ssl.TLSVersion.TLSv1_3)

    def answer(bare: socket.socket) -> None:
        with server.wrap_socket(bare, server_side=True) as secured:
            secured.sendall(b"HTTP/1.1 400 Bad Request\r\n")

    for later in (0, 0.3):  # by then it has closed, and our goodbye does not reach it
        with pair(answer) as bare:
            wire = SecureWire(bare, client, name="localhost", timeout=5)
            time.sleep(later)
            with pytest.raises(OSError, match="answers"):
                wire.finish()
