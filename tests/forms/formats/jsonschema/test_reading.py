"""Reading a JSON Schema as a form that asks for its values."""

import json
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import Question
from egovframe.forms.formats.carrying import Carried, FormatUnreadable
from egovframe.forms.formats.jsonschema.reading import read
from egovframe.forms.formats.sketch import MOST_QUESTIONS, TOO_MANY


def of(properties: Any, **more: Any) -> Carried:
    """The form of an object with these properties."""
    return read(json.dumps({"type": "object", "properties": properties, **more}).encode())


def only(schema: Any, **more: Any) -> Question:
    """The one question that a property becomes."""
    (question,) = of({"a": schema}, **more).definition.questions
    return question


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 5_000}, "long-text"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "time"}, "time"),
        ({"type": "string", "format": "email"}, "email"),
        ({"type": "integer"}, "whole-number"),
        ({"type": "number"}, "number"),
        ({"type": "boolean"}, "yes-no"),
        ({"enum": ["a", "b"]}, "choice"),
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}, "choice"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "choices"),
        ({"type": "array", "items": {"type": "string"}}, "group"),
        ({"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string"}}}}, "group"),
        ({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}, "file"),
        ({"type": "array", "items": {"type": "string", "format": "data-url"}}, "files"),
    ],
)
def test_kinds(schema: Any, kind: str) -> None:
    """What a schema describes, and the question that asks for it."""
    assert only(schema).kind == kind


def test_what_must_be_given() -> None:
    """`required`, null, and a default."""
    assert only({"type": "string"}, required=["a"]).required
    assert only({"type": "string"}).nullable
    assert not only({"type": ["string", "null"]}, required=["a"]).required
    assert only({"type": "string", "default": "x"}).default == "x"
    assert only({"const": True, "type": "boolean"}, required=["a"]).kind == "consent"


def test_limits() -> None:
    """Of texts and numbers; draft 4 said exclusive bounds otherwise."""
    text = only({"type": "string", "minLength": 2, "maxLength": 9, "pattern": "^[a-z]"}).limits
    assert (text.min_length, text.max_length, text.pattern) == (2, 9, r"[a-z][\s\S]*")
    number = only({"type": "number", "minimum": 0.5, "exclusiveMaximum": 9}).limits
    assert (number.ge, number.lt) == ("0.5", 9)
    old = only({"type": "integer", "minimum": 1, "exclusiveMinimum": True}).limits
    assert (old.ge, old.gt) == (None, 1)


def test_objects_become_questions_of_their_own() -> None:
    """On a page with the object's title; each of them is noted."""
    inner = {
        "type": "object",
        "title": "Owner",
        "properties": {"firstName": {"type": "string"}},
        "required": ["firstName"],
    }
    carried = of({"owner": inner}, required=["owner"])
    (question,) = carried.definition.questions
    assert (question.name, str(question.label), str(question.page)) == ("owner_firstName", "First name", "Owner")
    assert question.required
    assert [each.item for each in carried.not_carried] == ["/properties/owner"]
    assert not of({"owner": inner}).definition.questions[0].required


def test_what_stands_in_then_is_asked_when_the_condition_holds() -> None:
    """And what stands in `else` when it does not."""
    carried = of(
        {"kind": {"enum": ["car", "bike"]}},
        required=["kind"],
        **{
            "if": {"properties": {"kind": {"const": "car"}}},
            "then": {"properties": {"plate": {"type": "string"}}, "required": ["plate"]},
            "else": {"properties": {"frame": {"type": "string"}}},
        },
    )
    _, plate, frame = carried.definition.questions
    assert plate.when is not None
    assert plate.when.as_json() == {"==": [{"var": "kind"}, "car"]}
    assert frame.when is not None
    assert frame.when.as_json() == {"!=": [{"var": "kind"}, "car"]}
    assert (plate.required, frame.required, carried.not_carried) == (True, False, ())


@pytest.mark.parametrize(
    ("schema", "item"),
    [
        ({"type": "integer", "multipleOf": 5}, "/properties/a: multipleOf"),
        ({"type": "string", "format": "uri"}, "/properties/a: format uri"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}, "/properties/a"),
        ({"enum": [1, 2]}, "/properties/a"),
        ({"$ref": "other.json"}, "/properties/a"),
    ],
)
def test_what_is_not_carried_is_named(schema: Any, item: str) -> None:
    """By its place in the schema."""
    carried = of({"a": schema, "b": {"type": "string"}})
    assert item in [each.item for each in carried.not_carried]


def test_a_tree_without_end_ends() -> None:
    """References that refer to themselves, and a few lines that stand for a billion questions."""
    carried = of(
        {"a": {"$ref": "#/$defs/node"}},
        **{
            "$defs": {
                "node": {"type": "object", "properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/node"}}}
            }
        },
    )
    assert carried.definition.names == ("a_name",)
    assert "/properties/a/properties/next" in [each.item for each in carried.not_carried]
    laughs = {
        f"l{n}": {"type": "object", "properties": {c: {"$ref": f"#/$defs/l{n + 1}"} for c in "abcdefghij"}}
        for n in range(9)
    }
    laughs["l9"] = {"type": "string"}
    carried = of({"a": {"$ref": "#/$defs/l0"}}, **{"$defs": laughs})
    assert len(carried.definition.questions) <= MOST_QUESTIONS
    assert TOO_MANY in [each.reason for each in carried.not_carried]


def test_what_is_no_object() -> None:
    """Nothing to ask."""
    with pytest.raises(FormatUnreadable, match="no JSON Schema of an object"):
        read(b'{"type": "string"}')


@pytest.mark.parametrize(
    ("name", "questions", "groups"),
    [("10-10EZ", 105, 3), ("22-1990", 72, 4), ("21-0779", 32, 0), ("10-10CG", 96, 0), ("21-0538", 8, 0)],
)
def test_forms_of_others(documents: Path, name: str, questions: int, groups: int) -> None:
    """Forms of the US Department of Veterans Affairs: each can be answered, and says what it lacks."""
    carried = read((documents / "jsonschema" / f"{name}-schema.json").read_bytes())
    kinds = [each.kind for each in carried.definition.questions]
    assert (len(kinds), kinds.count("group")) == (questions, groups)
    assert carried.definition.form_class()
    assert carried.not_carried
