"""The ASGI application: what every request meets on its way in and out, whatever the endpoint."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import pytest

from egovframe.kernel.errors import SettingsError
from egovframe.web.application import Application
from egovframe.web.endpoint import Routes
from egovframe.web.page import Page
from egovframe.web.response import Response
from tests.web.client import hidden
from tests.web.fakes import FakeOffice, officer
from tests.web.site import SECRET, routes, site

Message = MutableMapping[str, Any]
FORM = {"content-type": "application/x-www-form-urlencoded"}


def scope(path: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> dict[str, Any]:
    """An ASGI scope as a server makes it."""
    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return {
        "type": "http", "method": method, "path": path, "query_string": b"", "headers": raw, "client": ("10.1.2.3", 1),
    }  # fmt: skip


async def call(app: Application, asked: dict[str, Any], receive: Callable[[], Awaitable[Message]]) -> list[Message]:
    """Everything the application sends for one request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(asked, receive, send)
    return sent


async def nothing() -> Message:
    """A request without a body."""
    return {"type": "http.request", "body": b"", "more_body": False}


# What is there and what is not


def test_holes_and_pieces(tmp_path: Path) -> None:
    """What stands in a path reaches the endpoint; a body made piece by piece arrives whole."""
    _, browser = site(tmp_path)
    assert browser.get("/s/things/%ED%95%98%EB%8A%98").text == "하늘"
    assert browser.get("/s/pieces").text == "one two three"


def test_head(tmp_path: Path) -> None:
    """HEAD answers as GET does, without a body (RFC 9110, 9.3.2)."""
    _, browser = site(tmp_path)
    get, head = browser.get("/s/open"), browser.request("HEAD", "/s/open")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert browser.request("HEAD", "/s/pieces").content == b""


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", "/s/open", 405)])
def test_not_there(tmp_path: Path, method: str, path: str, status: int) -> None:
    """What is not there is said on a page in the person's language, with a number to ask about it."""
    _, browser = site(tmp_path)
    answer = browser.request(method, path, headers={"accept-language": "en"})
    assert answer.status_code == status
    assert '<html lang="en">' in answer.text
    assert "Inquiry number" in answer.text
    assert ("allow" in answer.headers) is (status == 405)


# Who may


def test_signed_in_only(tmp_path: Path) -> None:
    """A page for people with an account sends others to sign in and back; a session that is known lets in."""
    office, browser = site(tmp_path)
    answer = browser.get("/s/who?x=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/s/who%3Fx%3D1"
    office.sign_in("t1", officer())
    browser.cookies.set("egov-session", "other", domain="127.0.0.1")
    assert browser.get("/s/who").status_code == 303
    browser.cookies.set("egov-session", "t1", domain="127.0.0.1")
    assert browser.get("/s/who").text == "홍길동"


@pytest.mark.asvs("V8.3.1")
def test_permission_is_asked_before_the_endpoint(tmp_path: Path) -> None:
    """Who lacks the permission gets 403, and the refusal goes through a unit of work, so that it leaves its fact."""
    office, browser = site(tmp_path)
    office.sign_in("t1", officer("audit.read"))
    browser.cookies.set("egov-session", "t1", domain="127.0.0.1")
    assert browser.get("/s/desk").status_code == 403
    assert office.refused == ["petition.read"]
    office.sign_in("t1", officer("petition.read"))
    assert browser.get("/s/desk").text == "desk"


@pytest.mark.asvs("V7.6.2")
def test_a_post_needs_the_hidden_field(tmp_path: Path) -> None:
    """A form counts only with the field of a page that this browser got, and never from another site's page."""
    _, browser = site(tmp_path)
    page = browser.get("/s/form")
    stranger = site(tmp_path)[1]
    assert browser.post("/s/send", {"said": "hi"}).status_code == 403
    assert stranger.post("/s/send", {**hidden(page), "said": "hi"}).status_code == 403
    assert browser.send(page, "/s/send", {"said": "hi"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.send(page, "/s/send", {"said": "안녕 & 1+1"}).text == "안녕 & 1+1"
    assert browser.send(browser.get("/s/form"), "/s/send", {"said": "again"}).text == "again"


# Bodies


def test_body_too_large(tmp_path: Path) -> None:
    """More than the limit is refused: at once by its stated length, and while it streams in without one."""
    office, browser = site(tmp_path, web={"max_body": 1000})
    assert browser.post("/s/send", {"said": "a" * 2000}).status_code == 413
    app = Application(office, [routes()])
    asked = 0

    async def endless() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"a" * 100, "more_body": asked < 50}

    sent = asyncio.run(call(app, scope("/s/send", method="POST", headers=FORM), endless))
    assert sent[0]["status"] == 413
    assert asked == 11


def test_body_too_slow(tmp_path: Path) -> None:
    """A client that does not finish its request in time is told so, and holds no worker meanwhile."""
    app = Application(FakeOffice(tmp_path, web={"request_seconds": 1}), [routes()])

    async def never() -> Message:
        await asyncio.sleep(3600)
        raise AssertionError

    sent = asyncio.run(call(app, scope("/s/send", method="POST", headers=FORM), never))
    assert sent[0]["status"] == 408


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{}", "application/json", 415),
        (b"said=%FF", FORM["content-type"], 422),
        (b"&a" * 3000, FORM["content-type"], 422),
    ],
)
def test_body_that_is_no_form(tmp_path: Path, body: bytes, media: str, status: int) -> None:
    """What is not an urlencoded form of reasonable size is refused with the status that says why."""
    _, browser = site(tmp_path)
    answer = browser.request("POST", "/s/send", content=body, headers={"content-type": media})
    assert answer.status_code == status


