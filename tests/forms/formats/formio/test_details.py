"""What a component of form.io says about itself."""

from typing import Any

import pytest

from egovframe.forms.formats.formio import details
from egovframe.forms.formats.sketch import Sketch
from egovframe.forms.logic import Rule


def test_words_out_of_html() -> None:
    """Tags and scripts go, entities are letters."""
    assert details.plain("<p>a &amp; <b>b</b></p><script>alert(1)</script>") == "a & b"


def test_translations() -> None:
    """A language that is told replaces the guess; without any, the guess stays."""
    component = {"label": "Naam", "openForms": {"translations": {"nl": {"label": "Naam"}, "en": {"label": "Name"}}}}
    assert details.translated(component, "label") == {"nl": "Naam", "en": "Name"}
    assert details.translated({"label": "이름"}, "label") == {"ko": "이름"}


@pytest.mark.parametrize(
    ("component", "values", "outside"),
    [
        ({"values": [{"value": "a", "label": "A"}, {"value": "", "label": ""}]}, ["a"], ""),
        ({"data": {"values": [{"value": 1, "label": "One"}]}}, ["1"], ""),
        ({"dataSrc": "json", "data": {"json": ["x", {"value": "y", "label": "Y"}]}}, ["x", "y"], ""),
        ({"dataSrc": "url", "data": {"url": "https://example.org"}}, [], "url"),
        ({"openForms": {"dataSrc": "variable"}, "values": []}, [], "variable"),
        ({"values": "junk"}, [], ""),
    ],
)
def test_choices(component: Any, values: list[str], outside: str) -> None:
    """Of the component, or from elsewhere."""
    found, source = details.choices(component)
    assert ([each["value"] for each in found], source) == (values, outside)


@pytest.mark.parametrize(
    ("said", "kind", "found"),
    [
        (
            {"minLength": "2", "maxLength": 9, "pattern": "^x$"},
            "text",
            {"min_length": 2, "max_length": 9, "pattern": "x"},
        ),
        ({"min": 0, "max": "8"}, "whole-number", {"ge": 0, "le": 8}),
        ({"min": 0.5}, "number", {"ge": "0.5"}),
        ({"min": "many"}, "number", {}),
        ({"minSelectedCount": 1}, "choices", {"min_length": 1}),
        ({"maxLength": ""}, "text", {}),
    ],
)
def test_limits(said: Any, kind: str, found: Any) -> None:
    """However numbers are written."""
    assert details.limits({"validate": said}, kind, Sketch(), "x") == found


@pytest.mark.parametrize(
    ("said", "answers", "holds"),
    [
        ({"show": True, "when": "a", "eq": "x"}, {"a": "x"}, True),
        ({"show": "true", "when": "a", "eq": "x"}, {"a": "y"}, False),
        ({"show": False, "when": "a", "eq": "x"}, {"a": "x"}, False),
        ({"show": True, "when": "a", "eq": "true"}, {"a": True}, True),
        ({"show": True, "when": "colours.red", "eq": True}, {"colours": ["red"]}, True),
        (
            {
                "show": True,
                "conjunction": "any",
                "conditions": [
                    {"component": "a", "operator": "isEqual", "value": 1},
                    {"component": "b", "operator": "isEmpty"},
                ],
            },
            {"a": 2},
            True,
        ),
        (
            {
                "show": True,
                "conjunction": "all",
                "conditions": [{"component": "a", "operator": "greaterThan", "value": 1}],
            },
            {"a": 2},
            True,
        ),
        ({"json": {"==": [{"var": "data.a"}, {"var": "row.b"}]}}, {"a": 1, "b": 1}, True),
    ],
)
def test_conditions(said: Any, answers: Any, holds: bool) -> None:
    """Simple ones, those of several parts, and JSONLogic: by what they come to."""
    assert Rule.of(details.condition(said)).holds(answers) is holds


@pytest.mark.parametrize("said", [{}, {"show": "", "when": "a"}, {"show": True, "conditions": [{"operator": "wat"}]}])
def test_no_condition(said: Any) -> None:
    """None, or none that is understood."""
    assert details.condition(said) is None


def test_numbers_defaults_and_files() -> None:
    """Won are money; select boxes tick by name; media types, never endings."""
    assert details.number_kind({"currency": "KRW"}, "currency") == "money"
    assert details.number_kind({"currency": "USD"}, "currency") == "number"
    assert details.number_kind({"validate": {"integer": True}}, "number") == "whole-number"
    assert details.default({"a": True, "b": False}, "choices") == ["a"]
    assert details.default("2026-09-18T10:00:00Z", "date") == "2026-09-18"
    assert details.default(5, "number") == "5"
    assert details.files({"filePattern": "image/*,.pdf", "fileMaxSize": "2MB"}) == (["image/*"], 2 * 2**20)
    assert details.as_date("2026-13-01") is None
