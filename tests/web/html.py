"""A page as a checker sees it: well-formed, nothing inline, one heading, every reference leads somewhere."""

from __future__ import annotations

from html.parser import HTMLParser

import httpx

VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})
REFERENCES = ("for", "aria-describedby", "aria-labelledby")


class Page(HTMLParser):
    """Reads a page and notes everything that is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.names: dict[str, str] = {}
        self.found: dict[str, int] = {}
        self.language = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, its id, what it refers to, and what it must not have."""
        given = dict(attrs)
        self.found[tag] = self.found.get(tag, 0) + 1
        if len(given) != len(attrs):
            self.wrong.append(f"<{tag}> has an attribute twice")
        if tag == "html":
            self.language = given.get("lang") or ""
        if "style" in given or tag == "style" or (tag == "script" and "src" not in given):
            self.wrong.append(f"<{tag}> is inline")
        self.wrong += [f"<{tag}> has {name}" for name in given if name.startswith("on")]
        if (identity := given.get("id")) is not None:
            self.ids.append(identity)
        for name in REFERENCES:
            self.references += (given.get(name) or "").split()
        href = given.get("href") or ""
        if href.startswith("#"):
            self.references.append(href[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a drawing's shape, which closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last, or say that it does not fit."""
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1] if self.open else 'nothing'}")
            return
        self.open.pop()

    def problems(self) -> list[str]:
        """Everything that is wrong."""
        wrong = [*self.wrong, *(f"<{tag}> is not closed" for tag in self.open)]
        wrong += [f"id {one} stands twice" for one in {one for one in self.ids if self.ids.count(one) > 1}]
        wrong += [f"nothing has the id {one}" for one in set(self.references) - set(self.ids)]
        wrong += [f"{self.found.get(tag, 0)} <{tag}>" for tag in ("h1", "main") if self.found.get(tag, 0) != 1]
        if not self.found.get("title"):
            wrong.append("no <title>")
        return wrong


def assert_sound(answer: httpx.Response, *, language: str = "ko") -> None:
    """Fails with everything that is wrong with the page, or when it is in another language."""
    page = Page(answer.text)
    assert page.problems() == [], answer.url
    assert page.language == language
