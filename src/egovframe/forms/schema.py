"""The JSON Schema of a form (2020-12): for programs that send answers, and for forms that go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms.questions import LARGEST_NUMBER
from egovframe.forms.words import FILLERS

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.forms.questions import Choice, Question

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(definition: Definition, *, language: str = "ko") -> dict[str, Any]:
    """Return the JSON Schema 2020-12 of a form's answers; labels are `title`s in this language.

    `x-egov-public` says that anyone may see the answer, `x-egov-personal` (`personal`, `sensitive`, `unique-id`) that
    it is a person's. `x-egov-kind` is the kind of question, `x-egov-labels` the label in every language. Properties
    stand in the order of the form.
    """
    schema: dict[str, Any] = {"$schema": DIALECT, "title": definition.title.in_(language)}
    if definition.about is not None:
        schema["description"] = definition.about.in_(language)
    schema["type"] = "object"
    schema["properties"] = {each.name: question_schema(each, language=language) for each in definition.questions}
    schema["required"] = [each.name for each in definition.questions if each.required]
    schema["additionalProperties"] = False
    schema["x-egov-form"] = definition.name
    schema["x-egov-version"] = definition.version
    return schema


def question_schema(question: Question, *, language: str = "ko") -> dict[str, Any]:
    """Return the JSON Schema of one answer."""
    schema: dict[str, Any] = {"title": question.label.in_(language)}
    if question.hint is not None:
        schema["description"] = question.hint.in_(language)
    schema |= _body(question, language)
    if question.nullable:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    if not question.required:
        schema["default"] = list(question.default) if isinstance(question.default, tuple) else question.default
    schema["x-egov-kind"] = question.kind
    schema["x-egov-public"] = question.public
    if question.personal is not None:
        schema["x-egov-personal"] = question.personal
    schema["x-egov-labels"] = question.label.as_dict()
    return schema


def _body(question: Question, language: str) -> dict[str, Any]:  # noqa: PLR0911 - one a kind
    match question.kind:
        case "whole-number" | "money":
            return _whole(question)
        case "number":
            return {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", **_bounds_as_text(question)}
        case "yes-no":
            return {"type": "boolean"}
        case "choice":
            return _choice(question.choices, language)
        case "choices":
            return _several(question, language)
        case "date" | "birth-date":
            return {"type": "string", "format": "date", **_bounds_as_text(question)}
        case _:
            return _text(question)


def _text(question: Question) -> dict[str, Any]:
    limits = question.limits
    schema: dict[str, Any] = {"type": "string", "minLength": max(1, limits.min_length or 1)}
    if question.max_length is not None:
        schema["maxLength"] = question.max_length
    if question.kind == "email":
        schema["format"] = "email"
    if limits.pattern is not None:
        schema["pattern"] = f"^(?:{limits.pattern})$"
    elif not question.nullable and question.default is None:
        schema["pattern"] = rf"[^\s{''.join(sorted(FILLERS))}]"
    return schema


def _whole(question: Question) -> dict[str, Any]:
    limits = question.limits
    schema: dict[str, Any] = {"type": "integer"}
    floor = 0 if question.kind == "money" else -LARGEST_NUMBER
    if limits.gt is None:
        schema["minimum"] = int(limits.ge) if limits.ge is not None else floor
    else:
        schema["exclusiveMinimum"] = int(limits.gt)
    if limits.lt is None:
        schema["maximum"] = int(limits.le) if limits.le is not None else LARGEST_NUMBER
    else:
        schema["exclusiveMaximum"] = int(limits.lt)
    return schema


def _bounds_as_text(question: Question) -> dict[str, Any]:
    """Return the bounds of numbers and dates that are written as text; JSON Schema itself cannot compare those."""
    limits = question.limits
    names = {"ge": "minimum", "gt": "exclusive-minimum", "le": "maximum", "lt": "exclusive-maximum"}
    return {
        f"x-egov-{word}": str(bound) for name, word in names.items() if (bound := getattr(limits, name)) is not None
    }


def _choice(choices: tuple[Choice, ...], language: str) -> dict[str, Any]:
    return {
        "type": "string",
        "enum": [offered.value for offered in choices],
        "x-egov-choices": [
            {"value": offered.value, "title": offered.label.in_(language), "labels": offered.label.as_dict()}
            for offered in choices
        ],
    }


def _several(question: Question, language: str) -> dict[str, Any]:
    limits = question.limits
    least = max(0 if question.nullable or question.default is not None else 1, limits.min_length or 0)
    schema: dict[str, Any] = {"type": "array", "items": _choice(question.choices, language), "uniqueItems": True}
    if least:
        schema["minItems"] = least
    if limits.max_length is not None:
        schema["maxItems"] = limits.max_length
    return schema
