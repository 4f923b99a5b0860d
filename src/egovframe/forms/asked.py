"""From an attribute of a class to its question: what `ask` was told and what the annotation says."""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic_core import to_jsonable_python

from egovframe.forms.composed import Period, Place, PostalAddress
from egovframe.forms.identifiers import Identifier, declare, identifier
from egovframe.forms.kinds import schema_of, try_out
from egovframe.forms.personal import Kind, Personal
from egovframe.forms.questions import (
    DEEPEST_GROUP,
    LEVELS,
    MOST_ENTRIES,
    PLAIN_KINDS,
    Choice,
    Choices,
    Limits,
    Question,
    choice,
    own_level,
)
from egovframe.kernel.errors import DeclarationError

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import CoreSchema

    from egovframe.forms.logic import Rule
    from egovframe.forms.questions import KindName
    from egovframe.kernel.text import Text


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Asked:
    """What `ask` was told; the annotation says the rest."""

    label: Text
    hint: Text | None = None
    limits: Limits = NO_LIMITS
    choices: tuple[Choice, ...] = ()
    public: bool = False
    purpose: Text | None = None
    basis: Text | None = None
    page: Text | None = None
    when: Rule | None = None
    computed: Rule | None = None
    each: Text | None = None
    accept: tuple[str, ...] = ()
    max_size: int | None = None
    refusal: Text | None = None
    prefill: str | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """The question as a field of the class carries it: pydantic checks the answer as the question says."""

    question: Question
    source: object

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Return the question's own check; the plain annotation alone would allow more."""
        entry = handler.generate_schema(self.source) if self.question.kind == "group" else self.source
        return schema_of(self.question, source=entry)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an annotation says about an answer."""

    base: Any
    markers: tuple[Any, ...]
    nullable: bool
    several: bool


PLAIN: dict[Any, KindName] = {
    str: "text",
    int: "whole-number",
    Decimal: "number",
    bool: "yes-no",
    dt.date: "date",
    dt.time: "time",
    Period: "period",
    PostalAddress: "postal-address",
    Place: "place",
}


def read_question(name: str, field: FieldInfo) -> tuple[Question, object]:
    """Return the question of one attribute, and its plain type (an enum where it was declared with one).

    Raises:
        DeclarationError: what was declared does not hold together.
    """
    told = next((each for each in field.metadata if isinstance(each, Asked)), None)
    if told is None:
        raise _wrong(name, "has no question", f'Write `{name}: … = ask("…")`.')
    answer = _answer(field.annotation, tuple(field.metadata), several=False)
    declare(*(each for each in answer.markers if isinstance(each, Identifier)))
    kind = _kind(name, answer, told)
    offered = _choices(name, answer, told) if kind in {"choice", "choices"} else ()
    if told.when is not None and not answer.nullable:
        raise _wrong(name, "is asked only sometimes, so it may have no answer", f"Write `{name}: … | None`.")
    # Of a conditional question, `| None` says that it may not be asked; only default=None says it may stay unanswered.
    nullable = answer.nullable and (told.when is None or (not field.is_required() and field.default is None))
    inner = _inner(name, answer) if kind == "group" else ()
    levels = [each.level for each in answer.markers if isinstance(each, type) and issubclass(each, Personal)]
    levels += [own] if (own := own_level(kind)) is not None else [each.personal for each in inner if each.personal]
    question = Question(
        name=name,
        label=told.label,
        kind=kind,
        required=field.is_required() and not nullable,
        nullable=nullable,
        default=None if field.is_required() else _as_json(field.default),
        hint=told.hint,
        limits=told.limits,
        choices=offered,
        public=told.public,
        personal=max(levels, key=LEVELS.index, default=None),
        purpose=told.purpose,
        basis=told.basis,
        page=told.page,
        when=told.when,
        computed=told.computed,
        questions=inner,
        each=told.each,
        accept=told.accept,
        max_size=told.max_size,
        refusal=told.refusal,
        prefill=told.prefill,
        fixed=told.fixed,
    )
    check_question(question)
    return question, answer.base


def check_question(question: Question) -> None:
    """Check what holds for every question, from a class or from data.

    Raises:
        DeclarationError: a personal answer would be public, an identifier has no basis, limits cannot be checked.
    """
    name = question.name
    if question.computed is not None:
        _check_computed(question)
    if question.kind not in {"file", "files"} and (question.accept or question.max_size is not None):
        raise _wrong(name, "is no file, but has limits of files", "Take accept= and max_size= away.")
    _check_prefill(question)
    if question.each is not None and question.kind != "group":
        raise _wrong(name, "is no group, but says what an entry is called", "Take each= away.")
    if question.refusal is not None and question.kind != "consent":
        raise _wrong(name, "asks for no consent, but says what refusing means", "Take refusal= away.")
    if question.kind == "consent" and question.nullable:
        raise _wrong(name, "asks for a consent that may have no answer", "Write Consent, or default=False.")
    if question.kind == "group":
        _check_group(question)
    if question.personal and question.public:
        raise _wrong(name, "is personal, so it cannot be public", "Take public=True away.")
    # A group is as personal as what is asked in it, and that names its basis itself.
    if question.personal == "unique-id" and question.basis is None and question.kind != "group":
        raise _wrong(
            name,
            f"asks for a unique identifier without a legal basis{_asked_by(question)}",
            'Name the law that allows it: basis="…", or do not ask.',
        )
    values = [offered.value for offered in question.choices]
    if len(set(values)) != len(values):
        raise _wrong(name, "offers the same answer twice", "Give each choice a value of its own.")
    try_out(question)


def _asked_by(question: Question) -> str:
    """Return, in brackets, the articles that ask for the basis of an identifier, where its jurisdiction names them."""
    law = "" if question.identifier is None else question.identifier.law
    return f" ({law})" if law else ""


COMPUTABLE = frozenset({"text", "long-text", "whole-number", "number", "money", "yes-no", "choice", "choices", "date"})
COMPUTABLE |= {"time"}
"""Kinds whose answer a rule can work out."""


_PREFILLABLE: frozenset[str] = COMPUTABLE | {"phone", "email", "person-name", "address", "postal-address", "birth-date"}


def is_prefillable(kind: str) -> bool:
    """Say whether an answer of this kind can be looked up for a person: no unique identifier is."""
    if kind in PLAIN_KINDS:
        return kind in _PREFILLABLE
    found = identifier(kind)
    return found is not None and found.personal != "unique-id"


def _check_prefill(question: Question) -> None:
    if question.prefill is None:
        if question.fixed:
            raise _wrong(question.name, "is looked up nowhere, so its answer cannot be fixed", "Write prefill= too.")
        return
    source, dot, attribute = question.prefill.partition(".")
    if not dot or not source or not attribute.isidentifier():
        raise _wrong(question.name, f"looks its answer up in {question.prefill!r}", 'Write prefill="source.attribute".')
    if not is_prefillable(question.kind) or question.computed is not None:
        raise _wrong(question.name, f"is of a kind that is not looked up: {question.kind}", "Take prefill= away.")


def _check_computed(question: Question) -> None:
    if question.kind not in COMPUTABLE:
        raise _wrong(question.name, f"is of a kind that cannot be worked out: {question.kind}", "Take computed= away.")
    if question.default is not None:
        raise _wrong(question.name, "is worked out, so it has no default", "Take default= away.")


def _check_group(question: Question, depth: int = 1) -> None:
    if not question.questions:
        raise _wrong(question.name, "is a group that asks nothing", "Give its class questions, or leave it out.")
    if depth > DEEPEST_GROUP:
        raise _wrong(question.name, f"stands deeper than {DEEPEST_GROUP} groups in one another", "Ask it further out.")
    if question.default not in (None, ()):
        raise _wrong(question.name, "is a group with entries by default", "Let default= be an empty list.")
    if question.max_entries > MOST_ENTRIES:
        raise _wrong(question.name, f"takes more than {MOST_ENTRIES} entries", "Let max_length= be smaller.")
    for each in question.questions:
        if each.kind == "group":
            _check_group(each, depth + 1)


def _inner(name: str, answer: Answer) -> tuple[Question, ...]:
    """Return the questions of the class of a group."""
    form = answer.base
    if not form.form_questions and not form.__pydantic_complete__:
        raise _wrong(name, "is a group of a class that is not finished", "Declare the class of the group first.")
    return tuple(form.form_questions.values())


def _answer(annotation: Any, markers: tuple[Any, ...], *, several: bool, nullable: bool = False) -> Answer:
    """Unwrap `Annotated`, `X | None` and `list[X]`, gathering the markers on the way."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _answer(inner, (*markers, *more), several=several, nullable=nullable)
    if origin in {Union, types.UnionType}:
        arguments = get_args(annotation)
        rest = [each for each in arguments if each is not type(None)]
        if len(rest) == 1 and len(arguments) == 2:
            return _answer(rest[0], markers, several=several, nullable=True)
    if origin is list and not several:
        return _answer(get_args(annotation)[0], markers, several=True, nullable=nullable)
    return Answer(annotation, markers, nullable, several)


