"""Components of form.io as questions."""

from typing import Any

import pytest

from egovframe.forms import Definition
from egovframe.forms.formats.formio.components import Reader
from egovframe.forms.formats.sketch import Sketch


def form_of(*components: Any, **more: Any) -> tuple[Definition, list[str]]:
    """The form of these components, and what is not carried."""
    sketch = Sketch()
    Reader(sketch, **more).read(list(components))
    carried = sketch.finish(name="f", title="F")
    return carried.definition, [each.item for each in carried.not_carried]


@pytest.mark.parametrize(
    ("component", "kind"),
    [
        ({"type": "textfield"}, "text"),
        ({"type": "textarea"}, "long-text"),
        ({"type": "number"}, "number"),
        ({"type": "number", "decimalLimit": 0}, "whole-number"),
        ({"type": "currency", "currency": "KRW"}, "money"),
        ({"type": "checkbox"}, "yes-no"),
        ({"type": "checkbox", "validate": {"required": True}}, "consent"),
        ({"type": "radio", "values": [{"value": "a", "label": "A"}]}, "choice"),
        ({"type": "select", "multiple": True, "data": {"values": [{"value": "a", "label": "A"}]}}, "choices"),
        ({"type": "selectboxes", "values": [{"value": "a", "label": "A"}]}, "choices"),
        ({"type": "datetime", "enableTime": False}, "date"),
        ({"type": "day"}, "date"),
        ({"type": "time"}, "time"),
        ({"type": "email"}, "email"),
        ({"type": "phoneNumber"}, "phone"),
        ({"type": "file"}, "file"),
        ({"type": "file", "multiple": True}, "files"),
        ({"type": "signature"}, "signature"),
        ({"type": "textfield", "multiple": True}, "group"),
        ({"type": "map"}, "place"),
    ],
)
def test_kinds(component: dict[str, Any], kind: str) -> None:
    """Each type that asks something."""
    form, _ = form_of({"key": "a", "label": "A", **component})
    assert [(each.name, each.kind) for each in form.questions] == [("a", kind)]


def test_layout_is_gone_through() -> None:
    """Columns, tables, tabs, fieldsets; a panel is a page."""
    text = {"type": "textfield", "label": "?"}
    form, _ = form_of(
        {"type": "columns", "columns": [{"components": [{**text, "key": "a"}]}]},
        {"type": "table", "rows": [[{"components": [{**text, "key": "b"}]}]]},
        {"type": "tabs", "components": [{"key": "t", "components": [{**text, "key": "c"}]}]},
        {"type": "panel", "title": "Page", "components": [{"type": "well", "components": [{**text, "key": "d"}]}]},
        {**text, "key": "e"},
    )
    assert [(each.name, str(each.page)) for each in form.questions] == [
        ("a", "None"),
        ("b", "None"),
        ("c", "None"),
        ("d", "Page"),
        ("e", "None"),
    ]


def test_what_holds_for_a_layout_holds_for_all_inside() -> None:
    """Conditions of panels and groups come down to the questions."""
    inside = {"type": "textfield", "key": "b", "label": "B", "conditional": {"show": True, "when": "a", "eq": "2"}}
    form, _ = form_of(
        {"type": "textfield", "key": "a", "label": "A"},
        {"type": "panel", "title": "P", "conditional": {"show": False, "when": "a", "eq": "1"}, "components": [inside]},
    )
    when = form.questions[1].when
    assert when is not None
    assert when.as_json() == {"and": [{"!=": [{"var": "a"}, "1"]}, {"==": [{"var": "a"}, "2"]}]}


def test_groups_and_surveys() -> None:
    """A grid is a group; a survey asks each of its lines."""
    form, _ = form_of(
        {"type": "editgrid", "key": "g", "label": "G", "components": [{"type": "textfield", "key": "x", "label": "X"}]},
        {
            "type": "survey",
            "key": "s",
            "questions": [{"value": "one", "label": "One?"}, {"value": "two", "label": "Two?"}],
            "values": [{"value": "good", "label": "Good"}],
        },
    )
    assert form.names == ("g", "s_one", "s_two")
    assert form.questions[0].questions[0].name == "x"


@pytest.mark.parametrize(
    ("component", "item"),
    [
        ({"type": "button", "key": "submit", "label": "Send"}, "button submit: Send"),
        ({"type": "htmlelement", "key": "h", "content": "<p>Hello</p>"}, "htmlelement h: Hello"),
        ({"type": "captcha", "key": "c"}, "captcha c"),
        ({"type": "textfield", "key": "t", "customConditional": "show = 1"}, "textfield t: customConditional"),
        ({"type": "textfield", "key": "t", "calculateValue": "value = 1"}, "textfield t: calculateValue"),
        ({"type": "textfield", "key": "t", "validate": {"custom": "valid = 1"}}, "textfield t: validate.custom"),
        ({"type": "textfield", "key": "t", "placeholder": "…"}, "textfield t: placeholder"),
        ({"type": "textfield", "key": "t", "hidden": True}, "textfield t"),
        ({"type": "bsn", "key": "b"}, "bsn b"),
        ({"type": "textfield", "key": "t", "conditional": {"show": True, "conditions": [{"operator": "?"}]}}, None),
    ],
)
def test_nothing_is_dropped_silently(component: dict[str, Any], item: str | None) -> None:
    """Scripts, looks, links to services and what is unknown are named."""
    _, lost = form_of({"type": "textfield", "key": "a", "label": "A"}, component)
    assert lost
    assert item is None or item in lost


def test_computed_values_in_json_logic() -> None:
    """Come along, with answers called by name."""
    rule = {"*": [{"var": "data.a"}, 2]}
    form, lost = form_of(
        {"type": "number", "key": "a", "label": "A"},
        {"type": "number", "key": "b", "label": "B", "calculateValue": rule, "disabled": True},
    )
    computed = form.questions[1].computed
    assert computed is not None
    assert (computed.as_json(), lost) == ({"*": [{"var": "a"}, 2]}, [])
