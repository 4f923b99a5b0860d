"""A form as data: the same as the class, one to one both ways, versioned and comparable by digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import inspect
import json
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from egovframe.forms.asked import Asked, check_question
from egovframe.forms.changes import Change, changes
from egovframe.forms.composed import TYPES
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.fees.fee import Fee
from egovframe.forms.form import Form
from egovframe.forms.parsing import read_definition
from egovframe.forms.personal import Kind, Personal, Sensitive, UniqueId
from egovframe.kernel.canonical import canonical, canonical_text
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.cosigning.model import Cosigners
    from egovframe.forms.public.model import Collecting
    from egovframe.forms.questions import Choice, Drafts, Question


@dataclass(frozen=True)
class Definition:
    """A form as data. `version` is given when it is published; from then on the definition never changes.

    `limit` is the processing limit (`7d`), `keep` the retention (`5y`) or the id of a record class, `unit` and `role`
    name who handles it, `kind` says of which kind its petitions are by law (empty: of none that it names). `drafts`
    says what becomes of unfinished petitions when a newer version is published: they stay in theirs (`pin`), move to
    the new one (`fast-forward`), or whoever goes on is asked (`ask`). `cosigners` says how many others can sign a
    petition as well; None where nobody else signs. `fee` is what a petition costs. `public` says how its
    petitions collect signatures once they were published; None: they are not public.
    """

    name: str
    title: Text
    questions: tuple[Question, ...]
    about: Text | None = None
    version: int = 0
    limit: str = ""
    keep: str = ""
    unit: str | None = None
    role: str | None = None
    kind: str = ""
    procedure: str = ""
    drafts: Drafts = "ask"
    cosigners: Cosigners | None = None
    fee: Fee | None = None
    public: Collecting | None = None

    @classmethod
    def of(
        cls,
        form: type[Form],
        *,
        name: str,
        title: str | Text,
        about: str | Text | None = None,
        version: int = 0,
        limit: object = "",
        keep: object = "",
        unit: str | None = None,
        role: str | None = None,
        kind: str = "",
        procedure: str = "",
        drafts: Drafts = "ask",
        cosigners: Cosigners | None = None,
        fee: Fee | None = None,
        public: Collecting | None = None,
    ) -> Definition:
        """Return the definition of a city's class. Without `about`, the docstring of the class is the text above it.

        `procedure` names the one that its petitions follow; empty is the statutory one.

        Raises:
            DeclarationError: an annotation of the class names something that does not exist.
        """
        own = form.__dict__.get("__doc__")
        words = about if about is not None else inspect.cleandoc(own) if own else None
        return cls(
            name=name,
            title=Text.of(title),
            questions=tuple(questions_of(form).values()),
            about=Text.of(words) if words else None,
            version=version,
            limit=str(limit),
            keep=str(keep),
            unit=unit,
            role=role,
            kind=kind,
            procedure=procedure,
            drafts=drafts,
            cosigners=cosigners,
            fee=fee,
            public=public,
        )

    @classmethod
    def parse(cls, text: str | bytes | Mapping[str, Any]) -> Definition:
        """Return the definition that this JSON says.

        Raises:
            DefinitionInvalid: it is not JSON, a name is unknown or missing, or a question does not hold together.
        """
        try:
            data = json.loads(text) if isinstance(text, str | bytes) else text
        except ValueError as error:
            raise DefinitionInvalid("The definition is not JSON.", hint=str(error)) from error
        definition = cls(**read_definition(data))
        for question in definition.questions:
            try:
                check_question(question)
            except DeclarationError as error:
                raise DefinitionInvalid(error.message, hint=error.hint) from error
        try:
            definition.form_class()
        except DeclarationError as error:
            raise DefinitionInvalid(error.message, hint=error.hint) from error
        return definition

    def as_json(self) -> dict[str, Any]:
        """Return the definition as JSON values; what says nothing is left out."""
        data: dict[str, Any] = {
            "name": self.name,
            "version": self.version,
            "title": self.title.as_dict(),
            "about": self.about.as_dict() if self.about else None,
            "limit": self.limit or None,
            "keep": self.keep or None,
            "unit": self.unit,
            "role": self.role,
            "kind": self.kind or None,
            "procedure": self.procedure or None,
            "drafts": self.drafts if self.drafts != "ask" else None,
            "cosigners": self.cosigners and self.cosigners.as_json(),
            "fee": self.fee.as_json() if self.fee else None,
            "public": self.public.as_json() if self.public is not None else None,
            "questions": [question_as_json(question) for question in self.questions],
        }
        return {name: value for name, value in data.items() if value is not None}

    def text(self) -> str:
        """Return the definition as canonical JSON (RFC 8785), as it is kept."""
        return canonical_text(self.as_json())

    @property
    def digest(self) -> str:
        """Digest of what the form says (`sha256:…`). The version is left out: the same form is not published twice."""
        data = self.as_json()
        del data["version"]
        return f"sha256:{hashlib.sha256(canonical(data)).hexdigest()}"

    def published(self, version: int) -> Definition:
        """Return the same definition under the version number that it is published with."""
        return replace(self, version=version)

    def question(self, name: str) -> Question:
        """Return the question of this name. Raises KeyError where there is none."""
        return next(each for each in self.questions if each.name == name) if name in self.names else _no(name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the questions, in the order of the form."""
        return tuple(question.name for question in self.questions)

    def diff(self, before: Definition) -> tuple[Change, ...]:
        """Return what changed from another definition to this one, each with words in both languages."""
        return changes(before, self)

    def form_class(self) -> type[Form]:
        """Return a class that takes and checks the same answers as the class this definition was made from."""
        return self._form_class

    @cached_property
    def _form_class(self) -> type[Form]:
        return class_of(self.name.lower(), self.questions, about=str(self.about) if self.about else None)


