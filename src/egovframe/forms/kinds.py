"""How each kind of answer is checked: one core schema a kind, run by pydantic's compiled core.

Everything that an answer must meet is said here once; nothing but pydantic-core runs while answers hold. Words for
people are made only when they do not (see `validation`).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, SchemaError, SchemaValidator, core_schema

from egovframe.forms.composed import composed_schema
from egovframe.forms.personal import is_phone
from egovframe.forms.questions import LARGEST_NUMBER
from egovframe.kernel.errors import DeclarationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema

    from egovframe.forms.identifiers import Identifier
    from egovframe.forms.questions import Limits, Question

VISIBLE = r"[^\s\p{Cf}\p{Cc}\x{2800}\x{3164}\x{115F}\x{1160}\x{FFA0}]"
"""A character that can be seen: no blank, no control or joining sign, no filler that only looks like nothing."""

ONE_LINE = r"^[^\r\n\x{2028}\x{2029}]*\S[^\r\n\x{2028}\x{2029}]*$"
EMAIL = r"^[^@\s\p{Cc}]{1,64}@[^@\s\p{Cc}.]+(?:\.[^@\s\p{Cc}.]+)+$"
MOBILE = r"^(?:010[- .]?[0-9]{4}|01[16789][- .]?[0-9]{3,4})[- .]?[0-9]{4}$"
UPLOAD = r"^[A-Za-z0-9_-]{1,64}$"
SHAPES: dict[str, str] = {"phone": ONE_LINE, "email": EMAIL, "person-name": ONE_LINE, "address": VISIBLE}
SHAPES |= {"signature": ONE_LINE, "file": UPLOAD}
ISO_TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DECIMAL = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"
FIRST_BIRTH = dt.date(1900, 1, 1)
KOREA = 9 * 3600
"""Seconds by which Korea is ahead of UTC: a birth date is past when it is past here."""


def schema_of(question: Question, *, source: object = None) -> CoreSchema:
    """Return the compiled check of one question; `source` is the annotation it was declared with, if any.

    Raises:
        DeclarationError: a limit or pattern cannot be checked.
    """
    schema = _bare(question, source)
    # Where a conditional question is not asked, it has no answer.
    return core_schema.nullable_schema(schema) if question.nullable or question.when is not None else schema


def _bare(question: Question, source: object) -> CoreSchema:  # noqa: C901, PLR0911, PLR0912 - one a kind
    limits = question.limits
    match question.kind:
        case "whole-number" | "money":
            return _whole(limits, floor=0 if question.kind == "money" else -LARGEST_NUMBER)
        case "number":
            return _decimal(limits)
        case "yes-no":
            return core_schema.bool_schema(strict=True)
        case "choice":
            return _choice(question, source)
        case "choices":
            return _choices(question, source)
        case "date":
            return _date(limits)
        case "birth-date":
            return _date(limits, ge=FIRST_BIRTH, now_op="past", now_utc_offset=KOREA)
        case "time":
            return _time(limits)
        case "period" | "postal-address" | "place":
            return composed_schema(question.kind, _date(limits))
        case "files":
            return _files(question)
        case "consent":
            return core_schema.literal_schema([True]) if question.required else core_schema.bool_schema(strict=True)
        case "group":
            return _entries(question, source)
        case _:
            return _text(question)


def _text(question: Question) -> CoreSchema:
    limits = question.limits
    must_be_seen = not question.nullable and question.default is None
    shape = SHAPES.get(question.kind, VISIBLE if must_be_seen else None)
    least, most = max(1, limits.min_length or 1), question.max_length
    schema: CoreSchema = core_schema.str_schema(strict=True, min_length=least, max_length=most, pattern=shape)
    if question.kind == "phone":  # nearly all are mobile numbers: seen without leaving the compiled core
        mobile = core_schema.str_schema(strict=True, min_length=least, max_length=most, pattern=MOBILE)
        others = core_schema.no_info_after_validator_function(_phone, schema)
        schema = core_schema.union_schema([mobile, others], mode="left_to_right")
    if (found := question.identifier) is not None:
        schema = core_schema.no_info_after_validator_function(_check_of(found), schema)
    if limits.pattern is not None:
        own = core_schema.str_schema(pattern=f"^(?:{limits.pattern})$")
        schema = core_schema.chain_schema([schema, own])
    return schema


def _whole(limits: Limits, *, floor: int) -> CoreSchema:
    return core_schema.int_schema(
        strict=True,
        ge=_int(limits.ge, floor if limits.gt is None else None),
        gt=_int(limits.gt),
        le=_int(limits.le, LARGEST_NUMBER if limits.lt is None else None),
        lt=_int(limits.lt),
    )


def _decimal(limits: Limits) -> CoreSchema:
    bounds: dict[str, Any] = {
        name: Decimal(str(value)) for name in ("ge", "gt", "le", "lt") if (value := getattr(limits, name)) is not None
    }
    number = core_schema.decimal_schema(allow_inf_nan=False, max_digits=30, **bounds)
    # No floats: 0.1 would arrive as something else. JSON sends decimal numbers as text, as it gets them back.
    written = core_schema.chain_schema([core_schema.str_schema(strict=True, pattern=DECIMAL), number])
    counted = core_schema.chain_schema([core_schema.int_schema(strict=True), number])
    exact = core_schema.chain_schema([core_schema.is_instance_schema(Decimal), number])
    return core_schema.union_schema([written, counted, exact], mode="left_to_right")


def _date(limits: Limits, **own: Any) -> CoreSchema:
    bounds = dict(own)
    for name in ("ge", "gt", "le", "lt"):
        value = getattr(limits, name)
        if value is not None:
            bounds[name] = dt.date.fromisoformat(str(value))
    # A string goes through its shape first: pydantic would read 20260918 as seconds since 1970.
    written = core_schema.chain_schema([core_schema.str_schema(strict=True, pattern=ISO_DATE), _day(bounds)])
    return core_schema.union_schema([written, core_schema.date_schema(strict=True, **bounds)], mode="left_to_right")


def _day(bounds: dict[str, Any]) -> CoreSchema:
    return core_schema.date_schema(**bounds)


def _time(limits: Limits) -> CoreSchema:
    bounds: dict[str, Any] = {
        name: dt.time.fromisoformat(str(value))
        for name in ("ge", "gt", "le", "lt")
        if (value := getattr(limits, name)) is not None
    }
    shown = core_schema.plain_serializer_function_ser_schema(_hours_and_minutes, when_used="json-unless-none")
    written = core_schema.chain_schema(
        [core_schema.str_schema(strict=True, pattern=ISO_TIME), core_schema.time_schema(**bounds)]
    )
    exact = core_schema.time_schema(strict=True, tz_constraint="naive", **bounds)
    return core_schema.union_schema([written, exact], mode="left_to_right", serialization=shown)


def _hours_and_minutes(time: dt.time) -> str:
    return time.strftime("%H:%M")


def _files(question: Question) -> CoreSchema:
    upload = core_schema.str_schema(strict=True, pattern=UPLOAD)
    files = core_schema.list_schema(
        upload, min_length=question.min_entries or None, max_length=question.limits.max_length, strict=False
    )
    return core_schema.no_info_after_validator_function(_once_each, files)


def _entries(question: Question, source: object) -> CoreSchema:
    """Return the check of a group; `source` is the schema of one entry, as its class compiled it."""
    entry: Any = source if isinstance(source, dict) else core_schema.any_schema()
    return core_schema.list_schema(
        entry, min_length=question.min_entries or None, max_length=question.max_entries, strict=False
    )


def _choice(question: Question, source: object) -> CoreSchema:
    if isinstance(source, type) and issubclass(source, Enum):
        return core_schema.enum_schema(source, list(source), sub_type="str")
    return core_schema.literal_schema([offered.value for offered in question.choices])


def _choices(question: Question, source: object) -> CoreSchema:
    items = core_schema.list_schema(
        _choice(question, source),
        min_length=question.min_entries or None,
        max_length=question.limits.max_length,
        strict=False,
    )
    return core_schema.no_info_after_validator_function(_once_each, items)


def _int(value: float | str | None, default: int | None = None) -> int | None:
    return default if value is None else int(value)


def _once_each(chosen: list[object]) -> list[object]:
    if len(set(chosen)) != len(chosen):
        raise PydanticCustomError("choice_repeated", "chosen twice")
    return chosen


def _phone(written: str) -> str:
    if not is_phone(written):
        raise PydanticCustomError("phone", "not a phone number")
    return written


def _check_of(kind: Identifier) -> Callable[[str], str]:
    """Return the check of an identifier: its shape, and what else its jurisdiction asks of it."""
    shape = re.compile(kind.pattern)

    def checked(written: str) -> str:
        if not shape.fullmatch(written) or not kind.holds(written):
            raise PydanticCustomError(kind.error, "not a number of this kind")
        return written

    return checked


def try_out(question: Question) -> None:
    """Compile the check of a question, and check its default.

    Raises:
        DeclarationError: the limits do not make sense together, or the default is no answer to the question.
    """
    from pydantic import ValidationError

    try:
        validator = SchemaValidator(schema_of(question))
        if not question.required and question.default is not None:
            validator.validate_python(question.default)
    except (SchemaError, ValueError, ArithmeticError) as error:
        what = "its default does not hold" if isinstance(error, ValidationError) else "its limits cannot be checked"
        raise DeclarationError(
            f"Question {question.name!r}: {what}.",
            hint=f"Mend the ask() of {question.name!r}.",
        ) from error
