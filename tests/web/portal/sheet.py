"""A page's form as a browser posts it: every field as it stands there, repeated ones as often as they stand."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import httpx

from tests.web.client import Browser


class Sheet(HTMLParser):
    """The fields of the first form that goes to an address."""

    def __init__(self, page: httpx.Response, action: str) -> None:
        super().__init__()
        self.pairs: dict[str, list[str]] = {}
        self.action = action
        self._inside = self._done = False
        self._area = self._select = ""
        self.feed(page.text)
        assert self._done, f"no form of this page goes to {action}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field as it is filled in."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("action") == self.action and not self._done:
            self._inside = True
        if not self._inside:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and kind not in ("file", "submit"):
            if kind not in ("radio", "checkbox") or "checked" in given:
                self.pairs.setdefault(name, []).append(given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self._area = name
            self.pairs.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.pairs.setdefault(self._select, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        """Take the text of a field of several lines; its first line end is not part of it (HTML, 13.2.6.4.7)."""
        if self._area:
            self.pairs[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End a field or the form."""
        if tag == "textarea" and self._area:
            self.pairs[self._area][-1] = self.pairs[self._area][-1].removeprefix("\n")
            self._area = ""
        elif tag == "form" and self._inside:
            self._inside, self._done = False, True


def send(
    browser: Browser, page: httpx.Response, action: str, *files: tuple[str, str, bytes], **changed: Any
) -> httpx.Response:
    """Post the form of a page with what a person changes in it; `form_step` is the button, files come with it."""
    changed = {name.replace("form_", "form-", 1): value for name, value in changed.items()}
    parts = [(field, (name, content, "application/octet-stream")) for field, name, content in files]
    return browser.post(action, {**Sheet(page, action).pairs, **changed}, files=parts or None)
