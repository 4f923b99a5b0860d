"""What a rule can do with values: one plain function an operator, total and without effect.

An operator that cannot say anything sensible returns `None`. Those that look into lists item by item, and those that
do not look at all their arguments (`if`, `and`, `or`), are made where rules are compiled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from egovframe.forms.logic.values import (
    EXACT,
    LONGEST,
    MOST_ITEMS,
    Value,
    before,
    equal,
    kept,
    leading_number,
    number_of,
    same,
    text_of,
    truthy,
)


def _less(*values: Value) -> bool:
    return all(before(one, other) for one, other in pairwise(values))


def _less_or_equal(*values: Value) -> bool:
    return all(before(one, other, or_equal=True) for one, other in pairwise(values))


def _plus(*values: Value) -> int | Decimal | None:
    total: int | Decimal = 0
    for value in values:
        number = leading_number(value)
        if number is None:
            return None
        total = _added(total, number)
    return kept(total)


def _added(one: int | Decimal, other: int | Decimal) -> int | Decimal:
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    return EXACT.add(one, other)


def _times(*values: Value) -> int | Decimal | None:
    product: int | Decimal | None = 1
    for value in values:
        number = leading_number(value)
        if number is None or product is None:
            return None
        whole = isinstance(product, int) and isinstance(number, int)
        product = kept(product * number if whole else EXACT.multiply(product, number))
    return product


def _minus(first: Value, *rest: Value) -> int | Decimal | None:
    """Return the difference, or of one number its negative; of no answer nothing is taken away."""
    one = number_of(first)
    if not rest:
        return None if one is None else kept(-one)
    other = number_of(rest[0])
    return None if one is None or other is None else kept(_added(one, -other))


def _over(first: Value, second: Value) -> int | Decimal | None:
    one, other = number_of(first), number_of(second)
    return None if one is None or not other else kept(EXACT.divide(Decimal(one), Decimal(other)))


def _rest(first: Value, second: Value) -> int | Decimal | None:
    """Return what is left of a division, with the sign of the first number, as JavaScript has it."""
    one, other = number_of(first), number_of(second)
    if one is None or not other or EXACT.divide(abs(Decimal(one)), abs(Decimal(other))) > 10**30:
        return None
    return kept(EXACT.remainder(Decimal(one), Decimal(other)))


def _most(*values: Value) -> int | Decimal | None:
    numbers = [number_of(value) for value in values]
    known = [number for number in numbers if number is not None]
    return max(known) if known and len(known) == len(numbers) else None


def _least(*values: Value) -> int | Decimal | None:
    numbers = [number_of(value) for value in values]
    known = [number for number in numbers if number is not None]
    return min(known) if known and len(known) == len(numbers) else None


def _within(wanted: Value, where: Value) -> bool:
    if isinstance(where, str):
        return text_of(wanted) in where
    return isinstance(where, list) and any(same(wanted, each) for each in where)


def _joined(*values: Value) -> str:
    return "".join(text_of(value) for value in values)[:LONGEST]


def _part(source: Value, start: Value, length: Value = None) -> str:
    text = text_of(source)
    at, count = number_of(start), number_of(length)
    first = max(-LONGEST, min(LONGEST, int(at or 0)))
    found = text[first:] if first >= 0 or -first < len(text) else text
    if length is None or count is None:
        return found
    return found[: max(-LONGEST, min(LONGEST, int(count)))]


def _merged(*values: Value) -> list[Value]:
    merged: list[Value] = []
    for value in values:
        merged.extend(value if isinstance(value, list) else [value])
    return merged[:MOST_ITEMS]


def _sum(values: Value) -> int | Decimal | None:
    """Return the sum of a list; items that are no number count nothing."""
    total: int | Decimal = 0
    for value in values if isinstance(values, list) else [values]:
        number = None if isinstance(value, str | list | dict) else value
        total = _added(total, number_of(number) or 0)
    return kept(total)


def _count(values: Value) -> int:
    """Return how many items a list has; nothing has none."""
    return len(values) if isinstance(values, list) else int(values is not None)


def _days(first: Value, last: Value) -> int | None:
    """Return how many days lie between two dates: 1 from today to tomorrow, less than 0 when they run backwards."""
    try:
        return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    except (TypeError, ValueError):
        return None


OPERATORS: Final[Mapping[str, tuple[Callable[..., Value], int, int]]] = {
    "==": (equal, 2, 2),
    "===": (same, 2, 2),
    "!=": (lambda one, other: not equal(one, other), 2, 2),
    "!==": (lambda one, other: not same(one, other), 2, 2),
    "!": (lambda value: not truthy(value), 1, 1),
    "!!": (truthy, 1, 1),
    "<": (_less, 2, 3),
    "<=": (_less_or_equal, 2, 3),
    ">": (lambda one, other: before(other, one), 2, 2),
    ">=": (lambda one, other: before(other, one, or_equal=True), 2, 2),
    "+": (_plus, 1, 100),
    "*": (_times, 1, 100),
    "-": (_minus, 1, 2),
    "/": (_over, 2, 2),
    "%": (_rest, 2, 2),
    "max": (_most, 1, 100),
    "min": (_least, 1, 100),
    "in": (_within, 2, 2),
    "cat": (_joined, 1, 100),
    "substr": (_part, 2, 3),
    "merge": (_merged, 1, 100),
    "sum": (_sum, 1, 1),
    "count": (_count, 1, 1),
    "days": (_days, 2, 2),
}
"""Operators that look at all their arguments: the function, how many arguments at least and at most."""

ITEMWISE: Final[Mapping[str, tuple[int, int]]] = {
    "map": (2, 2),
    "filter": (2, 2),
    "reduce": (2, 3),
    "all": (2, 2),
    "some": (2, 2),
    "none": (2, 2),
}
"""Operators that look into a list item by item; their second argument sees the item."""

BRANCHES: Final[Mapping[str, tuple[int, int]]] = {"if": (1, 100), "?:": (3, 3), "and": (1, 100), "or": (1, 100)}
"""Operators that look at their arguments one after the other, and not always at all."""

READS: Final = frozenset({"var", "missing", "missing_some"})
"""Operators that read answers by name."""