def questions_of(form: type[Form]) -> Mapping[str, Question]:
    """Return the questions of a class by name, in their order.

    Raises:
        DeclarationError: an annotation of the class names something that does not exist.
    """
    if not form.__pydantic_complete__ and form.model_rebuild(raise_errors=False) is False:
        raise DeclarationError(
            f"Form {form.__name__}: an annotation names something that does not exist.",
            hint="Import what the annotations name, at the top of the module.",
        )
    return form.form_questions


def question_as_json(question: Question) -> dict[str, Any]:
    """Return a question as JSON values; what says nothing is left out."""
    data: dict[str, Any] = {
        "name": question.name,
        "label": question.label.as_dict(),
        "hint": question.hint and question.hint.as_dict(),
        "kind": question.kind,
        "required": question.required,
        "nullable": question.nullable or None,
        "default": list(question.default) if isinstance(question.default, tuple) else question.default,
        "limits": question.limits.as_json() or None,
        "choices": [_choice_as_json(each) for each in question.choices] or None,
        "public": question.public or None,
        "personal": question.personal,
        "purpose": question.purpose and question.purpose.as_dict(),
        "basis": question.basis and question.basis.as_dict(),
        "page": question.page and question.page.as_dict(),
        "when": question.when and question.when.as_json(),
        "computed": question.computed and question.computed.as_json(),
        "questions": [question_as_json(each) for each in question.questions] or None,
        "each": question.each and question.each.as_dict(),
        "accept": list(question.accept) or None,
        "max_size": question.max_size,
        "refusal": question.refusal and question.refusal.as_dict(),
        "prefill": question.prefill,
        "fixed": question.fixed or None,
    }
    return {name: value for name, value in data.items() if value is not None}


def _choice_as_json(offered: Choice) -> dict[str, Any]:
    data: dict[str, Any] = {"value": offered.value, "label": offered.label.as_dict()}
    if offered.hint is not None:
        data["hint"] = offered.hint.as_dict()
    return data


BASES: Mapping[str, Any] = {
    "whole-number": int,
    "money": int,
    "number": Decimal,
    "yes-no": bool,
    "date": dt.date,
    "birth-date": dt.date,
    "time": dt.time,
    "consent": bool,
    **TYPES,
}
MARKERS: Mapping[str, type[Personal]] = {each.level: each for each in (Personal, Sensitive, UniqueId)}


def _annotation(question: Question) -> Any:
    """Return the annotation that says what the question takes."""
    kind = question.kind
    base: Any
    if kind in {"choice", "choices"}:
        base = Literal[tuple(offered.value for offered in question.choices)]
        base = list[base] if kind == "choices" else base
    elif kind == "group":
        base = list[class_of(question.name, question.questions)]  # type: ignore[misc]
    elif kind == "files":
        base = list[Annotated[str, Kind("file")]]
    else:
        base = Annotated[BASES.get(kind, str), Kind(kind)]
    if question.personal:
        base = Annotated[base, MARKERS[question.personal]]
    return base | None if question.nullable or question.when is not None else base


def class_of(name: str, questions: tuple[Question, ...], *, about: str | None = None) -> type[Form]:
    """Return a class of this name (`lost-dog` becomes `LostDog`) that asks these questions."""
    words = "".join(part[:1].upper() + part[1:] for part in name.replace("_", "-").split("-"))
    fields: dict[str, Any] = {each.name: (_annotation(each), _field(each)) for each in questions}
    return create_model(words, __base__=Form, __doc__=about, **fields)


def _field(question: Question) -> FieldInfo:
    default = list(question.default) if isinstance(question.default, tuple) else question.default
    if isinstance(default, str) and question.kind in {"date", "birth-date"}:
        default = dt.date.fromisoformat(default)
    elif isinstance(default, str) and question.kind == "number":
        default = Decimal(default)
    elif isinstance(default, str) and question.kind == "time":
        default = dt.time.fromisoformat(default)
    field = FieldInfo(default=PydanticUndefined if question.required else default)
    field.metadata = [
        Asked(
            label=question.label,
            hint=question.hint,
            limits=question.limits,
            choices=question.choices,
            public=question.public,
            purpose=question.purpose,
            basis=question.basis,
            page=question.page,
            when=question.when,
            computed=question.computed,
            each=question.each,
            accept=question.accept,
            max_size=question.max_size,
            refusal=question.refusal,
            prefill=question.prefill,
            fixed=question.fixed,
        )
    ]
    return field


def _no(name: str) -> Question:
    raise KeyError(name)
