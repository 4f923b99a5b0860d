"""Of which type each part of a rule is, and where types do not fit: looked at when a form is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.forms.composed import PARTS
from egovframe.forms.logic.operators import ITEMWISE

if TYPE_CHECKING:
    from egovframe.forms.questions import Question

Type = Literal["number", "text", "yes-no", "date", "time", "list", "entry", "any"]

OF_KIND: Final[Mapping[str, Type]] = {
    "whole-number": "number",
    "number": "number",
    "money": "number",
    "yes-no": "yes-no",
    "consent": "yes-no",
    "date": "date",
    "birth-date": "date",
    "time": "time",
    "choices": "list",
    "files": "list",
    "group": "list",
    "period": "entry",
    "postal-address": "entry",
    "place": "entry",
}
"""Types of answers by kind; all others are texts."""

OF_PART: Final[Mapping[str, Type]] = {"start": "date", "end": "date", "lat": "number", "lon": "number"}

EQUALS: Final = frozenset({"==", "===", "!=", "!=="})
ORDERS: Final = frozenset({"<", "<=", ">", ">="})
SUMS: Final = frozenset({"+", "-", "*", "/", "%", "max", "min"})
RESULTS: Final[Mapping[str, Type]] = {
    **dict.fromkeys([*EQUALS, *ORDERS, "!", "!!", "in", "all", "some", "none"], "yes-no"),
    **dict.fromkeys([*SUMS, "sum", "count", "days"], "number"),
    **dict.fromkeys(["cat", "substr"], "text"),
    **dict.fromkeys(["map", "filter", "merge", "missing", "missing_some"], "list"),
}

Scope = Mapping[str, "Question"]
"""The questions that a part can read by name; None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit: `unknown` name, `types` that are not compared or counted, a `value` that is not offered."""

    code: Literal["unknown", "types", "value"]
    what: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a part: its type, the question that it reads, and the constant that it is."""

    type: Type
    question: Question | None = None
    constant: Any = None
    is_constant: bool = False


def type_of_kind(question: Question) -> Type:
    """Return the type of the answers to a question, as rules see them."""
    return OF_KIND.get(question.kind, "text")


def misfits(rule: Any, scope: Scope) -> tuple[Type, list[Misfit]]:
    """Return the type of what a rule (as JSON) gives, and all that does not fit in it."""
    found: list[Misfit] = []
    return _Walk(found).part(rule, scope).type, found


