"""The answers of a form, apart: what may lie open and what belongs to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from pydantic_core import to_jsonable_python

from egovframe.forms.composed import PARTS, composed_of
from egovframe.forms.form import Form
from egovframe.forms.personal import mask

if TYPE_CHECKING:
    from egovframe.forms.questions import Question

F = TypeVar("F", bound=Form)


def as_answers(form: Form) -> dict[str, Any]:
    """Return all answers as JSON values in the order of the form; questions without an answer are left out."""
    return form.model_dump(mode="json", exclude_none=True)


def split(form: Form) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the open answers and the personal ones, as JSON values; questions without an answer are left out.

    The markers of the types decide. The two never overlap, and `join` makes the same form of them again.
    """
    questions = type(form).form_questions
    public: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    for name, value in as_answers(form).items():
        (personal if questions[name].personal else public)[name] = value
    return public, personal


def join(form: type[F], public: Mapping[str, Any], personal: Mapping[str, Any] | None = None) -> F:
    """Return the form with the answers that `split` had taken apart, without checking them anew.

    What was accepted under the rules of its day stays readable. Without `personal` (erased, or not for this reader)
    those answers are None.
    """
    kept = {**public, **(personal or {})}
    values = {name: value_of(question, kept.get(name)) for name, question in form.form_questions.items()}
    for name, question in form.form_questions.items():
        if question.kind in {"choice", "choices"}:
            values[name] = _chosen(form, name, values[name])
        elif question.kind == "group" and isinstance(kept.get(name), list):
            entry = class_of_entries(form, name)
            values[name] = [join(entry, each) for each in kept[name]]
    return cast("F", form.model_construct(set(kept), **values))


def masked(form: F) -> F:
    """Return the same form with every personal answer masked: `010-****-1234`, `홍*동`, `h***@example.com`.

    The masks are text whatever the question takes, so the form is for showing, not for deciding.
    """
    hidden = {
        name: _masked(value, question)
        for name, question in type(form).form_questions.items()
        if question.personal and (value := getattr(form, name)) is not None
    }
    return form.model_copy(update=hidden) if hidden else form


def as_plain(form: Form) -> dict[str, Any]:
    """Return the answers as JSON values, as they are shown: a mask is a text whatever its question takes."""
    values = {name: getattr(form, name, None) for name in type(form).form_questions}
    return {name: _as_plain(value) for name, value in values.items() if value is not None}


def _as_plain(value: Any) -> Any:
    if isinstance(value, Form):
        return as_plain(value)
    if isinstance(value, list):
        return [_as_plain(each) for each in value]
    return value.strftime("%H:%M") if isinstance(value, dt.time) else to_jsonable_python(value)


def _masked(value: Any, question: Question) -> Any:
    """Return what may be shown of a personal answer; of a group, every entry with its own personal answers masked."""
    if question.kind == "group" and isinstance(value, list):
        return [masked(entry) if isinstance(entry, Form) else mask(entry, question) for entry in value]
    return mask(value, question)


def class_of_entries(form: type[Form], name: str) -> type[Form]:
    """Return the class of the entries of a group of this form."""
    return next(_forms_in(form.__pydantic_fields__[name].annotation))


def _forms_in(annotation: Any) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for each in get_args(annotation):
        yield from _forms_in(each)


def value_of(question: Question, kept: object) -> object:
    """Return one answer as the class has it, from its JSON value."""
    if isinstance(kept, Mapping) and question.kind in PARTS:
        return composed_of(question.kind, kept)
    if isinstance(kept, str) and question.kind == "time":
        return dt.time.fromisoformat(kept)
    if isinstance(kept, str) and question.kind in {"date", "birth-date"}:
        return dt.date.fromisoformat(kept)
    if isinstance(kept, str) and question.kind == "number":
        return Decimal(kept)
    return kept


def _chosen(form: type[Form], name: str, value: Any) -> Any:
    """Return the members of the enum that a question was declared with, if it was."""
    options = _enum(form.__pydantic_fields__[name].annotation)
    if options is None or value is None:
        return value
    return [options(each) for each in value] if isinstance(value, list) else options(value)


def _enum(annotation: Any) -> type[Enum] | None:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    return next((found for each in get_args(annotation) if (found := _enum(each)) is not None), None)
