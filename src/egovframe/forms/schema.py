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
    stand in the order of the form. `x-egov-cosigners` says how many others are asked for and can sign as well.
    """
    schema: dict[str, Any] = {"$schema": DIALECT, "title": definition.title.in_(language)}
    if definition.about is not None:
        schema["description"] = definition.about.in_(language)
    schema |= _answers(definition.questions, language)
    schema["x-egov-form"] = definition.name
    schema["x-egov-version"] = definition.version
    if definition.cosigners is not None:
        schema["x-egov-cosigners"] = definition.cosigners.as_json()
    return schema


def _answers(questions: tuple[Question, ...], language: str) -> dict[str, Any]:
    """Return the schema of the answers to these questions. Whether a conditional one is needed, only its rule tells."""
    return {
        "type": "object",
        "properties": {each.name: question_schema(each, language=language) for each in questions},
        "required": [each.name for each in questions if each.required and each.when is None and each.computed is None],
        "additionalProperties": False,
    }


def question_schema(question: Question, *, language: str = "ko") -> dict[str, Any]:
    """Return the JSON Schema of one answer."""
    schema: dict[str, Any] = {"title": question.label.in_(language)}
    if question.hint is not None:
        schema["description"] = question.hint.in_(language)
    schema |= _body(question, language)
    if question.nullable or question.when is not None:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        if "const" in schema:
            schema["enum"] = [schema.pop("const"), None]
    if not question.required:
        schema["default"] = list(question.default) if isinstance(question.default, tuple) else question.default
    schema["x-egov-kind"] = question.kind
    schema["x-egov-public"] = question.public
    if question.personal is not None:
        schema["x-egov-personal"] = question.personal
    schema["x-egov-labels"] = question.label.as_dict()
    if question.computed is not None:
        schema["readOnly"] = True
        schema["x-egov-computed"] = question.computed.as_json()
    if question.when is not None:
        schema["x-egov-when"] = question.when.as_json()
    return schema


def _body(question: Question, language: str) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - one a kind
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
        case "time":
            return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", **_bounds_as_text(question)}
        case "period" | "postal-address" | "place":
            return {"type": "object", **_parts(question)}
        case "files":
            return {"type": "array", "items": _upload(question), "uniqueItems": True, **_how_many(question)}
        case "file":
            return _upload(question)
        case "consent":
            return {"type": "boolean", "const": True} if question.required else {"type": "boolean"}
        case "group":
            entries = _answers(question.questions, language)
            return {"type": "array", "items": entries, **_how_many(question), "maxItems": question.max_entries}
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
    elif (found := question.identifier) is not None:
        schema["pattern"] = f"^(?:{found.pattern})$"
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


def _parts(question: Question) -> dict[str, Any]:
    """Return the schema of the parts of an answer."""
    if question.kind == "period":
        day = {"type": "string", "format": "date", **_bounds_as_text(question)}
        parts, required = {"start": day, "end": day}, ["start", "end"]
    elif question.kind == "place":
        parts = {"lat": _degrees(90), "lon": _degrees(180)}
        required = ["lat", "lon"]
    else:
        parts = {
            "zip": {"type": "string", "pattern": "^[0-9]{5}$"},
            "road": {"type": "string", "minLength": 1, "maxLength": 300},
            "detail": {"type": "string", "maxLength": 200, "default": ""},
        }
        required = ["zip", "road"]
    return {"properties": parts, "required": required, "additionalProperties": False}


def _degrees(most: int) -> dict[str, Any]:
    return {"type": "number", "minimum": -most, "maximum": most}


def _upload(question: Question) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", "x-egov-upload": True}
    if question.accept:
        schema["x-egov-accept"] = list(question.accept)
    if question.max_size is not None:
        schema["x-egov-max-size"] = question.max_size
    return schema


def _how_many(question: Question) -> dict[str, Any]:
    limits = {"minItems": question.min_entries or None, "maxItems": question.limits.max_length}
    return {name: value for name, value in limits.items() if value is not None}


def _several(question: Question, language: str) -> dict[str, Any]:
    limits = question.limits
    least = max(0 if question.nullable or question.default is not None else 1, limits.min_length or 0)
    schema: dict[str, Any] = {"type": "array", "items": _choice(question.choices, language), "uniqueItems": True}
    if least:
        schema["minItems"] = least
    if limits.max_length is not None:
        schema["maxItems"] = limits.max_length
    return schema
