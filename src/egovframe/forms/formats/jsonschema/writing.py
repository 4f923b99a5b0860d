"""Writing a form as JSON Schema 2020-12: the schema of its answers, with all that it asks in words of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from egovframe.forms.formats.carrying import OF_FORM, Written
from egovframe.forms.formats.jsonschema import own
from egovframe.forms.schema import json_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.forms.definition import Definition


def write(definition: Definition, *, language: str = "ko") -> Written:
    """Return the schema; labels are titles in `language`. Nothing is left behind: what is ours stands as `x-egov-…`."""
    schema = json_schema(definition, language=language)
    data = definition.as_json()
    schema[own.named("titles")] = data["title"]
    if "about" in data:
        schema[own.named("abouts")] = data["about"]
    schema |= {own.named(said): data[said] for said in OF_FORM if said in data}
    _mark(schema, data["questions"])
    return Written(json.dumps(schema, ensure_ascii=False, indent=2).encode(), ())


def _mark(schema: dict[str, Any], questions: Sequence[dict[str, Any]]) -> None:
    for question in questions:
        answer = schema["properties"][question["name"]]
        own.mark(answer, question)
        if question["kind"] == "group":
            _mark(answer["items"], question["questions"])
