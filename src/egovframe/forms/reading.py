"""How people write answers: full-width digits, thousands separators, dates with dots, ticked boxes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from egovframe.forms.composed import PARTS

if TYPE_CHECKING:
    from egovframe.forms.questions import Question

YES = frozenset({"yes", "true", "on", "1", "y", "예", "네"})
NO = frozenset({"no", "false", "off", "0", "n", "아니요", "아니오"})

_DATE = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
_DATE_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(
    r"(?P<half>오전|오후|am|AM|pm|PM)?\s*(?P<hour>\d{1,2})\s*(?:시\s*(?:(?P<minutes>\d{1,2})\s*분)?|:(?P<minute>\d{2})(?::\d{2})?)"
)
_WHOLE = re.compile(r"[+-]?\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def gather(pairs: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Return what a page posted, by name; a name that came several times has a list."""
    gathered: dict[str, str | list[str]] = {}
    for name, value in pairs:
        before = gathered.get(name)
        if before is None:
            gathered[name] = value
        elif isinstance(before, list):
            before.append(value)
        else:
            gathered[name] = [before, value]
    return gathered


def from_page(questions: Mapping[str, Question], posted: Mapping[str, object], *, at: str = "") -> dict[str, object]:
    """Return the answers of an HTML post: what stands in its fields, without those left blank.

    Line ends come as CRLF (HTML Standard, form submission) and are kept as LF, as the person typed them. `at` is what
    the names of the fields begin with: those of a group's entries are `things.0.price`.
    """
    answers: dict[str, object] = {}
    for name, question in questions.items():
        if question.computed is not None:
            continue
        value: object
        if question.kind == "group":
            value = _posted_entries(question, posted, f"{at}{name}.")
        elif question.kind in {"choices", "files"}:
            value = _ticked(question, posted.get(f"{at}{name}"))
        else:
            value = _entered(question, posted, f"{at}{name}")
        if isinstance(value, str):
            if not value or value.isspace():
                continue
            value = value.replace("\r\n", "\n") if "\r" in value else value
        if value is not None or question.kind == "choices":
            answers[name] = value
    return answers


def entries_posted(posted: Iterable[str], start: str) -> list[int]:
    """Return the numbers of the entries of a group whose fields begin so, in their order."""
    numbers = {
        int(number)
        for name in posted
        if name.startswith(start)
        and len(number := name[len(start) :].partition(".")[0]) <= 4
        and number.isascii()
        and number.isdecimal()
    }
    return sorted(numbers)


def _posted_entries(question: Question, posted: Mapping[str, object], start: str) -> list[object] | None:
    """Return the entries of a group; one in which nothing was written is none."""
    entries: list[object] = []
    inner = {each.name: each for each in question.questions}
    for number in entries_posted(posted, start):
        at = f"{start}{number}."
        if any(_written(value) for name, value in posted.items() if name.startswith(at)):
            entries.append(from_page(inner, posted, at=at))
    return entries or (None if question.nullable or question.default is not None else [])


def _written(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_written, value))
    return not isinstance(value, str) or bool(value and not value.isspace())


def _ticked(question: Question, value: object) -> list[object] | None:
    """Return what was ticked of several choices, or which files were sent up."""
    ticked = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [each for each in ticked if each] or (None if question.nullable or question.kind == "files" else [])


def _entered(question: Question, posted: Mapping[str, object], name: str) -> object:  # noqa: PLR0911 - one a case
    """Return what stands in the field of a question that has one answer."""
    value = posted.get(name)
    if isinstance(value, list):  # the last counts, as for a box over its hidden twin
        value = value[-1] if value else None
    match question.kind:
        case "yes-no" | "consent":
            if value is None and question.control == "checkbox":
                return False
            if value is None and question.kind == "consent" and not question.required:
                return False
            return _yes_no(value) if isinstance(value, str) else value
        case "whole-number" | "money":
            return int(value) if isinstance(value, str) and value.isdecimal() and len(value) <= 20 else value
        case "date" | "birth-date":
            return _date_of_parts(posted, name) if value is None else value
        case "period" | "postal-address" | "place":
            return _parts_of(posted, name, question.kind) if value is None else value
        case _:
            return value


