"""Templates: compiled once, escaped always, one environment per language.

A city changes a page by putting a template of the same name into `templates/` of its theme folder (`web.theme`);
`{% extends "ours/portal/home.html" %}` there starts from ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from egovframe.kernel.messages import ntranslate, translate
from egovframe.kernel.text import LANGUAGES
from egovframe.web import language as languages
from egovframe.web import menu, shown
from egovframe.web.acting import acting
from egovframe.web.icons import icon

if TYPE_CHECKING:
    from datetime import tzinfo

    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.text import Text
    from egovframe.web.page import Page
    from egovframe.web.static import Static

OURS = Path(__file__).parent / "templates"


class Renderer:
    """Renders templates for a page in the page's language."""

    def __init__(
        self,
        *,
        static: Static,
        city: Mapping[str, str],
        has: Callable[[str], bool],
        calendar: Calendar,
        folders: Sequence[Path] = (),
        cache: Path | None = None,
        states: Callable[[], Mapping[str, Text]] = dict,
        hours: Callable[[str], str] | None = None,
        procedure_law: str | None = None,
        privacy_law: str | None = None,
    ) -> None:
        """Set up an environment a language. The laws are a jurisdiction's own; None: those that pages name hold."""
        ours = FileSystemLoader(OURS)
        loader = ChoiceLoader([*(FileSystemLoader(folder) for folder in folders), ours, PrefixLoader({"ours": ours})])
        if cache is not None:
            cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = FileSystemBytecodeCache(str(cache)) if cache is not None else None
        shared = {
            "static": static.address,
            "has": has,
            "has_brand": "brand.css" in static,
            "states_of_petitions": states,
            "by_law": partial(_own, procedure_law),
            "by_privacy": partial(_own, privacy_law),
        }
        sign = hours or (lambda tag: shown.open_hours(calendar, language=tag))
        self._environments = {
            tag: _environment(
                tag,
                loader,
                kept,
                {**shared, "city": city[tag], "open_hours": _DoorSign(partial(sign, tag))},
                calendar.zone,
            )
            for tag in LANGUAGES
        }

    def render(self, page: Page, template: str, context: Mapping[str, object]) -> bytes:
        """Return the bytes of the page."""
        return self.piece(page, template, context, language=page.language).encode()

    def piece(self, page: Page, template: str, context: Mapping[str, object], *, language: str) -> Markup:
        """Return a piece of a page in a language that need not be the person's: `ko` or `en`."""
        found = self._environments[language].get_template(template)
        return Markup(found.render({"page": page, "csrf": partial(_csrf, page), **context}))  # noqa: S704 - escaped


class _DoorSign:
    """The office hours of today in one language, worded when a page is made."""

    def __init__(self, words: Callable[[], str]) -> None:
        self._words = words

    def __str__(self) -> str:
        return self._words()


def _own(law: str | None, words: str) -> str:
    """Return the articles that a page names, or the law of a jurisdiction that has its own."""
    return words if law is None else law


def _csrf(page: Page) -> Markup:
    """Return the hidden field for a form."""
    return Markup('<input type="hidden" name="csrf-token" value="{}">').format(page.csrf())


def _say(tag: str, message: str, /, **values: object) -> str:
    """Return the message in that language, `{name}` filled; a message with markup escapes its values."""
    said = translate(message, tag)
    if "<" in message:  # our own catalogue wrote this markup; what is filled in is escaped
        return Markup(said).format(**values)  # noqa: S704 - see above
    return said.format(**values) if values else said


def _count(tag: str, one: str, many: str, n: int, /, **values: object) -> str:
    """Return the message for that number of things, `{n}` filled."""
    return ntranslate(one, many, n, tag).format(n=n, **values)


def _environment(
    tag: str, loader: ChoiceLoader, cache: FileSystemBytecodeCache | None, shared: Mapping[str, object], zone: tzinfo
) -> Environment:
    """Return the environment of one language, with times in the office's zone."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=cache,
    )
    environment.globals.update(
        shared,
        _=partial(_say, tag),
        _n=partial(_count, tag),
        lang=tag,
        languages=languages.NAMES,
        icon=icon,
        menu=menu.shown,
        in_place=acting,
        menu_line=menu.line_of,
        menu_start=menu.start_of,
        menu_count=menu.count_of,
    )
    environment.filters.update(shown.filters(tag, zone))
    return environment
