"""Questions as fields of a page: what a template needs to draw one, with what the person entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from egovframe.forms.composed import PARTS
from egovframe.forms.reading import entries_posted
from egovframe.web.portal.answers import DATES
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from egovframe.forms.questions import Question
    from egovframe.kernel.text import Text

WIDTHS = {
    "whole-number": "w8",
    "number": "w8",
    "money": "w12",
    "phone": "w12",
    "person-name": "w12",
    "signature": "w20",
    "email": "w20",
}
"""A field is as long as its answer."""

AUTOCOMPLETE = {
    "phone": "tel",
    "email": "email",
    "person-name": "name",
    "signature": "name",
    "address": "street-address",
}
"""What the browser may fill in for the person (WCAG 1.3.5)."""

FIRST_PART = {"date": "-y", "period": "-start", "postal-address": "-zip", "place": "-lat", "consent": "", "group": ""}


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that was looked up: what people call the register, and the answer in words where it is fixed."""

    source: Text
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: what was posted (None before anything was), what is wrong with it, what is not asked.

    `more` is the group that gets a blank entry, `worked_out` holds computed answers in words, `brought` what was looked
    up; all by dotted names.
    """

    posted: Fields | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    more: str = ""
    worked_out: Mapping[str, str] = field(default_factory=dict)
    brought: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a group: its number from 1, its name (`things.0`), and the fields in it."""

    number: int
    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One question with what was entered and what is wrong with it. `name` is dotted inside a group."""

    question: Question
    name: str
    values: tuple[str, ...]
    parts: tuple[str, str, str]
    fault: str
    pieces: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    worked_out: str = ""
    brought: Known | None = None

    @property
    def id(self) -> str:
        """The id of the group or control."""
        return f"q-{self.name}"

    @property
    def target(self) -> str:
        """The id of the control that takes the focus."""
        control = self.question.control
        if control in FIRST_PART:
            return f"{self.id}{FIRST_PART[control]}"
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
        return WIDTHS.get(question.kind, "") if question.identifier is None else "w12"

    @property
    def autocomplete(self) -> str:
        """What the browser may fill in."""
        found = self.question.identifier
        if found is None:
            return AUTOCOMPLETE.get(self.question.kind, "")
        return "" if found.personal is None else "off"

    @property
    def optional(self) -> bool:
        """Whether the field may be left empty."""
        return not self.question.required

    def __iter__(self) -> Iterator[Field]:
        """Go through the field and all fields inside it."""
        yield self
        for entry in self.entries:
            for inner in entry.fields:
                yield from inner


def fields(
    questions: Iterable[Question],
    posted: Fields | None,
    faults: Mapping[str, str],
    *,
    hidden: frozenset[str] = frozenset(),
    more: str = "",
    worked_out: Mapping[str, str] | None = None,
    brought: Mapping[str, Known] | None = None,
) -> list[Field]:
    """Return the fields of a form; `posted` is what the person entered, else the defaults stand there."""
    return _fields(questions, Shown(posted, faults, hidden, more, worked_out or {}, brought or {}), "")


def _fields(questions: Iterable[Question], shown: Shown, at: str) -> list[Field]:
    return [_field(each, shown, f"{at}{each.name}") for each in questions if f"{at}{each.name}" not in shown.hidden]


def _field(question: Question, shown: Shown, name: str) -> Field:
    posted = shown.posted
    values: Sequence[str]
    if posted is not None:
        values = posted.all(name)
        parts = tuple(posted.get(f"{name}-{part}") for part in "ymd")
        pieces = {part: posted.get(f"{name}-{part}") for part in PARTS.get(question.kind, ())}
    else:
        values = _default(question)
        parts = ("", "", "")
        pieces = {}
    if question.kind in DATES and values and not any(parts):
        parts = tuple([*values[0].split("-"), "", "", ""][:3])
    return Field(
        question,
        name,
        tuple(values),
        (parts[0], parts[1], parts[2]),
        shown.faults.get(name, ""),
        pieces,
        _entries(question, shown, name) if question.kind == "group" else (),
        shown.worked_out.get(name, ""),
        shown.brought.get(name),
    )


def _entries(question: Question, shown: Shown, name: str) -> tuple[Entry, ...]:
    """Return the entries of a group: those that were posted, at least as many as it needs, one more where asked for."""
    there = len(entries_posted(shown.posted, f"{name}.")) if shown.posted is not None else 0
    wanted = max(there, question.min_entries) + (shown.more == name)
    return tuple(
        Entry(number + 1, f"{name}.{number}", tuple(_fields(question.questions, shown, f"{name}.{number}.")))
        for number in range(min(wanted, question.max_entries))
    )


def _default(question: Question) -> Sequence[str]:
    default = question.default
    if default is None or question.required:
        return ()
    if isinstance(default, bool):
        return ("yes" if default else "no",)
    if isinstance(default, list | tuple):
        return [str(value) for value in default]
    return (str(default),)


def with_defaults(questions: Iterable[Question], posted: Fields) -> Fields:
    """Return what was posted, and the defaults of the questions for which nothing was."""
    pairs = [(name, value) for name in posted for value in posted.all(name)]
    for question in questions:
        if not any(
            name == question.name or name.startswith((f"{question.name}-", f"{question.name}.")) for name in posted
        ):
            pairs += [(question.name, value) for value in _default(question)]
    return Fields(pairs)


def as_posted(question: Question, value: Any, *, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield an answer, in JSON values, as a browser would post it; `at` begins its name, inside a group."""
    name = f"{at}{question.name}"
    if value is None:
        return
    if question.kind == "group":
        for number, entry in enumerate(value):
            for each in question.questions:
                yield from as_posted(each, entry.get(each.name), at=f"{name}.{number}.")
    elif question.kind in PARTS and isinstance(value, dict):
        for part in PARTS[question.kind]:
            yield f"{name}-{part}", str(value.get(part, ""))
    elif question.kind in DATES:
        yield from zip((f"{name}-{part}" for part in "ymd"), str(value).split("-"), strict=False)
    elif isinstance(value, list):
        yield from ((name, str(each)) for each in value)
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    else:
        yield name, str(value)


