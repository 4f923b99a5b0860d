"""Answers in words, as people read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.answers import value_of
from egovframe.forms.composed import Period, Place, PostalAddress
from egovframe.forms.uploads.asked import FILE_KINDS
from egovframe.kernel.text import Text
from egovframe.web import shown

if TYPE_CHECKING:
    from egovframe.forms.questions import Question

DATES = ("date", "birth-date")
NO_FILES: Final[Mapping[str, str]] = {}


def in_words(  # noqa: PLR0911 - one a kind
    question: Question, value: Any, language: str, *, files: Mapping[str, str] = NO_FILES
) -> str:
    """Return an answer as a person reads it; an empty string when there is none.

    `files` are files in words, by id; of those that are not among them it is said how many there are.
    """
    if value is None or value in ("", []):
        return ""
    if question.kind in FILE_KINDS:
        return _files(value, files, language)
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
        return "\n".join(_entry(question, entry, number, language, files) for number, entry in enumerate(value, 1))
    if question.kind == "consent" and isinstance(value, bool):
        return (AGREED if value else NOT_AGREED).in_(language)
    return _parts(value, language)


def entry_name(question: Question, number: int, language: str) -> str:
    """Return what an entry of a group is called; `number` counts from 1."""
    return f"{question.each.in_(language)} {number}" if question.each else str(number)


def _entry(question: Question, entry: Any, number: int, language: str, files: Mapping[str, str]) -> str:
    """Return one entry of a group on a line: what it is called, then its answers by their questions."""
    called = entry_name(question, number, language)
    if isinstance(entry, str):  # hidden whole
        return f"{called}: {entry}"
    said = []
    for each in question.questions:
        value = value_of(each, entry.get(each.name)) if isinstance(entry, Mapping) else getattr(entry, each.name, None)
        words = in_words(each, value, language, files=files)
        if words:
            said.append(f"{each.label.in_(language)} {words.replace(chr(10), ', ')}")
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


def _files(value: Any, files: Mapping[str, str], language: str) -> str:
    """Return files in words, one a line, and how many there are of which nothing is known."""
    ids = [value] if isinstance(value, str) else list(value)
    known = [files[each] for each in ids if each in files]
    number = len(ids) - len(known)
    others = Text(ko=f"파일 {number}개", en=f"{number} file{'s' if number != 1 else ''}").in_(language)
    return "\n".join([*known, others] if number else known)


YES = Text(ko="예", en="Yes")
NO = Text(ko="아니요", en="No")
AGREED = Text(ko="동의함", en="Agreed")
NOT_AGREED = Text(ko="동의하지 않음", en="Not agreed")
