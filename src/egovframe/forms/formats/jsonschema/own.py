"""What our JSON Schema says in words of its own (`x-egov-…`), written and read: such a form comes back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from egovframe.forms.formats.sketch import Data, words

KIND: Final = "x-egov-kind"
FORM: Final = "x-egov-form"
_CARRIED: Final = (
    "limits",
    "public",
    "personal",
    "purpose",
    "basis",
    "page",
    "when",
    "computed",
    "each",
    "accept",
    "max_size",
    "refusal",
    "prefill",
    "fixed",
)
"""What a question says that stands in the schema under its own name, with `x-egov-` before it."""


def named(key: str) -> str:
    """Return the name of a key in the schema: `x-egov-max-size`."""
    return f"x-egov-{key.replace('_', '-')}"


def mark(schema: dict[str, Any], question: Data) -> None:
    """Write into the schema of one answer what JSON Schema has no words for."""
    for key in _CARRIED:
        if key in question:
            schema[named(key)] = question[key]
    schema[named("labels")] = question["label"]
    if "hint" in question:
        schema[named("hints")] = question["hint"]
    if "choices" in question:
        schema[named("offered")] = question["choices"]
    schema[named("required")] = question["required"]
    schema[named("nullable")] = question.get("nullable", False)


def said(schema: Mapping[str, Any], word: str, by_language: str) -> Any:
    """Return words in all languages where they still say what the schema says; else what the schema says."""
    plain, told = schema.get(word), words(schema.get(named(by_language)))
    return told if told and (plain is None or plain in told.values()) else plain


def question(schema: Mapping[str, Any]) -> Data:
    """Return the question that a schema of ours stands for, without its name and inner questions."""
    data: Data = {"kind": str(schema[KIND]), "label": said(schema, "title", "labels")}
    data["hint"] = words(said(schema, "description", "hints"))
    for key in _CARRIED:
        if (value := schema.get(named(key))) not in (None, False):
            data[key] = value
    offered = schema.get(named("offered"))
    if isinstance(offered, list):
        data["choices"] = [each for each in offered if isinstance(each, Mapping)]
    data["optional"] = schema.get(named("required")) is False
    if data["optional"] and not schema.get(named("nullable")) and data["kind"] != "group":
        data["default"] = schema.get("default")
    return data
