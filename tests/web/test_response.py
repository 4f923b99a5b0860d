"""What an endpoint gives back."""

from __future__ import annotations

import pytest

from egovframe.web.response import Response, redirect


def test_headers() -> None:
    """Headers are kept in order and found by name; a line break is refused whoever asks for it."""
    response = Response("안녕", media="text/plain; charset=utf-8", headers={"X-One": "1"})
    assert response.body == "안녕".encode()
    assert response.get("x-one") == "1"
    assert response.get("x-two") is None
    for value in ("a\r\nset-cookie: x=1", "a\nb", "a\rb"):
        with pytest.raises(ValueError, match="line break"):
            response.header("x-two", value)


def test_redirect() -> None:
    """A redirect is GET on a path whose signs are all ASCII."""
    response = redirect("/admin/users/홍 길동?done=added")
    assert response.status == 303
    assert response.get("location") == "/admin/users/%ED%99%8D%20%EA%B8%B8%EB%8F%99?done=added"


def test_cookies() -> None:
    """Cookies are HttpOnly and SameSite unless said otherwise, and removed by an age of nothing."""
    kept = Response().set_cookie("n", "v", secure=True, age=60).get("set-cookie")
    assert kept == "n=v; Path=/; SameSite=Lax; Max-Age=60; HttpOnly; Secure"
    gone = Response().set_cookie("n", "", secure=False, path="/p", age=0, same_site="Strict", http_only=False)
    assert gone.get("set-cookie") == "n=; Path=/p; SameSite=Strict; Max-Age=0"
