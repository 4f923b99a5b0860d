"""Expressions of XLSForm (XPath 1.0 as OpenRosa has it) as rules in JSONLogic, and back: what both can say.

Source: XLSForm (xlsform.org), «Form operators and functions» of ODK (docs.getodk.org/form-operators-functions).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

LONGEST: Final = 4_000
DEEPEST: Final = 40

SELF: Final = "."
"""Stands in a rule for the answer that the expression belongs to."""

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<var>\$\{\s*[\w.-]+\s*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][\w.:-]*)|(?P<sign><=|>=|!=|[()=<>,+*.-]))"
)
_QUOTES: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_COMPARED: Final = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_CALLS: Final[Mapping[str, tuple[int, int, Callable[[list[Any]], Any]]]] = {
    "not": (1, 1, lambda said: {"!": [said[0]]}),
    "true": (0, 0, lambda _: True),
    "false": (0, 0, lambda _: False),
    "selected": (2, 2, lambda said: {"in": [said[1], said[0]]}),
    "if": (3, 3, lambda said: {"if": said}),
    "concat": (1, 50, lambda said: {"cat": said}),
    "coalesce": (2, 2, lambda said: {"if": [{"!!": [said[0]]}, said[0], said[1]]}),
    "count-selected": (1, 1, lambda said: {"count": [said[0]]}),
    "min": (1, 50, lambda said: {"min": said}),
    "max": (1, 50, lambda said: {"max": said}),
    "number": (1, 1, lambda said: said[0]),
    "boolean": (1, 1, lambda said: {"!!": [said[0]]}),
}


class NotSaid(ValueError):
    """An expression, or a rule, that the other side has no words for."""


def rule_of(expression: str) -> Any:
    """Return the rule that an expression says. Raises NotSaid."""
    text = expression.translate(_QUOTES).strip()
    if not text or len(text) > LONGEST:
        raise NotSaid(expression[:100])
    tokens: list[tuple[str, str]] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or found.end() == place:
            raise NotSaid(text[place : place + 40])
        kind = str(found.lastgroup)
        tokens.append((kind, found[kind]))
        place = found.end()
        while place < len(text) and text[place].isspace():
            place += 1
    reading = _Reading(tokens)
    rule = reading.either(0)
    if not reading.done:
        raise NotSaid(text[:100])
    return rule


class _Reading:
    """Reads an expression by its precedences: or, and, comparison, sum, product."""

    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def done(self) -> bool:
        return self._place == len(self._tokens)

    def either(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise NotSaid("too deep")
        return self._joined("or", "or", lambda: self._joined("and", "and", lambda: self._compared(depth)))

    def _joined(self, word: str, operator: str, part: Callable[[], Any]) -> Any:
        parts = [part()]
        while self._take("name", word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else {operator: parts}

    def _compared(self, depth: int) -> Any:
        left = self._sum(depth)
        for sign, operator in _COMPARED.items():
            if self._take("sign", sign):
                return {operator: [left, self._sum(depth)]}
        return left

    def _sum(self, depth: int) -> Any:
        left = self._product(depth)
        while (sign := self._peek()) in {("sign", "+"), ("sign", "-")}:
            self._place += 1
            left = {sign[1]: [left, self._product(depth)]}
        return left

    def _product(self, depth: int) -> Any:
        left = self._one(depth)
        while True:
            for kind, word, operator in (("sign", "*", "*"), ("name", "div", "/"), ("name", "mod", "%")):
                if self._take(kind, word):
                    left = {operator: [left, self._one(depth)]}
                    break
            else:
                return left

    def _one(self, depth: int) -> Any:  # noqa: PLR0911 - one a token
        if depth > DEEPEST:
            raise NotSaid("too deep")
        kind, said = self._next()
        if kind == "var":
            return {"var": said[2:-1].strip()}
        if kind == "text":
            return said[1:-1]
        if kind == "number":
            return float(said) if "." in said else int(said)
        if (kind, said) == ("sign", "("):
            inner = self.either(depth + 1)
            self._expect(")")
            return inner
        if (kind, said) == ("sign", "-"):
            return {"-": [self._one(depth + 1)]}
        if (kind, said) == ("sign", "."):
            return {"var": SELF}
        if kind == "name":
            return self._call(said, depth)
        raise NotSaid(said)

    def _call(self, name: str, depth: int) -> Any:
        known = _CALLS.get(name)
        if known is None or not self._take("sign", "("):
            raise NotSaid(name)
        least, most, make = known
        said: list[Any] = []
        while not self._take("sign", ")"):
            if said:
                self._expect(",")
            said.append(self.either(depth + 1))
        if not least <= len(said) <= most:
            raise NotSaid(name)
        return make(said)

    def _peek(self) -> tuple[str, str] | None:
        return None if self.done else self._tokens[self._place]

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        if token is None:
            raise NotSaid("it ends too early")
        self._place += 1
        return token

    def _take(self, kind: str, said: str) -> bool:
        if self._peek() == (kind, said):
            self._place += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._take("sign", sign):
            raise NotSaid(f"{sign} is missing")


# ---------------------------------------------------------------------- back

_SIGNS: Final = {
    "==": "=",
    "===": "=",
    "!=": "!=",
    "!==": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "div",
    "%": "mod",
}


def expression_of(rule: Any, *, choices: frozenset[str] = frozenset(), yes_no: frozenset[str] = frozenset()) -> str:
    """Return a rule as an expression; `choices` names questions with several answers, `yes_no` those with yes or no.

    Raises:
        NotSaid: XLSForm has no words for it.
    """
    return _Saying(choices, yes_no).say(rule)


class _Saying:
    def __init__(self, choices: frozenset[str], yes_no: frozenset[str]) -> None:
        self._choices = choices
        self._yes_no = yes_no

    def say(self, rule: Any) -> str:  # noqa: C901, PLR0911 - one an operator
        if isinstance(rule, bool):
            return "true()" if rule else "false()"
        if isinstance(rule, str):
            return self._text(rule)
        if isinstance(rule, int | float):
            return str(rule)
        if not isinstance(rule, Mapping) or len(rule) != 1:
            raise NotSaid(str(rule)[:100])
        (operator, said), *_ = rule.items()
        parts = said if isinstance(said, list) else [said]
        if operator == "var" and len(parts) == 1 and isinstance(parts[0], str) and re.fullmatch(r"\w+", parts[0]):
            return f"${{{parts[0]}}}"
        if operator in {"and", "or"} and parts:
            return "(" + f" {operator} ".join(map(self.say, parts)) + ")"
        if operator in {"==", "!=", "===", "!=="} and (yes := self._yes(operator, parts)) is not None:
            return yes
        if operator == "-" and len(parts) == 1:
            return f"-{self.say(parts[0])}"
        if operator in _SIGNS and len(parts) == 2:
            return f"({self.say(parts[0])} {_SIGNS[operator]} {self.say(parts[1])})"
        if operator in {"+", "*"} and len(parts) > 2:
            return "(" + f" {operator} ".join(map(self.say, parts)) + ")"
        return self._called(operator, parts)

    def _called(self, operator: str, parts: list[Any]) -> str:
        match operator, len(parts):
            case "!", 1:
                return f"not({self.say(parts[0])})"
            case "!!", 1:
                return f"({self.say(parts[0])} != '')"
            case (("if" | "?:"), 3):
                return f"if({', '.join(map(self.say, parts))})"
            case "cat", _ if parts:
                return f"concat({', '.join(map(self.say, parts))})"
            case (("min" | "max"), _) if parts:
                return f"{operator}({', '.join(map(self.say, parts))})"
            case "in", 2:
                return self._among(*parts)
            case _:
                raise NotSaid(operator)

    def _among(self, value: Any, where: Any) -> str:
        if isinstance(where, list) and where and not isinstance(value, list | bool):
            asked = self.say(value)
            return "(" + " or ".join(f"{asked} = {self.say(each)}" for each in where) + ")"
        name = where.get("var") if isinstance(where, Mapping) else None
        if name in self._choices and isinstance(value, str):
            return f"selected({self.say(where)}, {self._text(value)})"
        raise NotSaid("in")

    def _yes(self, operator: str, parts: list[Any]) -> str | None:
        """Say that a question was answered with yes or no: XLSForm asks that as a choice."""
        if len(parts) != 2 or not isinstance(parts[1], bool) or not isinstance(parts[0], Mapping):
            return None
        if parts[0].get("var") not in self._yes_no:
            return None
        return f"({self.say(parts[0])} {_SIGNS[operator]} '{'yes' if parts[1] else 'no'}')"

    @staticmethod
    def _text(said: str) -> str:
        if "'" not in said:
            return f"'{said}'"
        if '"' not in said:
            return f'"{said}"'
        raise NotSaid("both kinds of quotes in one text")
