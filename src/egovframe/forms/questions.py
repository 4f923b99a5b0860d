"""Questions: what a form asks, of which kind, within which limits.

A `Question` is plain data. It comes from a city's class (`read_question`) or from JSON (`Definition.parse`), and is all
that pages, validation, storage and exports need to know about one field.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT_TEXT = 1_000
"""Characters that a short text (`str`) takes when the question says nothing else."""

LONG_TEXT = 100_000
"""Characters that a long text (`LongText`) takes when the question says nothing else."""

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""

KindName = Literal[
    "text",
    "long-text",
    "whole-number",
    "number",
    "money",
    "yes-no",
    "choice",
    "choices",
    "date",
    "phone",
    "email",
    "person-name",
    "address",
    "resident-number",
    "birth-date",
]
"""What a question takes as its answer."""

TEXTS: frozenset[str] = frozenset({"text", "long-text", "phone", "email", "person-name", "address", "resident-number"})
"""Kinds whose answer is a piece of text."""

FREE_TEXTS: frozenset[str] = frozenset({"text", "long-text", "person-name", "address", "phone"})
"""Kinds of text whose shape alone does not rule out control characters."""

NULL_CHARACTER = "null_character"
"""Name of the fault of a text that contains U+0000."""

Control = Literal["input", "textarea", "number", "radios", "checkbox", "checkboxes", "select", "date", "tel", "email"]
"""The part of a page that takes an answer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a question offers: the value that is kept and the words that a person sees."""

    value: str
    label: Text
    hint: Text | None = None


def choice(value: str, *, ko: str | None = None, en: str | None = None, hint: str | Text | None = None) -> Choice:
    """Return one answer to choose from: `choice("car", ko="자동차", en="Car")`; without words the value is shown."""
    words = {language: text for language, text in (("ko", ko), ("en", en)) if text}
    return Choice(value, Text(**words) if words else Text.of(value), Text.of(hint) if hint is not None else None)


class Choices(StrEnum):
    """A list of answers with a name of its own, for several questions or for handlers that compare.

    ```python
    class Harm(Choices):
        CAR = choice("car", ko="자동차", en="Car")
        PERSON = choice("person", ko="사람", en="A person")
    ```
    """

    choice: Choice

    def __new__(cls, member: Choice | str) -> Choices:  # noqa: PYI034 - an enum's members are of the enum
        """Return the member: its value is what is kept, its label what is shown."""
        offered = member if isinstance(member, Choice) else choice(member)
        self = str.__new__(cls, offered.value)
        self._value_ = offered.value
        self.choice = offered
        return self

    @property
    def label(self) -> Text:
        """The words that a person sees."""
        return self.choice.label


Number = int | float | str
"""A limit of a number: whole numbers as they are, decimal ones and dates as text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how large, of which form an answer may be. `None` leaves the kind's own limit."""

    min_length: int | None = None
    max_length: int | None = None
    ge: int | str | None = None
    gt: int | str | None = None
    le: int | str | None = None
    lt: int | str | None = None
    pattern: str | None = None

    def as_json(self) -> dict[str, int | str]:
        """Return the limits that are set, as kept in JSON."""
        pairs = ((name, getattr(self, name)) for name in LIMIT_NAMES)
        return {name: value for name, value in pairs if value is not None}


LIMIT_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Limits))

PersonalLevel = Literal["personal", "sensitive", "unique-id"]
"""How closely an answer touches a person (개인정보 보호법 2, 23, 24)."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form: its words, what it takes, who sees the answer.

    `required` says that an answer must be given. Otherwise a missing answer becomes `default` (as kept in JSON;
    `None` for "no answer"). `nullable` says that "no answer" is a valid state.
    """

    name: str
    label: Text
    kind: KindName
    required: bool = True
    nullable: bool = False
    default: object = None
    hint: Text | None = None
    limits: Limits = Limits()
    choices: tuple[Choice, ...] = ()
    public: bool = False
    personal: PersonalLevel | None = None
    purpose: Text | None = None
    basis: Text | None = None
    page: Text | None = None

    @property
    def max_length(self) -> int | None:
        """Characters that an answer in text takes at most; of `choices`, how many may be ticked."""
        if self.limits.max_length is not None:
            return self.limits.max_length
        return OWN_MAX_LENGTH.get(self.kind)

    @property
    def control(self) -> Control:
        """The part of a page that takes the answer, without JavaScript."""
        if self.kind == "choice":
            return "radios" if len(self.choices) <= FEW_CHOICES else "select"
        if self.kind == "yes-no":
            return "radios" if self.required or self.nullable else "checkbox"
        return CONTROLS[self.kind]

    def label_of(self, value: object) -> Text:
        """Return the words of a chosen value (the value itself where the question does not offer it)."""
        for offered in self.choices:
            if offered.value == value:
                return offered.label
        return Text.of(str(value))


FEW_CHOICES = 7
"""Up to so many answers are shown as radio buttons; more become a list to pick from."""

OWN_MAX_LENGTH: Mapping[str, int] = {
    "text": SHORT_TEXT,
    "long-text": LONG_TEXT,
    "phone": 40,
    "email": 254,  # RFC 5321, section 4.5.3.1.3, less the angle brackets
    "person-name": 100,
    "address": 500,
    "resident-number": 14,
}

CONTROLS: Mapping[str, Control] = {
    "text": "input",
    "long-text": "textarea",
    "whole-number": "number",
    "number": "number",
    "money": "number",
    "choices": "checkboxes",
    "date": "date",
    "birth-date": "date",
    "phone": "tel",
    "email": "email",
    "person-name": "input",
    "address": "input",
    "resident-number": "input",
}