def _kind(name: str, answer: Answer, told: Asked) -> str:
    base = answer.base
    is_choice = (
        get_origin(base) is Literal
        or (isinstance(base, type) and issubclass(base, Enum))
        or (base is str and bool(told.choices))
    )
    if is_choice:
        return "choices" if answer.several else "choice"
    said = next((each.name for each in answer.markers if isinstance(each, Kind | Identifier)), None)
    if answer.several and said == "file":
        return "files"
    if answer.several and hasattr(base, "form_questions"):
        return "group"
    if answer.several:
        raise _wrong(name, "takes several answers without offering any", 'Write list[Literal["…", "…"]].')
    kind = said or (PLAIN.get(base) if isinstance(base, type) else None)
    if kind is None:
        shown = getattr(base, "__name__", str(base))
        raise _wrong(
            name,
            f"has a type that no question takes: {shown}",
            "Use str, LongText, int, Decimal, Won, bool, date, time, Period, Place, File, Consent, Literal, an Enum,"
            " a list of choices, of files or of a Form, or a personal type.",
        )
    return kind


def _choices(name: str, answer: Answer, told: Asked) -> tuple[Choice, ...]:
    """Return the answers offered: those of the type, in its order, with the words that `ask` was told."""
    base = answer.base
    if base is str:
        return told.choices
    offered: tuple[Any, ...]
    if get_origin(base) is Literal:
        offered = get_args(base)
    elif issubclass(base, Choices):
        return told.choices or tuple(member.choice for member in base)
    else:
        offered = tuple(member.value for member in base)
    if not all(isinstance(value, str) for value in offered):
        raise _wrong(name, "offers an answer that is not text", "Give every choice a value in text.")
    if told.choices and {each.value for each in told.choices} != set(offered):
        raise _wrong(name, "has choices other than its type", "Let choices= name exactly the values of the type.")
    return told.choices or tuple(choice(value) for value in offered)


def _as_json(default: object) -> object:
    value = to_jsonable_python(default)
    return tuple(value) if isinstance(value, list) else value


def _wrong(name: str, what: str, hint: str) -> DeclarationError:
    return DeclarationError(f"Question {name!r} {what}.", hint=hint)
