"""Lists and answers from other machines: bounded in size and time, and never from somewhere else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from egovframe.auth.certificates import fetching
from egovframe.auth.certificates.fetching import fetched, require_http
from egovframe.auth.errors import SourceUnavailable
from egovframe.kernel.errors import MissingExtra
from tests.support.processes import free_port


class Answers(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    def do_GET(self) -> None:
        """A list, an error, another place, drops that never end."""
        if self.path == "/list":
            self._sent(200, b"list")
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/list")
            self.end_headers()
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                return
        else:
            self._sent(404, b"")

    def do_POST(self) -> None:
        """What was asked, and as what."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._sent(200, self.headers["Content-Type"].encode() + b":" + body)

    def _sent(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def answering() -> Iterator[str]:
    """A server on 127.0.0.1."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_what_is_there_is_fetched() -> None:
    """By GET, and by POST with its type."""
    with answering() as url:
        assert fetched(f"{url}/list", within=5) == b"list"
        assert fetched(url, within=5, post=b"question", media="application/ocsp-request") == (
            b"application/ocsp-request:question"
        )


def test_what_is_not_there_is_unavailable() -> None:
    """An error, a redirect (nobody is followed elsewhere), too much, too slow, nobody, and no address."""
    with answering() as url:
        for path, largest, within in (
            ("/missing", 99, 5.0),
            ("/away", 99, 5.0),
            ("/list", 3, 5.0),
            ("/slow", 999, 0.3),
        ):
            begun = time.monotonic()
            with pytest.raises(SourceUnavailable):
                fetched(f"{url}{path}", within=within, largest=largest)
            assert time.monotonic() - begun < 4
    for address in (f"http://127.0.0.1:{free_port()}/", "http://[", "ldap://127.0.0.1/", "not an address"):
        with pytest.raises(SourceUnavailable):
            fetched(address, within=1)


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who the settings name is reached."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    with answering() as url:
        assert fetched(f"{url}/list", within=5) == b"list"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what mends it."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(fetching, "import_module", missing)
    with pytest.raises(MissingExtra, match="httpx") as error:
        require_http()
    assert "egovframe[certificates]" in error.value.hint
