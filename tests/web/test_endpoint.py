"""Endpoints: who may is said or the city does not start; paths are found, methods are told."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.kernel.errors import DeclarationError, NotFound
from egovframe.web.endpoint import MethodNotAllowed, Routes, Table
from egovframe.web.page import Page
from egovframe.web.response import Response


def answer(_page: Page) -> Response:
    """An endpoint that does nothing."""
    return Response(b"")


@pytest.mark.parametrize(
    "said", [{}, {"public": True, "signed_in": True}, {"public": True, "may": "petition.read"}, {"public": False}]
)
def test_default_deny(said: dict[str, Any]) -> None:
    """An endpoint that says nothing, or two things, about who may use it is refused by name at the start."""
    with pytest.raises(DeclarationError, match=r"GET /x .*test_endpoint\.answer"):
        Routes("x").get("/x", **said)(answer)


def test_path_claimed_twice() -> None:
    """Two areas cannot answer the same method on the same path; another method is fine."""
    one, two = Routes("one"), Routes("two", prefix="/a")
    one.get("/a/{name}", public=True)(answer)
    two.post("/{name}", public=True)(answer)
    Table([one, two])
    two.get("/{name}", public=True)(answer)
    with pytest.raises(DeclarationError, match=r"GET /a/\{name\} is declared twice"):
        Table([one, two])


def test_find() -> None:
    """A plain path wins over a hole; a hole takes one segment, a path hole the whole rest; HEAD is found as GET."""
    routes = Routes("t")
    for path in ("/a/b", "/a/{one}", "/a/{one}/c", "/t/{rest:path}"):
        routes.get(path, public=True)(answer)
    table = Table([routes])
    assert table.find("GET", "/a/b")[0].path == "/a/b"
    assert table.find("HEAD", "/a/x")[1] == {"one": "x"}
    assert table.find("GET", "/a/x/c")[0].path == "/a/{one}/c"
    assert table.find("GET", "/t/x/y.z")[1] == {"rest": "x/y.z"}
    for nowhere in ("/", "/a", "/a/", "/a/x/", "/a/b/", "", "a/b", "/t/", "//a/b"):
        with pytest.raises(NotFound):
            table.find("GET", nowhere)
    assert table.has("/a/b")
    assert not table.has("/a/x")


def test_wrong_method() -> None:
    """Another method on a path that is there is told which ones there are."""
    routes = Routes("t")
    routes.get("/a", public=True)(answer)
    routes.post("/a", public=True)(answer)
    routes.post("/b/{x}", public=True)(answer)
    table = Table([routes])
    with pytest.raises(MethodNotAllowed) as refused:
        table.find("DELETE", "/a")
    assert refused.value.allowed == ("GET", "HEAD", "POST")
    with pytest.raises(MethodNotAllowed) as refused:
        table.find("GET", "/b/1")
    assert refused.value.allowed == ("POST",)


def test_area_of_a_path() -> None:
    """The longest prefix decides in whose way 'not found' is said; a longer word is not below it."""
    api, admin, deep = Routes("api", prefix="/api"), Routes("admin", prefix="/admin"), Routes("deep", prefix="/api/v1")
    table = Table([api, admin, deep, Routes("portal")])
    assert table.area("/api/nothing") is api
    assert table.area("/api/v1/nothing") is deep
    assert table.area("/apis") is None