# When something fails


@pytest.mark.asvs("V16.3.4", "V16.5.1", "V16.5.4")
@pytest.mark.parametrize(("path", "status"), [("/s/broken", 500), ("/s/conflict", 409)])
def test_an_error_tells_nothing_of_the_inside(tmp_path: Path, path: str, status: int) -> None:
    """Neither a trace nor the words of an error reach the person; a number to ask about it does."""
    _, browser = site(tmp_path)
    answer = browser.get(path)
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_full_house(tmp_path: Path) -> None:
    """When workers and queue are full the next is told at once to come back, and those inside are finished."""
    go, inside = threading.Event(), threading.Event()
    slow = Routes("slow")

    @slow.get("/slow", public=True)
    def _slow(_page: Page) -> Response:
        inside.set()
        go.wait(10)
        return Response("done")

    app = Application(FakeOffice(tmp_path, web={"workers": 1, "queue": 0}), [slow])

    async def both() -> tuple[list[Message], list[Message]]:
        first = asyncio.create_task(call(app, scope("/slow"), nothing))
        await asyncio.to_thread(inside.wait, 10)
        second = await call(app, scope("/slow"), nothing)
        go.set()
        return await first, second

    first, second = asyncio.run(both())
    assert (first[0]["status"], first[1]["body"]) == (200, b"done")
    assert second[0]["status"] == 503
    assert (b"retry-after", b"5") in second[0]["headers"]


def test_stopping_finishes_what_was_taken_in(tmp_path: Path) -> None:
    """The server's shutdown closes the gate; the application says when it is done."""
    app = Application(FakeOffice(tmp_path), [routes()])
    events = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive() -> Message:
        return dict(next(events))

    sent = asyncio.run(call(app, {"type": "lifespan"}, receive))
    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert asyncio.run(call(app, scope("/s/open"), nothing))[0]["status"] == 503


# On the way out


@pytest.mark.parametrize("path", ["/s/open", "/nowhere", "/s/broken", "/s/pieces"])
def test_headers_on_every_answer(tmp_path: Path, path: str) -> None:
    """Pages and errors alike: nothing inline or from others, no framing, no sniffing, nothing kept."""
    _, browser = site(tmp_path)
    headers = browser.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


