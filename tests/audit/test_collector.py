"""Sending to a collector: only over TLS, only to whom the certificate says, and never without an end."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from egovframe.audit import Collector, ExportFailed
from egovframe.audit.builtin.syslog import SyslogExporter
from egovframe.testing.suites.exporters import HANEUL, a_fact
from tests.support.processes import free_port
from tests.support.syslogd import Papers, running_syslogd


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """An authority, its certificates, and a stranger's."""
    return Papers.made(tmp_path_factory.mktemp("papers"))


def messages(count: int = 3) -> Iterator[bytes]:
    """Yield the messages of some facts."""
    return SyslogExporter().messages((a_fact(n) for n in range(1, count + 1)), product=HANEUL)


def never() -> Iterator[bytes]:
    """Yield nothing, and fail the test when it is asked."""
    yield pytest.fail("a message was taken before the collector was trusted")


@contextmanager
def listening(handle: Callable[[socket.socket], None], *, host: str = "127.0.0.1") -> Iterator[int]:
    """Lend the port of a listener that hands its first connection to `handle`."""
    with socket.create_server((host, 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                handle(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(timeout=10)


def served(papers: Papers, then: Callable[[ssl.SSLSocket], Any], **how: Any) -> Callable[[socket.socket], None]:
    """Return a handler that speaks TLS as the papers' collector and then does something."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(papers["collector.pem"], papers["collector.key"])
    context.set_ciphers("ALL:@SECLEVEL=0")  # takes whatever the client takes, however old
    for name, value in how.items():
        setattr(context, name, value)

    def handle(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as secured:
                then(secured)
        except OSError:
            return

    return handle


def read_all(connection: socket.socket) -> bytes:
    """Read until the other side says that nothing more comes."""
    content = b""
    while piece := connection.recv(65536):
        content += piece
    return content


def test_every_message_arrives_behind_its_length(papers: Papers) -> None:
    """What the collector reads is the frames of RFC 5425, over TLS 1.3 or 1.2, in pieces however many there are."""
    for version in (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2):
        got: list[Any] = []

        def take(secured: ssl.SSLSocket, got: list[Any] = got) -> None:
            got.extend((secured.version(), read_all(secured)))
            secured.unwrap()

        with listening(served(papers, take, maximum_version=version)) as port:
            collector = Collector(host="localhost", port=port, authority=papers["authority.pem"])
            assert collector.send(messages(500)) == 500
        assert got[0] == version.name.replace("v1_", "v1.")
        assert got[1] == b"".join(b"%d %b" % (len(each), each) for each in messages(500))


@pytest.mark.parametrize("driver", ["ossl", "gtls"])
def test_a_collector_that_only_closes_is_believed_when_one_says_so(papers: Papers, driver: str) -> None:
    """With OpenSSL rsyslog answers our goodbye, with GnuTLS it closes: that could be a refusal, and is an error."""
    with running_syslogd(papers, driver=driver) as syslogd:
        collector = Collector(host="localhost", port=syslogd.port, authority=papers["authority.pem"])
        if driver == "gtls":
            with pytest.raises(ExportFailed, match="answers=False") as caught:
                collector.send(messages(2))
            assert caught.value.sent == 2
            collector = replace(collector, answers=False)
        assert collector.send(messages(3)) == 3
        kept = syslogd.kept(5 if driver == "gtls" else 3)
        assert [each["data"]["fact@32473"]["n"] for each in kept[-3:]] == ["1", "2", "3"]


def test_tls_older_than_1_2_is_not_spoken(papers: Papers) -> None:
    """A collector that has nothing newer gets nothing."""
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        handler = served(papers, read_all, minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)
    with listening(handler) as port:
        collector = Collector(host="localhost", port=port, authority=papers["authority.pem"])
        with pytest.raises(ExportFailed, match=r"TLS 1\.2 or later"):
            collector.send(never())
    assert collector._context().minimum_version == ssl.TLSVersion.TLSv1_2


@pytest.mark.asvs("V16.4.3")
@pytest.mark.parametrize(
    ("host", "authority"),
    [("localhost", "stranger.pem"), ("localhost", None), ("127.0.0.2", "authority.pem")],
    ids=["another authority", "the system's authorities", "another name"],
)
def test_a_collector_that_is_not_who_it_says_gets_nothing(papers: Papers, host: str, authority: str | None) -> None:
    """The certificate must hold and be for the name that was asked for; no message is taken before."""
    with (
        listening(served(papers, read_all), host="0.0.0.0") as port,
        pytest.raises(ExportFailed, match="certificate that does not hold") as caught,
    ):
        Collector(host=host, port=port, authority=papers[authority] if authority else None).send(never())
    assert (caught.value.code, caught.value.sent) == ("audit.export_failed", 0)


def test_a_collector_that_asks_who_sends_is_told(papers: Papers) -> None:
    """With our authority rsyslog takes us with our certificate, and neither without one nor with a stranger's.

    In TLS 1.3 it refuses after we began to speak, sooner or later: none of many tries may look like a success.
    """
    with running_syslogd(papers, asks_who=True) as syslogd:

        def send(**ours: Any) -> int:
            collector = Collector(host="localhost", port=syslogd.port, authority=papers["authority.pem"], **ours)
            return collector.send(messages())

        assert send(certificate=papers["city.pem"], key=papers["city.key"]) == 3
        for _ in range(20):
            with pytest.raises(ExportFailed, match="may not trust our certificate"):
                send()
            with pytest.raises(ExportFailed, match="may not trust our certificate"):
                send(certificate=papers["stranger.pem"], key=papers["stranger.key"])
        assert len(syslogd.kept(4, seconds=1)) == 3


@pytest.mark.asvs("V16.2.3")
def test_nothing_goes_to_another_machine_without_tls() -> None:
    """Without TLS only a relay on this machine is sent to, also when the name looks like this machine."""
    got: list[bytes] = []
    with listening(lambda connection: got.append(read_all(connection))) as port:
        assert Collector(host="127.0.0.1", port=port, plain=True).send(messages()) == 3
    assert got == [b"".join(b"%d %b" % (len(each), each) for each in messages())]
    outside = _own_address()
    with (
        listening(lambda connection: got.append(read_all(connection)), host="0.0.0.0") as port,
        pytest.raises(ExportFailed, match="another machine"),
    ):
        Collector(host=outside, port=port, plain=True).send(never())
    assert got[1] == b""


def _own_address() -> str:
    """Return an address of this machine that is not loopback; asking for a way sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])


def test_a_collector_that_is_not_there_is_named() -> None:
    """With what to check."""
    port = free_port()
    with pytest.raises(ExportFailed, match=rf"localhost:{port} cannot be reached: Connection refused"):
        Collector(host="localhost", port=port).send(never())


def test_a_collector_that_does_not_speak_tls_is_told_apart(papers: Papers) -> None:
    """Often the port for plain syslog was named."""
    with (
        listening(lambda connection: connection.sendall(b"hello\r\n")) as port,
        pytest.raises(ExportFailed, match="port is the one for TLS"),
    ):
        Collector(host="localhost", port=port, authority=papers["authority.pem"]).send(never())


@pytest.mark.parametrize("when", ["handshake", "messages", "goodbye"])
def test_a_collector_that_says_nothing_is_left_after_a_while(papers: Papers, when: str) -> None:
    """Each step has its time: nobody waits without an end."""
    leave = threading.Event()

    def wait(secured: socket.socket) -> None:
        if when == "goodbye":
            read_all(secured)
        leave.wait(timeout=20)

    started = time.monotonic()
    with listening(wait if when == "handshake" else served(papers, wait)) as port:
        collector = Collector(host="localhost", port=port, authority=papers["authority.pem"], timeout=0.5)
        with pytest.raises(ExportFailed):
            collector.send(messages(100_000 if when == "messages" else 3))
        leave.set()
    assert time.monotonic() - started < 10


def test_what_was_handed_over_before_the_collector_went_away_is_said(papers: Papers) -> None:
    """So that whoever sends knows where to begin again."""

    def go_away(secured: ssl.SSLSocket) -> None:
        secured.recv(65536)

    with listening(served(papers, go_away)) as port:
        collector = Collector(host="localhost", port=port, authority=papers["authority.pem"])
        with pytest.raises(ExportFailed, match=r"went away after \d+ messages") as caught:
            collector.send(messages(100_000))
    assert 0 <= caught.value.sent < 100_000


def test_papers_that_cannot_be_read_are_an_error_before_anything_is_sent(papers: Papers, tmp_path: Path) -> None:
    """A wrong path, a file that is no certificate, a key with a password: never a question at the console."""
    (tmp_path / "no.pem").write_text("hello")
    wrongs: tuple[dict[str, Any], ...] = (
        {"authority": tmp_path / "missing.pem"},
        {"authority": tmp_path / "no.pem"},
        {"certificate": papers["city.pem"], "key": papers["stranger.key"]},
        {"certificate": papers["city.pem"], "key": papers.locked("city")},
    )
    for wrong in wrongs:
        with pytest.raises(ExportFailed, match="PEM files"):
            Collector(host="localhost", port=free_port(), **wrong).send(never())


def test_what_the_messages_raise_comes_through(papers: Papers) -> None:
    """A database that fails in the middle is no fault of the collector."""

    def failing() -> Iterator[bytes]:
        yield from messages()
        raise LookupError

    with listening(served(papers, read_all)) as port, pytest.raises(LookupError):
        Collector(host="localhost", port=port, authority=papers["authority.pem"]).send(failing())
