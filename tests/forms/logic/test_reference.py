"""Rules say what the reference implementation of JSONLogic (json-logic-js) says, but for what is deliberately else."""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from itertools import product
from typing import Any, Final

import pytest

from egovframe.forms.logic import Rule
from egovframe.kernel.errors import DeclarationError
from tests.forms.logic.test_operators import KNOWN
from tests.support.npm import program

VALUES: Final = (0, 1, -3, 7, "", "1", "7", "가", "b", True, False, None)
TWO: Final = ("==", "===", "!=", "!==", "<", "<=", ">", ">=", "and", "or", "cat", "+", "-", "*", "/", "%", "max", "min")
OURS: Final = frozenset({"sum", "count", "days"})
"""Operators that JSONLogic does not have."""
LEFT_OUT: Final = frozenset({"log", "method"})
"""Operators of JSONLogic that are not there: they write to a console, or call what an object can do."""


def reference(pairs: list[tuple[Any, Any]]) -> list[Any]:
    """Ask json-logic-js."""
    node, placed = program("json-logic", tests="the tests of rules against json-logic-js")
    lines = "".join(json.dumps(pair) + "\n" for pair in pairs)
    ran = subprocess.run([node, placed], input=lines, capture_output=True, text=True, timeout=120, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def plain(value: Any) -> Any:
    """Return a value of ours as JavaScript has it: every number is a float."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return pytest.approx(float(value))
    return value


def differing(pairs: list[tuple[Any, Any]]) -> list[Any]:
    """Return the rules of which the two say different things, with what ours and theirs says."""
    ours = [Rule.of(rule).value(data) for rule, data in pairs]
    return [
        (rule, data, one, other)
        for (rule, data), one, other in zip(pairs, ours, reference(pairs), strict=True)
        if not (plain(one) == other and isinstance(one, bool) == isinstance(other, bool))
    ]


TOO_LARGE: Final = {"*": [10**15, 10**15, 10]}
"""Numbers of more than 30 digits are no answer to a rule of ours."""


def test_the_documented_examples() -> None:
    """Every known answer of ours is one of theirs too, but for numbers that no form has."""
    pairs = [
        (rule, data) for rule, data, _ in KNOWN if not OURS & set(json.dumps(rule).split('"')) and rule != TOO_LARGE
    ]
    assert len(pairs) > 40
    assert differing(pairs) == []


def test_two_values_of_any_type() -> None:
    """Every operator of two, on numbers, texts, yes and no, and no answer, in all 2,592 pairs."""
    assert differing([({operator: [one, other]}, {}) for operator, one, other in product(TWO, VALUES, VALUES)]) == []


@pytest.mark.parametrize("operator", sorted(LEFT_OUT))
def test_what_is_left_out_is_refused(operator: str) -> None:
    """When the form is published, not when a person fills it in."""
    with pytest.raises(DeclarationError):
        Rule.of({operator: ["a"]})
