"""What an endpoint reads of a request: the names of fields, headers and cookies that it asks for, as it asks for them.

Which ids travel where is thereby asked of the application itself, while it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Final, NamedTuple
from unittest import mock

from egovframe.web.page import Page
from egovframe.web.urlencoded import Fields

WHOLE: Final = "*"
"""The name under which it is noted that an endpoint walks over all fields that there are."""


class Read(NamedTuple):
    """One name that was asked for: `where` is query, form, header or cookie."""

    where: str
    name: str


class Noted(Fields):
    """Fields that note which of them are asked for."""

    __slots__ = ("_note", "plain")

    def __init__(self, plain: Fields, note: Callable[[str], None]) -> None:
        self._values = plain._values
        self._note = note
        self.plain = plain

    def get(self, name: str, default: str = "") -> str:
        """Note it, and return the first value of that name."""
        self._note(name)
        return super().get(name, default)

    def all(self, name: str) -> list[str]:
        """Note it, and return all values of that name."""
        self._note(name)
        return super().all(name)

    def __contains__(self, name: object) -> bool:
        """Note it, and tell whether the name was sent."""
        self._note(str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        """Note that all are walked over."""
        self._note(WHOLE)
        return super().__iter__()


@contextmanager
def noting() -> Iterator[set[Read]]:
    """Note what is read of every request until the block ends."""
    found: set[Read] = set()

    def fields(where: str) -> cached_property[Fields]:
        plain: Any = Page.__dict__[where]
        noted = cached_property(lambda page: Noted(plain.func(page), lambda name: found.add(Read(where, name))))
        noted.__set_name__(Page, where)
        return noted

    def asked(where: str, plain: Callable[..., str]) -> Callable[..., str]:
        def ask(page: Page, name: str, *more: Any, **said: Any) -> str:
            found.add(Read(where, name.lower()))
            return plain(page, name, *more, **said)

        return ask

    links = Page.in_language

    def in_language(page: Page, tag: str) -> str:
        """The links to other languages carry everything on, which is no reading."""
        query = page.query
        carried: Any = SimpleNamespace(path=page.path, query=query.plain if isinstance(query, Noted) else query)
        return links(carried, tag)

    with (
        mock.patch.object(Page, "in_language", in_language),
        mock.patch.object(Page, "query", fields("query")),
        mock.patch.object(Page, "form", fields("form")),
        mock.patch.object(Page, "header", asked("header", Page.header)),
        mock.patch.object(Page, "cookie", asked("cookie", Page.cookie)),
    ):
        yield found