@pytest.mark.asvs("V10.1.1")
def test_https_makes_cookies_strict(tmp_path: Path) -> None:
    """Seen by https, cookies are `__Host-` and Secure, and the browser keeps to https."""
    _, browser = site(tmp_path, web={"public_url": "https://haneul.example"})
    answer = browser.get("/s/form?lang=en")
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all(cookie.startswith("__Host-egov-") for cookie in cookies)
    assert all("; Secure" in cookie and "; HttpOnly" in cookie and "Domain" not in cookie for cookie in cookies)
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_compressed_where_it_pays(tmp_path: Path) -> None:
    """A page goes out compressed to whoever takes that, and says that this depends on the request."""
    app = Application(FakeOffice(tmp_path), [routes()])
    sent = asyncio.run(call(app, scope("/s/open", headers={"accept-encoding": "gzip, br"}), nothing))
    headers = dict(sent[0]["headers"])
    assert headers[b"content-encoding"] == b"gzip"
    assert headers[b"vary"] == b"accept-encoding"
    assert gzip.decompress(sent[1]["body"]).endswith(b"aaa")
    assert b"content-encoding" not in dict(asyncio.run(call(app, scope("/s/open"), nothing))[0]["headers"])


@pytest.mark.parametrize(
    ("media", "packed"),
    [
        ("application/json", True),
        ("application/scim+json", True),
        ("application/scim+json; charset=utf-8", True),
        ("application/problem+json", True),
        ("text/csv", True),
        ("image/svg+xml", True),
        ("application/pdf", False),
        ("application/jsonish+zip", False),
        ("image/png", False),
    ],
)
def test_text_of_every_kind_is_compressed(tmp_path: Path, media: str, packed: bool) -> None:
    """JSON under whatever name too (RFC 6839); what is compressed already is left as it is."""
    area = Routes("sample")
    area.get("/t", public=True)(lambda _: Response(b"a" * 2000, media=media))
    app = Application(FakeOffice(tmp_path), [area])
    sent = asyncio.run(call(app, scope("/t", headers={"accept-encoding": "gzip"}), nothing))
    assert (dict(sent[0]["headers"]).get(b"content-encoding") == b"gzip") is packed


def test_language_is_kept(tmp_path: Path) -> None:
    """The language that a person chose is kept in their browser and wins over what the browser says."""
    _, browser = site(tmp_path)
    assert "<p>ko " in browser.get("/s/open").text
    assert "<p>en " in browser.get("/s/open", headers={"accept-language": "en"}).text
    assert "<p>en " in browser.get("/s/open?lang=en").text
    assert "<p>en " in browser.get("/s/open", headers={"accept-language": "ko"}).text


# Who sits behind a proxy


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        ([], "203.0.113.9", "10.1.2.3"),
        (["10.0.0.0/8"], "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "198.51.100.1, 203.0.113.9, 10.9.9.9", "203.0.113.9"),
        (["192.0.2.0/24"], "203.0.113.9", "10.1.2.3"),
        (["10.0.0.0/8"], "", "10.1.2.3"),
    ],
)
def test_address(tmp_path: Path, trusted: list[str], forwarded: str, address: str) -> None:
    """Only the city's own proxies are believed, and of what they say only the nearest address that is not theirs."""
    app = Application(FakeOffice(tmp_path, web={"trusted_proxies": trusted}), [routes()])
    asked = scope("/s/open", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert f" {address}</p>".encode() in asyncio.run(call(app, asked, nothing))[1]["body"]


def test_a_line_of_the_persons_own_is_not_the_proxys(tmp_path: Path) -> None:
    """A proxy that adds a line of its own below the one that was sent is believed, and not the one that was sent."""
    app = Application(FakeOffice(tmp_path, web={"trusted_proxies": ["10.0.0.0/8"]}), [routes()])
    asked = scope("/s/open", headers={"x-forwarded-for": "192.0.2.1"})
    asked["headers"] = [*asked["headers"], (b"x-forwarded-for", b"203.0.113.9")]
    assert b" 203.0.113.9</p>" in asyncio.run(call(app, asked, nothing))[1]["body"]


def test_proxies_that_are_no_networks(tmp_path: Path) -> None:
    """A setting that is no network stops the start and names itself."""
    with pytest.raises(SettingsError, match=r"web\.trusted_proxies"):
        Application(FakeOffice(tmp_path, web={"trusted_proxies": ["proxy.local"]}), [])


def test_websockets_are_not_taken(tmp_path: Path) -> None:
    """A websocket is closed at once."""
    app = Application(FakeOffice(tmp_path), [])
    assert asyncio.run(call(app, {"type": "websocket"}, nothing))[0]["type"] == "websocket.close"
