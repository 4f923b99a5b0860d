"""Questions as fields of a page: what a template needs to draw one, with what the person entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.kernel.text import Text
from egovframe.web import shown

if TYPE_CHECKING:
    from egovframe.forms.questions import Question
    from egovframe.web.urlencoded import Fields

WIDTHS = {
    "whole-number": "w8",
    "number": "w8",
    "money": "w12",
    "phone": "w12",
    "resident-number": "w12",
    "person-name": "w12",
    "email": "w20",
}
"""A field is as long as its answer."""

AUTOCOMPLETE = {
    "phone": "tel",
    "email": "email",
    "person-name": "name",
    "address": "street-address",
    "resident-number": "off",
}
"""What the browser may fill in for the person (WCAG 1.3.5)."""

_DATES = ("date", "birth-date")


@dataclass(frozen=True, slots=True)
class Field:
    """One question with what was entered and what is wrong with it."""

    question: Question
    values: tuple[str, ...]
    parts: tuple[str, str, str]
    fault: str

    @property
    def id(self) -> str:
        """The id of the group or control."""
        return f"q-{self.question.name}"

    @property
    def target(self) -> str:
        """The id of the control that takes the focus."""
        control = self.question.control
        if control == "date":
            return f"{self.id}-y"
        return f"{self.id}-0" if control in ("radios", "checkboxes") else self.id

    @property
    def value(self) -> str:
        """The text that was entered."""
        return self.values[0] if self.values else ""

    @property
    def width(self) -> str:
        """The class for its width, or an empty string for the whole line."""
        question = self.question
        if question.kind == "text" and question.max_length is not None and question.max_length <= 20:
            return "w12"
        return WIDTHS.get(question.kind, "")

    @property
    def autocomplete(self) -> str:
        """What the browser may fill in."""
        return AUTOCOMPLETE.get(self.question.kind, "")

    @property
    def optional(self) -> bool:
        """Whether the field may be left empty."""
        return not self.question.required


def fields(questions: Iterable[Question], posted: Fields | None, faults: Mapping[str, str]) -> list[Field]:
    """Return the fields of a form; `posted` is what the person entered, else the defaults stand there."""
    return [_field(question, posted, faults.get(question.name, "")) for question in questions]


def _field(question: Question, posted: Fields | None, fault: str) -> Field:
    values: Sequence[str]
    if posted is not None:
        values = posted.all(question.name)
        parts = tuple(posted.get(f"{question.name}-{part}") for part in "ymd")
    else:
        values = _default(question)
        parts = ("", "", "")
    if question.kind in _DATES and values and not any(parts):
        parts = tuple([*values[0].split("-"), "", "", ""][:3])
    return Field(question, tuple(values), (parts[0], parts[1], parts[2]), fault)


def _default(question: Question) -> Sequence[str]:
    default = question.default
    if default is None or question.required:
        return ()
    if isinstance(default, bool):
        return ("yes" if default else "no",)
    if isinstance(default, list | tuple):
        return [str(value) for value in default]
    return (str(default),)


def entered(questions: Iterable[Question], posted: Fields) -> list[tuple[str, str]]:
    """Return what was posted for these questions, pair by pair, to be carried in hidden fields."""
    pairs = []
    for question in questions:
        names = [question.name]
        if question.kind in _DATES:
            names += [f"{question.name}-{part}" for part in "ymd"]
        pairs += [(name, value) for name in names for value in posted.all(name)]
    return pairs


def gathered(posted: Fields) -> dict[str, str | list[str]]:
    """Return what was posted by name, as the forms component reads it."""
    values = {name: posted.all(name) for name in posted}
    return {name: each[0] if len(each) == 1 else each for name, each in values.items()}


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
    if question.kind in _DATES and not isinstance(value, str):
        return shown.full_day(value, language=language)
    if question.kind == "money" and isinstance(value, int):
        return f"{value:,}원" if language == "ko" else f"₩{value:,}"
    return str(value)


def _counted(value: Any) -> Text:
    number = 1 if isinstance(value, str) else len(value)
    return Text(ko=f"파일 {number}개", en=f"{number} file{'s' if number != 1 else ''}")


YES = Text(ko="예", en="Yes")
NO = Text(ko="아니요", en="No")