def _parts_of(posted: Mapping[str, object], name: str, kind: str) -> dict[str, str] | None:
    """Return the parts of an answer that were filled in, or None."""
    parts = {part: posted.get(f"{name}-{part}") for part in PARTS[kind]}
    if kind == "period":
        parts = {part: value or _date_of_parts(posted, f"{name}-{part}") for part, value in parts.items()}
    return {part: value for part, value in parts.items() if isinstance(value, str) and value.strip()} or None


def as_written(questions: Mapping[str, Question], answers: Mapping[str, object]) -> dict[str, object]:
    """Return the answers with numbers, dates and the like read as people write them; texts stay as they are.

    An empty text is no answer. What cannot be read stays, for the check to refuse.
    """
    read: dict[str, object] = {}
    for name, value in answers.items():
        question = questions.get(name)
        if question is None:
            read[name] = value
        elif value == "" or (value is None and not question.nullable):
            continue
        elif isinstance(value, str) and (reader := reader_of(question)) is not None:
            if question.required or not value.isspace():
                read[name] = reader(value)
        elif isinstance(value, list) and question.kind == "group":
            inner = {each.name: each for each in question.questions}
            read[name] = [as_written(inner, each) if isinstance(each, Mapping) else each for each in value]
        elif isinstance(value, Mapping) and question.kind in PARTS:
            read[name] = {part: _part(question.kind, part, each) for part, each in value.items()}
        elif isinstance(value, float) and value.is_integer() and question.kind in {"whole-number", "money"}:
            read[name] = int(value)
        else:
            read[name] = value
    return read


def unkeepable(value: object) -> str | None:
    """Return the code of the fault of a text that no database can keep, or None."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return next((code for each in value if (code := unkeepable(each))), None)
    if not isinstance(value, str):
        return None
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        return "characters"
    return None


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


def _whole(value: str) -> int | str:
    plain = _number(value)
    return int(plain) if _WHOLE.fullmatch(plain) and len(plain) <= 20 else value


def _number(value: str) -> str:
    """Return a number without separators and unit: `１４５,０００원` becomes `145000`."""
    plain = _plain(value).removeprefix("₩").removesuffix("원").strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    return plain.removeprefix("+").replace("−", "-")


def _yes_no(value: str) -> bool | str | None:
    plain = _plain(value).casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    return value or None


def _date(value: str) -> str:
    plain = _plain(value)
    found = _DATE.fullmatch(plain) or _DATE_DIGITS.fullmatch(plain)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else value


def _date_of_parts(posted: Mapping[str, object], name: str) -> str | None:
    parts = [posted.get(f"{name}-{part}") for part in "ymd"]
    given = [_plain(part) for part in parts if isinstance(part, str)]
    if not any(given):
        return None
    return _date("-".join(given))


def _time(value: str) -> str:
    plain = _plain(value)
    found = _TIME.fullmatch(plain)
    if found is None:
        return value
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in ("오후", "pm", "PM") else 0)
    return f"{hour:02}:{int(found['minute'] or found['minutes'] or 0):02}"


def _part(kind: str, part: object, value: object) -> object:
    """Return one part of an answer, read as people write it."""
    if not isinstance(value, str):
        return value
    if kind == "period":
        return _date(value)
    return _plain(value) if kind == "place" or part == "zip" else value


READERS: Mapping[str, Callable[[str], object]] = {
    "whole-number": _whole,
    "money": _whole,
    "number": _number,
    "yes-no": _yes_no,
    "date": _date,
    "birth-date": _date,
    "email": str.strip,
    "phone": str.strip,
    "time": _time,
    "consent": _yes_no,
}
"""Kinds that are read before they are checked; all other answers are kept as given."""


def reader_of(question: Question) -> Callable[[str], object] | None:
    """Return how a text is read before it is checked as this question's answer, or None: it is kept as given."""
    found = question.identifier
    return READERS.get(question.kind) if found is None else lambda value: found.read(_plain(value))
