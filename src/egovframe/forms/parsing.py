"""Reading a form from JSON: every name is known, every value of its type, or the place is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast, get_args

from egovframe.forms.cosigning.model import Cosigners
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.fees.fee import LARGEST, Fee
from egovframe.forms.identifiers import declared
from egovframe.forms.logic import Rule
from egovframe.forms.public.model import Collecting
from egovframe.forms.questions import (
    DEEPEST_GROUP,
    LEVELS,
    LIMIT_NAMES,
    PLAIN_KINDS,
    Choice,
    Drafts,
    Limits,
    PersonalLevel,
    Question,
    is_kind,
    own_level,
)
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

DEFINITION = frozenset(
    {"name", "version", "title", "about", "limit", "keep", "unit", "role", "kind", "procedure", "drafts"}
    | {"cosigners", "fee", "public", "questions"}
)
QUESTION = frozenset(
    {"name", "label", "hint", "kind", "required", "nullable", "default", "limits", "choices", "public", "personal"}
    | {"purpose", "basis", "page", "when", "computed", "questions", "each", "accept", "max_size", "refusal"}
    | {"prefill", "fixed"}
)
FEE = frozenset({"amount", "currency", "computed", "free_when"})
CHOICE = frozenset({"value", "label", "hint"})
MOST_QUESTIONS = 1_000


def read_definition(data: object) -> dict[str, Any]:
    """Return the parts of a definition, each of its type. Raises DefinitionInvalid that names the place."""
    parts = _object(data, DEFINITION, at="")
    read = _questions(parts.get("questions"), at="questions")
    if sum(map(_counted, read)) > MOST_QUESTIONS:
        raise _wrong("questions", f"at most {MOST_QUESTIONS:,} questions")
    return {
        "name": _str(parts.get("name"), at="name"),
        "version": _int(parts.get("version", 0), at="version"),
        "title": _words(parts.get("title"), at="title"),
        "about": _maybe_words(parts, "about", at=""),
        "limit": _str(parts.get("limit", ""), at="limit"),
        "keep": _str(parts.get("keep", ""), at="keep"),
        "kind": _str(parts.get("kind", ""), at="kind"),
        "procedure": _str(parts.get("procedure", ""), at="procedure"),
        "unit": _maybe_str(parts, "unit"),
        "role": _maybe_str(parts, "role"),
        "drafts": _drafts(parts.get("drafts", "ask")),
        "cosigners": _cosigners(parts.get("cosigners")),
        "fee": _fee(parts.get("fee")),
        "public": _public(parts.get("public")),
        "questions": read,
    }


def _drafts(data: object) -> Drafts:
    if data not in get_args(Drafts):
        raise _wrong("drafts", f"one of {', '.join(get_args(Drafts))}")
    return cast("Drafts", data)


def _cosigners(data: object) -> Cosigners | None:
    if data is None:
        return None
    parts = _object(data, frozenset({"least", "most"}), at="cosigners")
    least, most = (_int(parts.get(name, 0), at=f"cosigners/{name}") for name in ("least", "most"))
    try:
        return Cosigners(least, most)
    except DeclarationError as error:
        raise DefinitionInvalid(error.message, hint=error.hint, at="cosigners") from error


def _fee(data: object) -> Fee | None:
    if data is None:
        return None
    parts = _object(data, FEE, at="fee")
    amount = None if parts.get("amount") is None else _int(parts["amount"], at="fee/amount")
    if (amount is None) == (parts.get("computed") is None):
        raise _wrong("fee", "an amount or a rule that computes it, one of both")
    if amount is not None and amount > LARGEST:
        raise _wrong("fee/amount", f"at most {LARGEST:,}")
    return Fee(
        amount,
        _str(parts.get("currency"), at="fee/currency"),
        _rule(parts, "computed", at="fee"),
        _rule(parts, "free_when", at="fee"),
    )


def _public(data: object) -> Collecting | None:
    if data is None:
        return None
    try:
        return Collecting.parse(data)
    except DeclarationError as error:
        raise DefinitionInvalid(f"public: {error.message}", hint=error.hint) from error


def _questions(data: object, *, at: str, depth: int = 0) -> tuple[Question, ...]:
    listed = _list(data, at=at)
    if len(listed) > MOST_QUESTIONS:
        raise _wrong(at, f"at most {MOST_QUESTIONS:,} questions")
    read = tuple(_question(each, at=f"{at}/{index}", depth=depth) for index, each in enumerate(listed))
    twice = sorted(name for name, times in Counter(question.name for question in read).items() if times > 1)
    if twice:
        raise _wrong(at, f"every name once (twice: {', '.join(twice)})")
    return read


def _counted(question: Question) -> int:
    return 1 + sum(map(_counted, question.questions))


def _kind(value: object, *, at: str) -> str:
    if not is_kind(value):
        known = [*PLAIN_KINDS, *(each.name for each in declared())]
        raise _wrong(at, f"one of {', '.join(known)}, or an identifier of a jurisdiction that is installed")
    return str(value)


def _question(data: object, *, at: str, depth: int = 0) -> Question:
    parts = _object(data, QUESTION, at=at)
    name = _str(parts.get("name"), at=f"{at}/name")
    if not name.isidentifier() or name.startswith(("_", "model_", "form_")):
        raise _wrong(f"{at}/name", "a name of letters, digits and _, as in `road_name`")
    kind = _kind(parts.get("kind"), at=f"{at}/kind")
    personal = parts.get("personal")
    if personal is not None and personal not in get_args(PersonalLevel):
        raise _wrong(f"{at}/personal", f"one of {', '.join(get_args(PersonalLevel))}")
    if personal is None and (own := own_level(kind)) is not None:
        raise _wrong(f"{at}/personal", f"{own} (what the kind {kind} is)")
    inner = _inner(parts, kind, at=at, depth=depth)
    if inner:
        levels = [each.personal for each in inner if each.personal] + ([personal] if personal else [])
        personal = max(levels, key=LEVELS.index, default=None)
    choices = tuple(
        _choice(each, at=f"{at}/choices/{index}")
        for index, each in enumerate(_list(parts.get("choices", []), at=f"{at}/choices"))
    )
    if (kind in {"choice", "choices"}) != bool(choices):
        raise _wrong(f"{at}/choices", "choices for the kinds choice and choices, and for no other")
    required = _bool(parts.get("required", True), at=f"{at}/required")
    nullable = _bool(parts.get("nullable", False), at=f"{at}/nullable")
    default = parts.get("default")
    if required and (nullable or default is not None):
        raise _wrong(f"{at}/required", "false, as there is a default or no answer is an answer")
    if not required and not nullable and default is None:
        raise _wrong(f"{at}/default", "a default, or nullable, as the question is not required")
    return Question(
        name=name,
        label=_words(parts.get("label"), at=f"{at}/label"),
        kind=kind,
        required=required,
        nullable=nullable,
        default=tuple(default) if isinstance(default, list) else default,
        hint=_maybe_words(parts, "hint", at=at),
        limits=_limits(parts.get("limits", {}), at=f"{at}/limits"),
        choices=choices,
        public=_bool(parts.get("public", False), at=f"{at}/public"),
        personal=personal,
        purpose=_maybe_words(parts, "purpose", at=at),
        basis=_maybe_words(parts, "basis", at=at),
        page=_maybe_words(parts, "page", at=at),
        when=_rule(parts, "when", at=at),
        computed=_rule(parts, "computed", at=at),
        questions=inner,
        each=_maybe_words(parts, "each", at=at),
        accept=tuple(
            _str(each, at=f"{at}/accept/{index}")
            for index, each in enumerate(_list(parts.get("accept", []), at=f"{at}/accept"))
        ),
        max_size=None if parts.get("max_size") is None else _int(parts["max_size"], at=f"{at}/max_size"),
        refusal=_maybe_words(parts, "refusal", at=at),
        prefill=None if parts.get("prefill") is None else _str(parts["prefill"], at=f"{at}/prefill"),
        fixed=_bool(parts.get("fixed", False), at=f"{at}/fixed"),
    )


def _inner(parts: Mapping[str, Any], kind: str, *, at: str, depth: int) -> tuple[Question, ...]:
    """Return the questions of a group."""
    if kind != "group":
        if "questions" in parts:
            raise _wrong(f"{at}/questions", "questions for the kind group, and for no other")
        return ()
    if depth >= DEEPEST_GROUP:
        raise _wrong(at, f"groups at most {DEEPEST_GROUP} deep in one another")
    return _questions(parts.get("questions"), at=f"{at}/questions", depth=depth + 1)


def _rule(parts: Mapping[str, Any], name: str, *, at: str) -> Rule | None:
    if parts.get(name) is None:
        return None
    try:
        return Rule.of(parts[name])
    except DeclarationError as error:
        raise DefinitionInvalid(
            f"{error.message} It stands at /{at}/{name}.", hint=error.hint, at=f"{at}/{name}"
        ) from error


def _choice(data: object, *, at: str) -> Choice:
    parts = _object(data, CHOICE, at=at)
    return Choice(
        value=_str(parts.get("value"), at=f"{at}/value"),
        label=_words(parts.get("label"), at=f"{at}/label"),
        hint=_maybe_words(parts, "hint", at=at),
    )


def _limits(data: object, *, at: str) -> Limits:
    parts = _object(data, frozenset(LIMIT_NAMES), at=at)
    for name, value in parts.items():
        if name == "pattern":
            _str(value, at=f"{at}/{name}")
        elif name.endswith("_length"):
            _int(value, at=f"{at}/{name}")
        elif isinstance(value, bool) or not isinstance(value, int | str):
            raise _wrong(f"{at}/{name}", "a whole number, or a decimal number or date as text")
    return Limits(**parts)


def _object(data: object, known: frozenset[str], *, at: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise _wrong(at, "an object")
    unknown = sorted(str(name) for name in data if name not in known)
    if unknown:
        raise _wrong(at, f"no other names than {', '.join(sorted(known))} (unknown: {', '.join(unknown)})")
    return data


def _list(data: object, *, at: str) -> list[Any]:
    if not isinstance(data, list | tuple):
        raise _wrong(at, "a list")
    return list(data)


def _str(data: object, *, at: str) -> str:
    if not isinstance(data, str):
        raise _wrong(at, "a text")
    return data


def _maybe_str(parts: Mapping[str, Any], name: str) -> str | None:
    return None if parts.get(name) is None else _str(parts[name], at=name)


def _int(data: object, *, at: str) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or data < 0:
        raise _wrong(at, "a whole number, 0 or more")
    return data


def _bool(data: object, *, at: str) -> bool:
    if not isinstance(data, bool):
        raise _wrong(at, "true or false")
    return data


def _words(data: object, *, at: str) -> Text:
    if isinstance(data, str) and data:
        return Text.of(data)
    if isinstance(data, Mapping) and data and all(isinstance(x, str) for pair in data.items() for x in pair):
        return Text.of(data)
    raise _wrong(at, 'words by language, as in {"ko": "…", "en": "…"}')


def _maybe_words(parts: Mapping[str, Any], name: str, *, at: str) -> Text | None:
    return None if parts.get(name) is None else _words(parts[name], at=f"{at}/{name}".lstrip("/"))


def _wrong(at: str, expected: str) -> DefinitionInvalid:
    return DefinitionInvalid(f"The definition has something else at /{at}.", hint=f"Expected there: {expected}.", at=at)