class _Walk:
    """Goes through a rule and gathers what does not fit."""

    def __init__(self, found: list[Misfit]) -> None:
        self._found = found

    def part(self, part: Any, scope: Scope | None) -> _Known:  # noqa: PLR0911 - one a form of a part
        """Return what is known of a part that sees these questions."""
        if isinstance(part, list):
            for each in part:
                self.part(each, scope)
            return _Known("list", constant=part, is_constant=not any(isinstance(each, dict) for each in part))
        if not isinstance(part, dict):
            return _Known(_type_of_constant(part), constant=part, is_constant=True)
        ((name, said),) = part.items()
        arguments = said if isinstance(said, list) else [said]
        if name == "var":
            return self._read(str(arguments[0] if arguments and arguments[0] is not None else ""), scope)
        if name in ("missing", "missing_some"):
            listed = arguments[1] if name == "missing_some" else arguments
            for each in listed[0] if len(listed) == 1 and isinstance(listed[0], list) else listed:
                self._read(str(each), scope)
            return _Known("list")
        if name in ITEMWISE:
            return self._itemwise(name, arguments, scope)
        known = [self.part(each, scope) for each in arguments]
        if name in ("and", "or", "if", "?:"):
            results = known if name in ("and", "or") else [*known[1::2], *(known[-1:] if len(known) % 2 else [])]
            types = {each.type for each in results if not (each.is_constant and each.constant is None)}
            return _Known(types.pop() if len(types) == 1 else "any")
        self._fit(name, known)
        return _Known(RESULTS.get(name, "any"))

    def _itemwise(self, name: str, arguments: list[Any], scope: Scope | None) -> _Known:
        items = self.part(arguments[0], scope)
        inner: Scope | None = None
        if items.question is not None and items.question.kind == "group":
            inner = {each.name: each for each in items.question.questions}
        if name == "reduce":
            self._reduced(arguments[1], inner)
            for start in arguments[2:]:
                self.part(start, scope)
            return _Known("any")
        result = self.part(arguments[1], inner)
        if name in ("all", "some", "none"):
            return _Known("yes-no")
        return _Known("list", question=items.question if name == "filter" else result.question)

    def _reduced(self, part: Any, inner: Scope | None) -> None:
        """Look at the names in a reduction: `current.price` is an answer of the entry."""
        for path in _paths(part):
            first, _, rest = path.partition(".")
            if first not in ("current", "accumulator"):
                self._found.append(Misfit("unknown", path))
            elif first == "current" and rest and inner is not None:
                self._read(rest, inner)

    def _read(self, path: str, scope: Scope | None) -> _Known:  # noqa: PLR0911 - one a way that a path can end
        if scope is None:
            return _Known("any")
        name, _, rest = path.partition(".")
        question = scope.get(name)
        if question is None:
            self._found.append(Misfit("unknown", path))
            return _Known("any")
        if not rest:
            return _Known(type_of_kind(question), question)
        if question.kind == "group":
            number, _, below = rest.partition(".")
            if number.isdecimal() and below:
                return self._read(below, {each.name: each for each in question.questions})
            return _Known("entry" if number.isdecimal() else self._unknown(path))
        if rest in PARTS.get(question.kind, ()):
            return _Known(OF_PART.get(rest, "text"))
        return _Known(self._unknown(path))

    def _unknown(self, path: str) -> Type:
        self._found.append(Misfit("unknown", path))
        return "any"

    def _fit(self, name: str, known: list[_Known]) -> None:  # noqa: C901 - one a sort of operators
        if name in EQUALS:
            self._comparable(name, known[0], known[1])
        elif name in ORDERS:
            for one, other in pairwise(known):
                self._comparable(name, one, other)
            self._none_of(name, known, {"yes-no", "list", "entry"})
        elif name in SUMS:
            self._none_of(name, known, {"yes-no", "list", "entry", "date", "time"})
            for each in known:
                if each.type == "text" and not each.is_constant:
                    self._found.append(Misfit("types", f"{name}: text"))
        elif name == "days":
            for each in known:
                if each.type not in ("date", "any") and not (each.is_constant and _is_date(each.constant)):
                    self._found.append(Misfit("types", f"days: {each.type}"))
        elif name == "in" and known[0].question is not None and isinstance(known[1].constant, list):
            for value in known[1].constant:
                self._offered(known[0].question, value)
        elif name == "in" and known[0].is_constant and known[1].question is not None:
            self._offered(known[1].question, known[0].constant)

    def _none_of(self, name: str, known: list[_Known], types: set[str]) -> None:
        for each in known:
            if each.type in types:
                self._found.append(Misfit("types", f"{name}: {each.type}"))

    def _comparable(self, name: str, one: _Known, other: _Known) -> None:
        for asked, said in ((one, other), (other, one)):
            if asked.question is not None and said.is_constant:
                self._offered(asked.question, said.constant)
        types = {one.type, other.type}
        if (
            len(types) == 1
            or "any" in types
            or any(each.is_constant and each.constant is None for each in (one, other))
        ):
            return
        if "text" in types:
            text, typed = (one, other) if one.type == "text" else (other, one)
            if text.is_constant and _reads_as(text.constant, typed.type):
                return
        self._found.append(Misfit("types", f"{name}: {one.type}, {other.type}"))

    def _offered(self, question: Question, value: Any) -> None:
        offered = {each.value for each in question.choices}
        if offered and value is not None and not isinstance(value, dict | list) and value not in offered:
            self._found.append(Misfit("value", f"{question.name}: {value}"))


def _paths(part: Any) -> Iterator[str]:
    """Go through the names that a part reads."""
    if isinstance(part, list):
        for each in part:
            yield from _paths(each)
    elif isinstance(part, dict):
        for name, said in part.items():
            if name == "var":
                yield str(said[0] if isinstance(said, list) and said else said or "")
            else:
                yield from _paths(said)


def _type_of_constant(value: Any) -> Type:
    if isinstance(value, bool):
        return "yes-no"
    if isinstance(value, str):
        return "text"
    return "any" if value is None else "number"


def _reads_as(value: Any, type_: Type) -> bool:
    """Say whether a text can be compared with answers of a type."""
    if type_ == "date":
        return _is_date(value)
    if type_ == "time":
        return isinstance(value, str) and len(value) == 5 and value[2] == ":"
    return type_ == "number" and isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdecimal()


def _is_date(value: Any) -> bool:
    try:
        dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
