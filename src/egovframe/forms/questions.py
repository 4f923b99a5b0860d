"""Questions: what a form asks, of which kind, within which limits.

A `Question` is plain data. It comes from a city's class (`read_question`) or from JSON (`Definition.parse`), and is all
that pages, validation, storage and exports need to know about one field.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, get_args

from egovframe.forms.identifiers import Identifier, identifier
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.logic import Rule

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
    "birth-date",
    "time",
    "period",
    "postal-address",
    "place",
    "file",
    "files",
    "signature",
    "consent",
    "group",
]
"""What a question takes as its answer, wherever the city lies. Identifiers of a jurisdiction are kinds besides."""

PLAIN_KINDS: tuple[KindName, ...] = get_args(KindName)
"""The kinds that are no identifier, in the order in which they are offered."""

PLAIN: frozenset[str] = frozenset(PLAIN_KINDS)
"""The same, to look one up."""

TEXTS: frozenset[str] = frozenset(
    {"text", "long-text", "phone", "email", "person-name", "address", "file", "signature"}
)
"""Kinds whose answer is a piece of text, and so is every identifier."""


def is_kind(name: object) -> bool:
    """Say whether this is the name of a kind: one of ours, or an identifier of a jurisdiction that is installed."""
    return isinstance(name, str) and (name in PLAIN or identifier(name) is not None)


def is_text(kind: str) -> bool:
    """Say whether an answer of this kind is a piece of text."""
    return kind in TEXTS if kind in PLAIN else identifier(kind) is not None


def own_level(kind: str) -> PersonalLevel | None:
    """Return how closely answers of this kind touch a person by themselves."""
    found = None if kind in PLAIN else identifier(kind)
    return OWN_LEVEL.get(kind) if found is None else found.personal


FREE_TEXTS: frozenset[str] = frozenset({"text", "long-text", "person-name", "address", "phone", "signature"})
"""Kinds of text whose shape alone does not rule out control characters."""

NULL_CHARACTER = "null_character"
"""Name of the fault of a text that contains U+0000."""

Control = Literal[
    "input",
    "textarea",
    "number",
    "radios",
    "checkbox",
    "checkboxes",
    "select",
    "date",
    "tel",
    "email",
    "time",
    "period",
    "postal-address",
    "place",
    "file",
    "consent",
    "group",
]
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

Drafts = Literal["pin", "fast-forward", "ask"]
"""What becomes of unfinished petitions when a newer version of their form is published."""

PersonalLevel = Literal["personal", "sensitive", "unique-id"]
"""How closely an answer touches a person (개인정보 보호법 2, 23, 24)."""

LEVELS: tuple[PersonalLevel, ...] = ("personal", "sensitive", "unique-id")
"""The levels, the least first."""

OWN_LEVEL: Mapping[str, PersonalLevel] = {
    "phone": "personal",
    "email": "personal",
    "person-name": "personal",
    "address": "personal",
    "postal-address": "personal",
    "birth-date": "personal",
    "signature": "personal",
}
"""Plain kinds that say a person by themselves; of any kind `own_level` knows it."""

DEEPEST_GROUP = 3
"""How deep groups may stand in groups."""

MOST_ENTRIES = 100
"""Entries that a group takes when the question says nothing else."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form: its words, what it takes, who sees the answer.

    `required` says that an answer must be given. Otherwise a missing answer becomes `default` (as kept in JSON;
    `None` for "no answer"). `nullable` says that "no answer" is a valid state.

    With `when` the question is asked only where that rule holds, and all of this is said of that case; where it does
    not hold there is no answer. With `computed` the office works the answer out. A question of the kind `group` has
    `questions` of its own, which are asked for every entry; `each` is what one entry is called. `accept` (media types)
    and `max_size` (bytes) are limits of files, `refusal` says what becomes of who does not consent. `prefill` names
    where the answer is looked up for who signed in (`source.attribute`); `fixed`: what was found there stays.
    """

    name: str
    label: Text
    kind: str
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
    when: Rule | None = None
    computed: Rule | None = None
    questions: tuple[Question, ...] = ()
    each: Text | None = None
    accept: tuple[str, ...] = ()
    max_size: int | None = None
    refusal: Text | None = None
    prefill: str | None = None
    fixed: bool = False

    @property
    def identifier(self) -> Identifier | None:
        """The kind of identifier that it asks for, or None."""
        return None if self.kind in PLAIN else identifier(self.kind)

    @property
    def max_entries(self) -> int:
        """How many entries a group takes at most."""
        return MOST_ENTRIES if self.limits.max_length is None else self.limits.max_length

    @property
    def min_entries(self) -> int:
        """How many entries a group, or files, choices of a list, take at least."""
        return max(0 if self.nullable or self.default is not None else 1, self.limits.min_length or 0)

    @property
    def max_length(self) -> int | None:
        """Characters that an answer in text takes at most; of `choices`, how many may be ticked."""
        if self.limits.max_length is not None:
            return self.limits.max_length
        found = self.identifier
        return OWN_MAX_LENGTH.get(self.kind) if found is None else found.max_length

    @property
    def control(self) -> Control:
        """The part of a page that takes the answer, without JavaScript."""
        if self.kind == "choice":
            return "radios" if len(self.choices) <= FEW_CHOICES else "select"
        if self.kind == "yes-no":
            return "radios" if self.required or self.nullable else "checkbox"
        return "input" if self.identifier is not None else CONTROLS[self.kind]

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
    "file": 64,
    "signature": 100,
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
    "time": "time",
    "period": "period",
    "postal-address": "postal-address",
    "place": "place",
    "file": "file",
    "files": "file",
    "signature": "input",
    "consent": "consent",
    "group": "group",
}
