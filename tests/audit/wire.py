"""A witness at the other end of a real connection: the rules, or whatever a test puts in their place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from egovframe.audit.witness import Witness

Reply = tuple[int, str, bytes]
Replies = Callable[[str, str, bytes], Reply]


@dataclass
class Wire:
    """Where it listens, what it answers (a test may change that), and what it was asked."""

    url: str
    replies: Replies
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0
    """Seconds between the bytes of an answer; 0 sends it at once."""


def by_the_rules(witness: Witness) -> Replies:
    """Return what a witness answers."""

    def reply(method: str, path: str, body: bytes) -> Reply:
        if method == "POST" and path == "/witness/add-checkpoint":
            answer = witness.add_checkpoint(body)
            return answer.status, answer.media, answer.body.encode()
        note = witness.checkpoint(path.split("/")[2]) if path.endswith("/checkpoint") else None
        return (404, "text/plain", b"") if note is None else (200, "text/plain", note.encode())

    return reply


def always(status: int, body: bytes = b"", media: str = "text/plain") -> Replies:
    """Return one answer to everything."""
    return lambda _method, _path, _body: (status, media, body)


@contextmanager
def wire(replies: Replies) -> Iterator[Wire]:
    """Lend a server on 127.0.0.1 that answers as told, until the block ends."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            lent.asked.append((self.command, self.path, body))
            status, media, content = lent.replies(self.command, self.path, body)
            self.send_response(status)
            for name, value in {**lent.headers, "content-type": media, "content-length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for at in range(len(content)) if lent.drip else ():
                    self.wfile.write(content[at : at + 1])
                    if stopped.wait(lent.drip):
                        return
                self.wfile.write(b"" if lent.drip else content)
            except OSError:
                return  # whoever asked has hung up

        do_GET = do_POST = answer  # noqa: N815 - the names that the library looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    lent = Wire(f"http://127.0.0.1:{server.server_address[1]}/witness", replies)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield lent
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
