"""Questions as components of form.io."""

from typing import Any

import pytest

from egovframe.forms.formats.carrying import Losses
from egovframe.forms.formats.formio.components_writing import Writer, prefixed, spoken


def component(**question: Any) -> tuple[dict[str, Any], list[str]]:
    """The component of a question, and what is not carried."""
    losses = Losses()
    made = Writer(losses, language="en").component({"name": "a", "label": {"en": "A"}, "required": True, **question})
    return made, [each.item for each in losses.all()]


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("text", {"type": "textfield"}),
        ("money", {"type": "currency", "currency": "KRW", "decimalLimit": 0}),
        ("whole-number", {"type": "number", "decimalLimit": 0}),
        ("date", {"type": "datetime", "enableTime": False, "format": "yyyy-MM-dd"}),
        ("consent", {"type": "checkbox"}),
        ("files", {"type": "file", "multiple": True}),
    ],
)
def test_types(kind: str, made: dict[str, Any]) -> None:
    """What each kind goes out as."""
    found, lost = component(kind=kind)
    assert ({key: found[key] for key in made}, lost) == (made, [])


def test_a_yes_or_no_is_no_box_that_must_be_ticked() -> None:
    """form.io takes a required box as one that must be ticked: only consents are."""
    assert component(kind="yes-no")[0]["validate"]["required"] is False
    assert component(kind="consent")[0]["validate"]["required"] is True


def test_many_choices_are_a_list() -> None:
    """More than seven become a select."""
    few = [{"value": str(n), "label": {"en": str(n)}} for n in range(7)]
    assert component(kind="choice", choices=few)[0]["type"] == "radio"
    assert component(kind="choice", choices=[*few, {"value": "8", "label": {"en": "8"}}])[0]["type"] == "select"


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ({"kind": "postal-address"}, "a: postal-address"),
        ({"kind": "number", "limits": {"gt": 5}}, "a: gt 5"),
        ({"kind": "text", "when": {"count": [{"var": "b"}]}}, 'a: when {"count": [{"var": "b"}]}'),
    ],
)
def test_what_form_io_cannot_say(question: dict[str, Any], item: str) -> None:
    """Is noted; it comes back here all the same where it can."""
    assert component(**question)[1] == [item]


def test_answers_are_named_as_form_io_does() -> None:
    """`row` in the same entry, `data` elsewhere; in the rest of a list operator nothing is touched."""
    rule = {"and": [{"var": "x"}, {"var": ["y", 1]}, {"map": [{"var": "things"}, {"var": "price"}]}]}
    assert prefixed(rule, frozenset({"x"})) == {
        "and": [{"var": "row.x"}, {"var": ["data.y", 1]}, {"map": [{"var": "data.things"}, {"var": "price"}]}]
    }


def test_rules_that_json_logic_elsewhere_does_not_know() -> None:
    """Our own three operators."""
    assert spoken({"and": [{"==": [{"var": "a"}, 1]}]})
    assert not spoken({"and": [{"days": [1, 2]}]})


def test_conditions() -> None:
    """A simple one in the builder's words, any other as JSONLogic."""
    assert component(kind="text", when={"==": [{"var": "b"}, "x"]})[0]["conditional"] == {
        "show": True,
        "when": "b",
        "eq": "x",
    }
    assert component(kind="text", when={">": [{"var": "b"}, 1]})[0]["conditional"] == {
        "json": {">": [{"var": "data.b"}, 1]}
    }
