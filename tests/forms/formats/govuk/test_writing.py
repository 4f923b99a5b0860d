"""Writing a form document for GOV.UK Forms."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from egovframe.forms import Definition
from egovframe.forms.formats.govuk.reading import read
from egovframe.forms.formats.govuk.writing import write

SCHEMA = json.loads((Path(__file__).parent / "form_document.json").read_text(encoding="utf-8"))
"""GOV.UK Forms publishes its form documents as tables, the JSON Schema of submissions only: this one is ours."""


def of(*questions: Any) -> tuple[dict[str, Any], list[str]]:
    """The document of these questions, and what is not carried."""
    asked = [{"label": {"en": each["name"]}, **each} for each in questions]
    written = write(Definition.parse({"name": "f", "title": {"en": "F"}, "questions": asked}))
    return json.loads(written.content), [each.item for each in written.not_carried]


def choice(name: str) -> dict[str, Any]:
    """A question with two answers."""
    return {"name": name, "kind": "choice", "choices": [{"value": each, "label": each} for each in ("a", "b")]}


def test_the_document_is_of_their_shape(accident: Definition) -> None:
    """By its published tables; so is the document that others made, but for older names of things."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(write(accident).content)
    jsonschema.validate(document, SCHEMA, cls=jsonschema.Draft202012Validator)
    steps = document["steps"]
    assert [each["next_step_id"] for each in steps] == [*(each["id"] for each in steps[1:]), None]


def test_a_route_and_back() -> None:
    """What is asked by the answer just before is a route past it, and the same condition again when read."""
    rule = {"==": [{"var": "q"}, "a"]}
    document, lost = of(choice("q"), {"name": "x", "kind": "text", "when": rule}, {"name": "end", "kind": "text"})
    (route,) = document["steps"][0]["routing_conditions"]
    assert (route["answer_value"], route["goto_page_id"], route["skip_to_end"], lost) == ("b", "end", False, [])
    back = read(json.dumps(document).encode()).definition
    when = back.question("x").when
    assert when is not None
    assert [when.holds({"q": each}) for each in ("a", "b")] == [True, False]
    assert back.question("end").when is None


def test_a_route_to_the_end() -> None:
    """Where nothing follows."""
    document, _ = of(choice("q"), {"name": "x", "kind": "text", "when": {"!=": [{"var": "q"}, "a"]}})
    (route,) = document["steps"][0]["routing_conditions"]
    assert (route["answer_value"], route["goto_page_id"], route["skip_to_end"]) == ("a", None, True)


@pytest.mark.parametrize("rule", [{">": [{"var": "n"}, 5]}, {"==": [{"var": "q"}, "a"]}, {"==": [{"var": "n"}, 5]}])
def test_a_rule_that_has_no_route_is_noted_and_the_question_optional(rule: Any) -> None:
    """Who is not asked here may leave it out there."""
    number = {"name": "n", "kind": "whole-number"}
    document, lost = of(choice("q"), number, {"name": "x", "kind": "text", "when": rule})
    assert document["steps"][2]["data"]["is_optional"]
    assert [each.split(":")[0] for each in lost] == ["x"]


def test_limits_and_what_is_worked_out_are_noted() -> None:
    """They have no place there."""
    computed = {"name": "c", "kind": "number", "computed": {"+": [1, {"var": "t"}]}}
    document, lost = of({"name": "t", "kind": "text", "limits": {"max_length": 5}}, computed)
    assert ([each["id"] for each in document["steps"]], lost) == (["t"], ["c", "t: limits"])


def test_long_words_are_cut() -> None:
    """A question has 250 characters there."""
    document, lost = of({"name": "t", "kind": "text", "label": {"en": "x" * 300}})
    assert (len(document["steps"][0]["data"]["question_text"]), lost) == (250, ["t: label"])
