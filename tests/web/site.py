"""A small site for the tests of the web's core: one endpoint of each kind over the fake office."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from egovframe.kernel.errors import Conflict
from egovframe.web.application import Application
from egovframe.web.endpoint import Routes
from egovframe.web.page import Page
from egovframe.web.response import Response
from tests.web.client import Browser
from tests.web.fakes import FakeOffice

SECRET = "postgresql://admin:hunter2@db"
"""What an error of ours might say, and nobody may see."""


def routes() -> Routes:
    """Declares one endpoint of each kind."""
    made = Routes("sample", prefix="/s")

    @made.get("/open", public=True)
    def _open(page: Page) -> Response:
        return Response(f"<p>{page.language} {page.address}</p>" + "a" * 2000)

    @made.get("/who", signed_in=True)
    def _who(page: Page) -> Response:
        return Response(page.actor.name)

    @made.get("/desk", may="petition.read")
    def _desk(_page: Page) -> Response:
        return Response("desk")

    @made.post("/send", public=True)
    def _send(page: Page) -> Response:
        return Response(page.form.get("said"))

    @made.get("/form", public=True)
    def _form(page: Page) -> Response:
        return Response(f'<input type="hidden" name="csrf-token" value="{page.csrf()}">')

    @made.get("/broken", public=True)
    def _broken(_page: Page) -> Response:
        raise ZeroDivisionError(SECRET)

    @made.get("/conflict", public=True)
    def _conflict(_page: Page) -> Response:
        raise Conflict(SECRET)

    @made.get("/pieces", public=True)
    def _pieces(_page: Page) -> Response:
        return Response(iter([b"one ", b"two ", b"three"]), media="text/plain")

    @made.get("/things/{name}", public=True)
    def _thing(page: Page) -> Response:
        return Response(page.params["name"])

    return made


def site(folder: Path, *, web: Mapping[str, Any] | None = None) -> tuple[FakeOffice, Browser]:
    """The office and a browser that reaches its pages."""
    office = FakeOffice(folder, web=web)
    https = str((web or {}).get("public_url", "")).startswith("https")
    base = "https://127.0.0.1:8000" if https else "http://127.0.0.1:8000"
    return office, Browser(Application(office, [routes()]), base=base)
