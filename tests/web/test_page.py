"""A request as endpoints see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.errors import Invalid
from egovframe.web.application import Site
from egovframe.web.endpoint import Endpoint, Routes, Table
from egovframe.web.page import Page, SignInNeeded, WrongMedia, new_request_number, safe_next
from egovframe.web.response import Response
from tests.web.fakes import FakeOffice, officer


def page(folder: Path, *, web: dict[str, Any] | None = None, **headers: str) -> Page:
    """A request with these headers (underscores for hyphens)."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"method": "GET", "path": "/p", "query_string": b"q=1&q=2&lang=ko", "headers": raw, "scheme": "http"}
    return Page(Site(FakeOffice(folder, web=web), Table([])), scope, address="203.0.113.9", number="4XTQ-8KDM")


def bearer(asked: Page, credentials: Any) -> Page:
    """The same request in an area with these credentials."""
    area = Routes("a", credentials=credentials)
    asked.endpoint = Endpoint("GET", "/p", lambda _: Response(), area, public=True)
    return asked


@pytest.mark.parametrize("path", ["/desk", "/a?b=c&d=/e", "/%ED%95%98"])
def test_safe_next(path: str) -> None:
    """A path of this site is where one goes on."""
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "desk",
        "//evil.example",
        "/\\evil.example",
        "https://a.example",
        "/a\r\nb",
        "/a b",
        "/a\\b",
        "/" + "a" * 2000,
    ],
)
def test_nobody_is_sent_elsewhere(path: str) -> None:
    """Whatever a browser might read as another site's address becomes the default."""
    assert safe_next(path, "/account") == "/account"


@given(st.text())
def test_safe_next_stays_here(path: str) -> None:
    """Any text gives a path of this site: one slash, then no slash or backslash."""
    onward = safe_next(path)
    assert onward.startswith("/")
    assert not onward.startswith(("//", "/\\"))


def test_links_to_the_page(tmp_path: Path) -> None:
    """A page in another language keeps all it was asked; absolute addresses follow public_url, else the Host."""
    assert page(tmp_path).in_language("en") == "/p?q=1&q=2&lang=en"
    assert page(tmp_path, host="city.local:8000").url("/x") == "http://city.local:8000/x"
    public = page(tmp_path, web={"public_url": "https://haneul.example/"}, host="evil.example")
    assert public.url("/x") == "https://haneul.example/x"


def test_bodies(tmp_path: Path) -> None:
    """A body of another kind than asked for is WrongMedia; JSON that is none, or too deep, is Invalid."""
    asked = page(tmp_path, content_type="application/json; charset=utf-8")
    asked.body = b'{"a": 1}'
    assert asked.json() == {"a": 1}
    with pytest.raises(WrongMedia):
        _ = asked.form
    for broken in (b"{", b"\xff", b"[" * 100_000):
        asked.body = broken
        with pytest.raises(Invalid):
            asked.json()
    with pytest.raises(WrongMedia):
        page(tmp_path).json()
    assert len(page(tmp_path).form) == 0


def test_who_asks(tmp_path: Path) -> None:
    """A cookie counts where the area takes cookies, a bearer token where it takes those; an unknown token is said."""
    cookie = page(tmp_path, cookie="egov-session=t1")
    cookie.office.auth.known["t1"] = type("S", (), {"id": "s1", "actor": officer()})()
    assert cookie.actor.name == "홍길동"
    assert cookie.origin.session == "s1"
    assert cookie.signed_in
    visitor = page(tmp_path)
    assert visitor.actor.kind == "citizen"
    assert not visitor.signed_in
    assert visitor.origin.session == ""
    token = bearer(page(tmp_path, authorization="Bearer t1"), "bearer")
    token.office.auth.known["t1"] = type("S", (), {"actor": officer()})()
    assert token.actor.name == "홍길동"
    for header in ("Bearer nobody", "Basic abc"):
        with pytest.raises(SignInNeeded):
            _ = bearer(page(tmp_path, authorization=header), "bearer").actor
    ignored = page(tmp_path, authorization="Bearer t1")
    assert bearer(ignored, "cookie").actor.id == visitor.actor.id


def test_request_numbers() -> None:
    """The number to name on the phone has two groups of signs that are not taken for each other, and never repeats."""
    numbers = {new_request_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert not set("".join(numbers)) & set("01IO")
    assert all(len(number) == 9 and number[4] == "-" for number in numbers)


def test_the_certificate_that_a_trusted_proxy_saw(tmp_path: Path) -> None:
    """From the proxy alone, once, under the name of the setting; the chain of RFC 9440 comes along."""

    def seen(*headers: tuple[str, str], name: str = "client-cert", proxied: bool = True) -> str:
        site = Site(FakeOffice(tmp_path, web={"certificate_header": name}), Table([]))
        raw = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers]
        scope = {"method": "GET", "path": "/p", "headers": raw}
        return Page(site, scope, address="10.0.0.5", number="4XTQ-8KDM", proxied=proxied).certificate

    one, chain = ("client-cert", ":AAAA:"), ("client-cert-chain", ":BBBB:")
    assert seen(one) == ":AAAA:"
    assert seen(one, chain, ("client-cert-chain", ":CCCC:")) == ":AAAA:, :BBBB:, :CCCC:"
    assert seen(one, proxied=False) == ""
    assert seen(one, one) == ""
    assert seen(chain) == ""
    assert seen(one, name="") == ""
    assert seen(("x-client-cert", "A"), chain, name="X-Client-Cert") == "A"
