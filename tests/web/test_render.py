"""Templates: escaped always, in the person's language, and a city's own before ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from egovframe.web.application import Application
from egovframe.web.endpoint import Routes
from egovframe.web.page import Page
from egovframe.web.response import Response
from tests.web.client import Browser
from tests.web.fakes import FakeOffice

SCRIPT = "<script>alert(1)</script>"


def page_of(folder: Path, template: str, **context: Any) -> str:
    """The text of a template of the city's theme, asked for in English."""
    theme = folder / "theme"
    (theme / "templates").mkdir(parents=True, exist_ok=True)
    (theme / "templates" / "own.html").write_text(template, encoding="utf-8")
    failed: list[BaseException] = []

    def show(page: Page, error: BaseException) -> Response:
        failed.append(error)
        return Response(page.number, status=500)

    routes = Routes("own", failed=show)

    @routes.get("/own", public=True)
    def _own(page: Page) -> Response:
        return page.render("own.html", **context)

    text = Browser(Application(FakeOffice(folder, web={"theme": theme}), [routes])).get("/own?lang=en").text
    if failed:
        raise failed[0]
    return text


def test_values_are_escaped(tmp_path: Path) -> None:
    """What people typed is text wherever it stands, also inside a sentence of ours that has markup."""
    assert SCRIPT not in page_of(tmp_path, "<p title='{{ v }}'>{{ v }}</p>", v=SCRIPT)
    text = page_of(tmp_path, '{{ _("<b>{n}</b> of {m}", n=v, m=2) }}', v=SCRIPT)
    assert text == "<b>&lt;script&gt;alert(1)&lt;/script&gt;</b> of 2"
    assert page_of(tmp_path, '{{ _("{city} petitions office", city=v) }}', v="<i>").startswith("&lt;i&gt;")


def test_counting(tmp_path: Path) -> None:
    """A number of things is told in the singular or the plural; a message without values keeps its braces."""
    template = '{{ _n("{n} error: ", "{n} errors: ", v) }}'
    assert page_of(tmp_path, template, v=1) == "1 error: "
    assert page_of(tmp_path, template, v=2) == "2 errors: "
    assert page_of(tmp_path, '{{ _("{left}") }}') == "{left}"


def test_a_city_extends_our_pages(tmp_path: Path) -> None:
    """A city's template starts from ours under `ours/`, and stands in for it under the same name."""
    text = page_of(tmp_path, '{% extends "ours/layout.html" %}{% block title %}Own{% endblock %}')
    assert "<title>Own – 하늘시</title>" in text
    assert 'href="/static/style.' in text


def test_a_missing_value_is_an_error(tmp_path: Path) -> None:
    """A name that nobody gave is no empty place on a page."""
    with pytest.raises(UndefinedError):
        page_of(tmp_path, "{{ forgotten }}")


def test_the_hidden_field(tmp_path: Path) -> None:
    """`csrf()` gives the hidden field."""
    assert page_of(tmp_path, "{{ csrf() }}").startswith('<input type="hidden" name="csrf-token" value="')
