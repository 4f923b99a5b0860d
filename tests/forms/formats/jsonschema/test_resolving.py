"""References and alternatives of JSON Schema, within bounds."""

from typing import Any

from egovframe.forms.formats.jsonschema.resolving import CYCLE, FAR, MISSING, joined, pointed, resolved, without_null

ROOT: dict[str, Any] = {
    "$defs": {
        "name": {"type": "string", "maxLength": 5},
        "a/b": {"type": "integer"},
        "anchored": {"$anchor": "here", "type": "boolean"},
        "one": {"$ref": "#/$defs/two"},
        "two": {"$ref": "#/$defs/one"},
    },
    "list": [{"type": "null"}],
}


def test_references_are_followed() -> None:
    """What stands beside a reference counts first; the way there is told."""
    found, chain, fault = resolved({"$ref": "#/$defs/name", "maxLength": 3}, ROOT)
    assert (found, chain, fault) == ({"type": "string", "maxLength": 3}, ("#/$defs/name",), None)


def test_references_that_lead_nowhere() -> None:
    """Another file, nothing, round in a circle, and back to where one came from."""
    assert resolved({"$ref": "https://example.org/s.json"}, ROOT)[2] is FAR
    assert resolved({"$ref": "#/$defs/none"}, ROOT)[2] is MISSING
    assert resolved({"$ref": "#/$defs/one"}, ROOT)[2] is CYCLE
    assert resolved({"$ref": "#/$defs/name"}, ROOT, ("#/$defs/name",))[2] is CYCLE


def test_pointers() -> None:
    """RFC 6901, section 3 and 6: escapes, lists, and anchors."""
    assert pointed(ROOT, "#/$defs/a~1b") == {"type": "integer"}
    assert pointed(ROOT, "#/%24defs/name") == ROOT["$defs"]["name"]
    assert pointed(ROOT, "#/list/0") == {"type": "null"}
    assert pointed(ROOT, "#/list/1") is None
    assert pointed(ROOT, "#here") == ROOT["$defs"]["anchored"]
    assert pointed(ROOT, "#") == ROOT


def test_all_of_is_joined() -> None:
    """Properties and what is needed of each part; conditions are kept apart."""
    parts = [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}}, {"if": {}, "then": {}}]
    found, _, fault = resolved({"allOf": parts, "required": ["b"]}, ROOT)
    assert fault is None
    assert (list(found["properties"]), sorted(found["required"])) == (["a", "b"], ["a", "b"])
    assert found["x-left"] == [{"if": {}, "then": {}}]
    assert joined({"type": "a"}, {"type": "b", "x": 1}) == {"type": "a", "x": 1}


def test_null_is_taken_out() -> None:
    """As a type, as an alternative, or in the words of OpenAPI."""
    assert without_null({"type": ["string", "null"], "enum": ["a", None]}, ROOT, ()) == (
        {"type": "string", "enum": ["a"]},
        True,
    )
    assert without_null({"oneOf": [{"type": "null"}, {"$ref": "#/$defs/name"}], "title": "T"}, ROOT, ()) == (
        {"type": "string", "maxLength": 5, "title": "T"},
        True,
    )
    assert without_null({"type": "string", "nullable": True}, ROOT, ())[1]
    assert not without_null({"type": "string"}, ROOT, ())[1]
