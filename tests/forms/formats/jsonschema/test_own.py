"""What our JSON Schema says in words of its own."""

from typing import Any

from egovframe.forms.formats.jsonschema import own

QUESTION: dict[str, Any] = {
    "name": "a",
    "label": {"ko": "가", "en": "A"},
    "kind": "text",
    "required": False,
    "nullable": True,
    "max_size": 5,
    "public": True,
}


def test_marked_and_read() -> None:
    """All that a question says comes back."""
    schema: dict[str, Any] = {"title": "가", own.KIND: "text"}
    own.mark(schema, QUESTION)
    assert schema["x-egov-max-size"] == 5
    read = own.question(schema)
    assert (read["label"], read["public"], read["optional"], read["max_size"]) == (QUESTION["label"], True, True, 5)


def test_words_that_somebody_changed_are_what_counts() -> None:
    """A new title in the schema is the new label, not the old one in both languages."""
    schema: dict[str, Any] = {"title": "가", own.KIND: "text"}
    own.mark(schema, QUESTION)
    schema["title"] = "나"
    assert own.question(schema)["label"] == "나"
