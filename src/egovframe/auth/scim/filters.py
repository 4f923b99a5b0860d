"""Filters read (RFC 7644, 3.4.2.2): a text becomes a tree; what it means for a resource is in matching.py.

    FILTER    = attrExp / logExp / valuePath / *1"not" "(" FILTER ")"
    valuePath = attrPath "[" valFilter "]"
    attrExp   = (attrPath SP "pr") / (attrPath SP compareOp SP compValue)

`not` binds before `and`, `and` before `or`. `emails[type eq "work"].value eq "kim@…"`, which is in no grammar and which
Entra ID sends, is read as well: some address that meets the filter has that value.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final, NoReturn

from egovframe.auth.scim.errors import ScimRefused, ScimType

MAX_LENGTH: Final = 2_000
MAX_DEPTH: Final = 12
MAX_TERMS: Final = 60
"""Bounds on what comes from outside: a filter of people is much shorter."""

OPERATORS: Final = ("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le")

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Compare:
    """An attribute against a value: `userName eq "kim"`; with the operator `pr`, whether it has one."""

    path: str
    operator: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Within:
    """Some value of a multi-valued attribute meets `of`; with `rest`, that value's sub-attribute meets it too."""

    path: str
    of: Filter
    rest: Compare | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Not that."""

    of: Filter


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them at least."""

    parts: tuple[Filter, ...]


Filter = Compare | Within | Not | And | Or

_TOKEN: Final = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([()\[\]])|([^\s()\[\]"]+))')
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_PATH: Final = re.compile(r"(?:[A-Za-z][\w.:-]*:)?\$?[A-Za-z][\w-]*(?:\.\$?[A-Za-z][\w-]*)?", re.ASCII)
_SUB: Final = re.compile(r"\.(\$?[A-Za-z][\w-]*)", re.ASCII)
_LITERALS: Final[dict[str, Value]] = {"true": True, "false": False, "null": None}


def read_filter(text: str) -> Filter:
    """Return the filter. Raises ScimRefused (invalidFilter) naming what cannot be read, and where it is too much."""
    return _Reader(text, "invalidFilter").whole()


@dataclass(frozen=True, slots=True)
class PatchPath:
    """What a PATCH operation points at: `members[value eq "…"]`, `emails[type eq "work"].value`, `name.givenName`."""

    path: str
    of: Filter | None = None
    sub: str = ""


def read_path(text: str) -> PatchPath:
    """Return the path of a PATCH operation (RFC 7644, 3.5.2). Raises ScimRefused (invalidPath)."""
    return _Reader(text, "invalidPath").patch_path()


class _Reader:
    """Reads one text by recursive descent, counting depth and terms."""

    def __init__(self, text: str, wrong: ScimType) -> None:
        self._wrong: ScimType = wrong
        self._depth = 0
        self._terms = 0
        self._at = 0
        if len(text) > MAX_LENGTH:
            self._refuse(f"It has {len(text)} characters; at most {MAX_LENGTH} are read.")
        self._tokens = self._split(text)

    def _split(self, text: str) -> list[str]:
        found, at, end = [], 0, len(text.rstrip())
        while at < end:
            token = _TOKEN.match(text, at)
            if token is None:
                self._refuse(f"A text that begins at character {at + 1} does not end.")
            found.append(token.group().strip())
            at = token.end()
        return found

    def whole(self) -> Filter:
        found = self._either(nested=False)
        if self._at < len(self._tokens):
            self._refuse(f"{self._tokens[self._at]!r} is not expected there.")
        return found

    def patch_path(self) -> PatchPath:
        path = self._path_token()
        of, sub = None, ""
        if self._peek() == "[":
            of = self._bracket()
            sub = self._sub_token()
        if self._at < len(self._tokens):
            self._refuse(f"{self._tokens[self._at]!r} is not expected there.")
        return PatchPath(path, of, sub)

    # ------------------------------------------------------------------ logic

    def _either(self, *, nested: bool) -> Filter:
        parts = [self._all(nested=nested)]
        while self._peek().lower() == "or":
            self._at += 1
            parts.append(self._all(nested=nested))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, *, nested: bool) -> Filter:
        parts = [self._one(nested=nested)]
        while self._peek().lower() == "and":
            self._at += 1
            parts.append(self._one(nested=nested))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, *, nested: bool) -> Filter:
        first = self._peek()
        if first.lower() == "not" and self._peek(1) == "(":
            self._at += 1
            return Not(self._group(nested=nested))
        if first == "(":
            return self._group(nested=nested)
        self._terms += 1
        if self._terms > MAX_TERMS:
            self._refuse(f"It compares more than {MAX_TERMS} things.")
        path = self._path_token()
        if self._peek() == "[":
            if nested:
                self._refuse("A filter in brackets holds no other one in brackets.")
            of = self._bracket()
            sub = self._sub_token()
            return Within(path, of, self._comparison(sub) if sub else None)
        return self._comparison(path)

    def _group(self, *, nested: bool) -> Filter:
        self._take("(")
        with_one_more = self._deeper()
        found = self._either(nested=nested)
        self._depth = with_one_more - 1
        self._take(")")
        return found

    def _bracket(self) -> Filter:
        self._take("[")
        with_one_more = self._deeper()
        found = self._either(nested=True)
        self._depth = with_one_more - 1
        self._take("]")
        return found

    def _deeper(self) -> int:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"It is nested more than {MAX_DEPTH} deep.")
        return self._depth

    def _comparison(self, path: str) -> Compare:
        operator = self._next("an operator").lower()
        if operator == "pr":
            return Compare(path, "pr")
        if operator not in OPERATORS:
            self._refuse(f"{operator[:40]!r} is no operator. There are {', '.join((*OPERATORS, 'pr'))}.")
        return Compare(path, operator, self._value(self._next("a value")))

    # ------------------------------------------------------------------ tokens

    def _value(self, token: str) -> Value:
        if token.startswith('"'):
            try:
                text: str = json.loads(token)
                text.encode()
            except ValueError:
                self._refuse(f"{token[:40]} is no JSON string.")
            return text
        if token.lower() in _LITERALS:
            return _LITERALS[token.lower()]
        if _NUMBER.fullmatch(token) and len(token) <= 40:
            number: int | float = json.loads(token)
            return number
        return self._refuse(f"{token[:40]!r} is no value: write texts in double quotes.")

    def _path_token(self) -> str:
        token = self._next("an attribute")
        if not _PATH.fullmatch(token):
            self._refuse(f"{token[:80]!r} is no attribute.")
        return token

    def _sub_token(self) -> str:
        found = _SUB.fullmatch(self._peek())
        if found is None:
            return ""
        self._at += 1
        return found[1]

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ""

    def _next(self, what: str) -> str:
        token = self._peek()
        if not token:
            self._refuse(f"It ends where {what} is expected.")
        self._at += 1
        return token

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            self._refuse(f"{sign!r} is missing.")
        self._at += 1

    def _refuse(self, what: str) -> NoReturn:
        noun = "filter" if self._wrong == "invalidFilter" else "path"
        raise ScimRefused(
            f"The {noun} cannot be read. {what}", scim_type=self._wrong, hint="See RFC 7644, section 3.4.2.2."
        )
