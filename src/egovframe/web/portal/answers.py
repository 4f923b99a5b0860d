"""Answers in words, as people read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from egovframe.forms.answers import value_of
from egovframe.forms.composed import Period, Place, PostalAddress
from egovframe.forms.uploads.asked import FILE_KINDS
from egovframe.kernel.text import Text
from egovframe.web import shown

if TYPE_CHECKING:
    from egovframe.forms.questions import Question

DATES = ("date", "birth-date")


def in_words(question: Question, value: Any, language: str) -> str:  # noqa: PLR0911 - one a kind
    """Return an answer as a person reads it; an empty string when there is none."""
    if value is None or value in ("", []):
        return ""
    if question.kind in FILE_KINDS:
        return _counted(value).in_(language)
    if question.kind in ("choice", "choices"):
        chosen = value if isinstance(value, list | tuple | set | frozenset) else [value]
        return ", ".join(question.label_of(getattr(each, "value", each)).in_(language) for each in chosen)
    if question.kind == "yes-no" and isinstance(value, bool):
        return (YES if value else NO).in_(language)
    if question.kind in DATES and not isinstance(value, str):
        return shown.full_day(value, language=language)
    if question.kind == "money" and isinstance(value, int):
        return f"{value:,}원" if language == "ko" else f"₩{value:,}"
    if question.kind == "group" and isinstance(value, list):
        return "\n".join(_entry(question, entry, number, language) for number, entry in enumerate(value, 1))
    if question.kind == "consent" and isinstance(value, bool):
        return (AGREED if value else NOT_AGREED).in_(language)
    return _parts(value, language)


def _entry(question: Question, entry: Any, number: int, language: str) -> str:
    """Return one entry of a group on a line: what it is called, then its answers by their questions."""
    called = f"{question.each.in_(language)} {number}" if question.each else str(number)
    if isinstance(entry, str):  # hidden whole
        return f"{called}: {entry}"
    said = []
    for each in question.questions:
        value = value_of(each, entry.get(each.name)) if isinstance(entry, Mapping) else getattr(entry, each.name, None)
        words = in_words(each, value, language)
        if words:
            said.append(f"{each.label.in_(language)} {words}")
    return f"{called}: {', '.join(said)}"


def _parts(value: Any, language: str) -> str:
    """Return an answer of several parts on one line; any other as it is."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, Period):
        return " – ".join(shown.full_day(day, language=language) for day in (value.start, value.end))
    if isinstance(value, PostalAddress):
        return " ".join(part for part in (f"({value.zip})", value.road, value.detail) if part)
    if isinstance(value, Place):
        return f"{value.lat}, {value.lon}"
    return str(value)


def _counted(value: Any) -> Text:
    number = 1 if isinstance(value, str) else len(value)
    return Text(ko=f"파일 {number}개", en=f"{number} file{'s' if number != 1 else ''}")


YES = Text(ko="예", en="Yes")
NO = Text(ko="아니요", en="No")
AGREED = Text(ko="동의함", en="Agreed")
NOT_AGREED = Text(ko="동의하지 않음", en="Not agreed")
