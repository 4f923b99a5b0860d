"""Notices by webhook, to a real HTTP server: signed, once, never to where the office must not call."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import Message as Headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from egovframe.forms.builtin.webhook import WebhookChannel, public, signature
from egovframe.forms.interfaces import Channel, Message, NotSent, Undeliverable
from egovframe.kernel.plugins import Plugins
from egovframe.testing.suites import ChannelSuite
from egovframe.testing.suites.channels import a_message
from tests.support.listening import Heard, serving

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Receiver:
    """A program that takes notices as the city writes it: it remembers ids and answers as it is told."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    calls: list[tuple[str, Headers, bytes]] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/notices"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A real HTTP server on this machine."""
    kept = Receiver()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                status = kept.answers.pop(0) if kept.answers else 204
                kept.calls.append((self.path, self.headers, body))
                if status < 300:
                    kept.taken.setdefault(self.headers["idempotency-key"], json.loads(body)["text"])
            self.send_response(status)
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def channel_to(url: str, **settings: Any) -> WebhookChannel:
    """The channel to an address, private ones allowed."""
    return WebhookChannel(**{"url": url, "secret": SECRET, "private": True, **settings})


class TestWebhookChannel(ChannelSuite):
    """The webhook holds to the contract of channels."""

    @pytest.fixture
    def channel(self, receiver: Receiver) -> Channel:
        """A channel to the server of this test."""
        self.receiver = receiver
        return channel_to(receiver.url)

    def arrived(self, channel: Channel, message: Message) -> Sequence[str]:
        """What the receiver keeps under the id."""
        return [text for key, text in self.receiver.taken.items() if key == message.id]


def test_the_signature_is_that_of_the_standard() -> None:
    """The known answer of Standard Webhooks: the same id, moment, body and secret give the same signature."""
    made = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_receiver_can_check_who_wrote_and_when(receiver: Receiver) -> None:
    """Id, moment and signature stand in the headers; the body is the message; one byte changed does not hold."""
    message = a_message()
    assert channel_to(receiver.url).send(message).reference == f"webhook:{message.id}"
    ((path, headers, body),) = receiver.calls
    assert path == "/notices"
    assert Message.model_validate_json(body) == message
    assert headers["webhook-id"] == headers["idempotency-key"] == message.id
    moment = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(SECRET, message.id, moment, body)
    assert headers["webhook-signature"] != signature(SECRET, message.id, moment + 1, body)
    assert headers["webhook-signature"] != signature(SECRET, message.id, moment, body + b" ")


@pytest.mark.parametrize("status", [301, 307, 400, 404, 409, 429, 500, 503])
def test_any_other_answer_is_tried_again(receiver: Receiver, status: int) -> None:
    """Nothing but 2xx is taken, a redirect is not followed, and the next try carries the same key."""
    receiver.answers = [status]
    channel, message = channel_to(receiver.url), a_message()
    with pytest.raises(NotSent, match=str(status)):
        channel.send(message)
    channel.send(message)
    assert [headers["idempotency-key"] for _, headers, _ in receiver.calls] == [message.id] * 2
    assert {path for path, _, _ in receiver.calls} == {"/notices"}


def test_422_says_that_it_never_arrives(receiver: Receiver) -> None:
    """What the receiver understood and can never deliver is not tried again."""
    receiver.answers = [422]
    with pytest.raises(Undeliverable):
        channel_to(receiver.url).send(a_message())


@pytest.mark.parametrize("host", ["10.0.0.8", "169.254.169.254", "192.168.1.1", "[fd00::1]", "[::ffff:10.0.0.1]"])
def test_private_networks_are_not_called(host: str) -> None:
    """Refused before a byte leaves, in words that name the setting."""
    channel = channel_to(f"https://{host}/x", private=False)
    with pytest.raises(NotSent, match="not public") as caught:
        channel.send(a_message())
    assert "private = true" in str(caught.value.hint)


def test_a_name_that_stands_for_this_machine_is_not_called(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name in front of a private address changes nothing: what counts is the address that is called."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(NotSent, match="not public"):
        channel_to("https://hooks.example/x", private=False).send(a_message())
    assert receiver.calls == []


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, *, open_: bool) -> None:
    """Loopback, private, shared, link-local and multicast ones are not, nor IPv6 that carries one of them."""
    assert public(address) is open_


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "http://city.example/x"},
        {"url": "https://me:pw@city.example/x"},
        {"url": "ftp://city.example/x"},
        {"secret": "short"},
        {"secret": "whsec_c2hvcnQ="},
        {"secret": "whsec_***"},
        {"url": "http://127.0.0.1/x", "private": False},
        {"certificates": "/nowhere.pem"},
    ],
)
def test_what_could_not_work_fails_the_start(settings: dict[str, Any]) -> None:
    """An address in the clear, a secret that can be guessed, and this machine without leave are refused at once."""
    with pytest.raises(ValidationError):
        channel_to(settings.pop("url", "https://city.example/x"), **settings)


def test_a_receiver_that_never_ends_holds_no_worker() -> None:
    """An answer that drips is cut after the time that the setting gives."""

    def drips(line: socket.socket, heard: Heard, over: threading.Event) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nx-drip: ")
        while not over.wait(0.05):
            line.sendall(b"x")

    with serving(drips) as heard:
        channel = channel_to(f"http://127.0.0.1:{heard.port}/x", timeout=timedelta(milliseconds=300))
        with pytest.raises(NotSent):
            channel.send(a_message())


def test_nobody_there_is_tried_again(unused_port: int) -> None:
    """A closed port is "not now"."""
    with pytest.raises(NotSent, match="cannot be reached"):
        channel_to(f"http://127.0.0.1:{unused_port}/x").send(a_message())


@pytest.fixture
def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def test_it_is_found_by_its_entry_point() -> None:
    """Through the same door as anyone's."""
    plugins: Plugins[Channel] = Plugins("egovframe.forms.channels", Channel)  # type: ignore[type-abstract]
    made = plugins.load("webhook", {"url": "https://city.example/x", "secret": SECRET})
    assert isinstance(made, WebhookChannel)
    assert isinstance(made.secret, SecretStr)
    assert SECRET not in repr(made)
