"""Rules on their way between formats."""

from typing import Any

import pytest

from egovframe.forms.formats import rules
from egovframe.forms.logic import Rule

A: Any = {"==": [{"var": "a"}, 1]}
B: Any = {"==": [{"var": "b"}, 2]}


def test_what_a_rule_reads_is_renamed() -> None:
    """Paths keep what follows the name; defaults stay; a name with a point may be a whole one."""
    rule = {"and": [{"var": "x.y"}, {"var": ["x", 5]}, {"var": "p.q"}, {"var": "other"}]}
    renamed = rules.renamed(rule, {"x": "a", "p.q": "b"})
    assert renamed == {"and": [{"var": "a.y"}, {"var": ["a", 5]}, {"var": "b"}, {"var": "other"}]}


def test_rules_are_joined() -> None:
    """None says nothing, the same twice is said once, and `and` in `and` is one."""
    assert rules.all_of([None]) is None
    assert rules.all_of([A, None, A]) == A
    assert rules.all_of([{"and": [A, B]}, A]) == {"and": [A, B]}


@pytest.mark.parametrize("answers", [{"a": 1}, {"a": 2}, {}])
@pytest.mark.parametrize("rule", [A, {"!": [A]}, {"!=": [{"var": "a"}, 1]}, {">": [{"var": "a"}, 1]}])
def test_the_opposite_holds_where_the_rule_does_not(rule: Any, answers: dict[str, Any]) -> None:
    """For every answer, and for none."""
    assert Rule.of(rules.negated(rule)).holds(answers) is not Rule.of(rule).holds(answers)


@pytest.mark.parametrize(
    ("rule", "holds"),
    [(A, True), ({"and": [A, B]}, False), ({"nope": [1]}, False), ({"log": ["x"]}, False), ("text", True)],
)
def test_rules_are_understood_or_not(rule: Any, holds: bool) -> None:
    """By their operators and by what they read."""
    assert rules.understood(rule, {"a"}) is holds


def test_ticked_and_shown() -> None:
    """One of several answers; a rule as one line."""
    assert Rule.of(rules.ticked("c", "ice")).holds({"c": ["ice", "snow"]})
    assert rules.shown(A) == '{"==": [{"var": "a"}, 1]}'
