"""A browser for tests: keeps cookies, follows redirects when asked, finds the hidden fields of a form."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import httpx

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Browser:
    """Sends requests straight into the application, one after the other."""

    def __init__(self, app: Any, *, base: str = "http://127.0.0.1:8000", address: str = "127.0.0.1") -> None:
        self._transport = httpx.ASGITransport(app=app, client=(address, 50000), raise_app_exceptions=True)
        self._base = base
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, *, follow: bool = False, **more: Any) -> httpx.Response:
        """Send one request and return the answer."""

        async def go() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=self._base, cookies=self.cookies, follow_redirects=follow
            ) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(go())

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Fetch a page."""
        return self.request("GET", path, **more)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Post a form as it is."""
        return self.request("POST", path, data=data, **more)

    def send(self, page: httpx.Response, path: str, data: Mapping[str, Any], **more: Any) -> httpx.Response:
        """Post a form as a person does: with the hidden fields of the page it stands on."""
        return self.post(path, {**hidden(page), **data}, **more)


def hidden(page: httpx.Response) -> dict[str, str]:
    """Return the hidden fields of a page."""
    return {unescape(name): unescape(value) for name, value in _HIDDEN.findall(page.text)}