def entered(questions: Iterable[Question], posted: Fields) -> list[tuple[str, str]]:
    """Return what was posted for these questions, pair by pair, to be carried in hidden fields."""
    return list(_entered(questions, posted, ""))


def _entered(questions: Iterable[Question], posted: Fields, at: str) -> Iterator[tuple[str, str]]:
    for question in questions:
        name = f"{at}{question.name}"
        if question.kind == "group":
            for number in entries_posted(posted, f"{name}."):
                yield from _entered(question.questions, posted, f"{name}.{number}.")
            continue
        parts: tuple[str, ...] = PARTS.get(question.kind, ())
        if question.kind in DATES:
            parts = ("y", "m", "d")
        elif question.kind == "period":
            parts += tuple(f"{part}-{piece}" for part in parts for piece in "ymd")
        for each in (name, *(f"{name}-{part}" for part in parts)):
            yield from ((each, value) for value in posted.all(each))


def settled(
    questions: Iterable[Question], posted: Fields, *, without: str = "", wrong: Iterable[str] = ()
) -> tuple[Fields, dict[str, str]]:
    """Return what was posted with the entries of groups numbered from 0, without those in which nothing stands.

    `without` is an entry that was taken away (`things.1`), `wrong` are fields whose files were refused: their entries
    stay, behind the others where nothing else stands in them. The names as they were posted are returned too, those in
    `wrong` among them, each with the name that it has now; what is in no entry any more is missing.
    """
    listed, refused = list(questions), frozenset(wrong)
    names = {name: name for name in (*posted, *refused) if not (without and name.startswith(f"{without}."))}
    if not any(question.kind == "group" for question in listed):
        return posted, names
    _settle(listed, names, posted, refused, "")
    pairs = []
    for name, now in names.items():
        values = posted.all(name) or ([""] if name in refused and "." in name else [])
        pairs += [(now, value) for value in values]
    return Fields(pairs), names


def _settle(
    questions: Iterable[Question], names: dict[str, str], posted: Fields, refused: frozenset[str], at: str
) -> None:
    for question in questions:
        if question.kind != "group":
            continue
        start = f"{at}{question.name}."
        written: list[list[str]] = []
        blank: list[list[str]] = []  # the check counts the entries in which something is written, and only those
        for number in entries_posted(names.values(), start):
            own = [name for name, now in names.items() if now.startswith(f"{start}{number}.")]
            if any(value.strip() for name in own for value in posted.all(name)):
                written.append(own)
            elif refused.intersection(own):
                blank.append(own)
            else:
                for name in own:
                    del names[name]
        for kept, own in enumerate([*written, *blank]):
            for name in own:
                names[name] = f"{start}{kept}.{names[name][len(start) :].partition('.')[2]}"
        for kept in range(len(written) + len(blank)):
            _settle(question.questions, names, posted, refused, f"{start}{kept}.")


def gathered(posted: Fields) -> dict[str, str | list[str]]:
    """Return what was posted by name, as the forms component reads it."""
    values = {name: posted.all(name) for name in posted}
    return {name: each[0] if len(each) == 1 else each for name, each in values.items()}
