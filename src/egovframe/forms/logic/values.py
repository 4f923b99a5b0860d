"""The values that rules work with, and how they turn into one another.

JSONLogic says "as JavaScript does": `null` counts as 0, `"3"` as 3, an empty list as no. Numbers are exact here (whole
numbers and `Decimal`), and what JavaScript calls NaN or Infinity is `None`: no answer.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Final

Value = Any
"""None, bool, int, Decimal, str, a list of values, or a mapping of values by name."""

LARGEST: Final = 10**30
"""Numbers beyond this are no answer: nobody asks for them, and they would grow without end in a loop."""

LONGEST: Final = 100_000
"""Characters of a text that a rule makes; more is cut."""

MOST_ITEMS: Final = 10_000
"""Items of a list that a rule makes; more are left out."""

EXACT: Final = Context(prec=40)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_SPACE: Final = " \t\n\r\f\v\u00a0\ufeff"


def truthy(value: Value) -> bool:
    """Say whether a value counts as yes: not 0, not an empty text, not an empty list, not nothing."""
    if isinstance(value, dict):
        return True
    return bool(value)


def kept(number: int | Decimal | None) -> int | Decimal | None:
    """Return a result as it is handed on: whole where it is whole, nothing where it is beyond all bounds."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        if not number.is_finite() or abs(number) > LARGEST:
            return None
        return int(number) if number == number.to_integral_value() else number
    return number if -LARGEST <= number <= LARGEST else None


def number_of(value: Value) -> int | Decimal | None:  # noqa: PLR0911 - one a case
    """Return a value as a number as JavaScript's `Number(…)` does; None is NaN."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, str):
        plain = value.strip(_SPACE)
        if not plain:
            return 0
        return _read(plain) if len(plain) <= 40 and _NUMBER.fullmatch(plain) else None
    if isinstance(value, list):
        return number_of(text_of(value))
    return None


def leading_number(value: Value) -> int | Decimal | None:
    """Return the number at the start of a value as JavaScript's `parseFloat(…)` does; None is NaN."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, str):
        found = _NUMBER.match(value[:60].lstrip(_SPACE))
        return _read(found[0]) if found else None
    if isinstance(value, list) and value:
        return leading_number(value[0])
    return None


def _read(written: str) -> int | Decimal | None:
    try:
        return kept(Decimal(written))
    except InvalidOperation:
        return None


def text_of(value: Value) -> str:
    """Return a value as text: `true`, `3.5`, an empty text for nothing, a list with commas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return ",".join(text_of(each) for each in value)[:LONGEST]
    return "[object Object]" if isinstance(value, dict) else str(value)


def same(one: Value, other: Value) -> bool:
    """Say whether two values are of one type and equal (`===`)."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | Decimal):
        return isinstance(other, int | Decimal) and one == other
    return type(one) is type(other) and bool(one == other)


def equal(one: Value, other: Value) -> bool:
    """Say whether two values are equal as JavaScript's `==` has it: `1` and `"1"` are."""
    if one is None or other is None:
        return one is other
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if isinstance(one, dict) or isinstance(other, dict):
        return same(one, other)
    if isinstance(one, list) and isinstance(other, list):
        return one == other
    if isinstance(one, list | str) and isinstance(other, list | str):
        return text_of(one) == text_of(other)
    first, second = number_of(one), number_of(other)
    return first is not None and first == second


def before(one: Value, other: Value, *, or_equal: bool = False) -> bool:
    """Say whether one value is smaller: texts (and so dates) by their characters, all else as numbers."""
    if isinstance(one, str) and isinstance(other, str):
        return one <= other if or_equal else one < other
    first, second = number_of(one), number_of(other)
    if first is None or second is None:
        return False
    return first <= second if or_equal else first < second
