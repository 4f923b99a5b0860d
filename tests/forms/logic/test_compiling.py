"""Rules are read once; what is no rule, or too large a one, is refused with what to do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.logic import Rule
from egovframe.forms.logic.compiling import MOST_PARTS, MOST_STEPS
from egovframe.forms.logic.operators import BRANCHES, ITEMWISE, OPERATORS, READS
from egovframe.kernel.errors import DeclarationError


def nested(depth: int) -> Any:
    """A rule that stands so deep in itself."""
    rule: Any = True
    for _ in range(depth):
        rule = {"!": [rule]}
    return rule


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"log": "x"}, "not known: 'log'"),
        ({"method": [{"var": "a"}, "b"]}, "not known"),
        ({"==": [1, 1], "!": True}, "several operators"),
        ({}, "several operators or none"),
        ({"==": [1]}, "'==' 1 arguments"),
        ({"days": ["2026-01-01"]}, "'days' 1 arguments"),
        ({"var": {"cat": ["a", "b"]}}, "work out"),
        ({"var": ["a", {"var": "b"}]}, "no plain value"),
        ({"missing": {"merge": ["a"]}}, "something else than names"),
        ({"missing_some": ["a"]}, "without a number and a list"),
        (nested(40), "larger than"),
        ({"and": [True] * MOST_PARTS}, "larger than"),
        (float("nan"), "JSON does not have"),
        ({"==": [1, object()]}, "constant of the type object"),
    ],
)
def test_what_is_no_rule_is_refused(rule: Any, says: str) -> None:
    """With a word on what is wrong, and what to write."""
    with pytest.raises(DeclarationError, match=says) as caught:
        Rule.of(rule)
    assert caught.value.hint


def test_a_rule_knows_what_it_reads() -> None:
    """Names at the level of the form; inside a list they are those of its items."""
    rule = {"and": [{"var": "a.b"}, {"missing": ["c"]}, {"some": [{"var": "d"}, {"var": "e"}]}]}
    assert Rule.of(rule).names == ("a", "c", "d")
    assert Rule.of({"var": ""}).names == ("",)


def test_one_run_has_an_end() -> None:
    """A rule that would look at more items than it may gives no answer; texts and numbers do not grow without end."""
    items = {"items": list(range(150))}
    inner = {"map": [{"var": "items"}, {"var": ""}]}
    assert len(Rule.of(inner).value(items)) == 150
    squared = {"reduce": [{"var": "items"}, {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]}, [1, 2]]}
    assert len(Rule.of(squared).value(items)) == 10_000
    many = {"map": [{"merge": [{"var": "items"}] * 99}, 1]}
    assert Rule.of({"count": [{"merge": [many] * 3}]}).value(items) is None, f"beyond {MOST_STEPS:,} items"
    doubled = {"reduce": [{"var": "items"}, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "x"]}
    assert len(Rule.of(doubled).value(items)) == 100_000
    power = {"reduce": [{"var": "items"}, {"*": [{"var": "accumulator"}, {"var": "accumulator"}]}, 9]}
    assert Rule.of(power).value(items) is None


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.decimals(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from([*OPERATORS, *BRANCHES, *ITEMWISE, *READS])
constants = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3) | st.floats(-9, 9)
rules = st.recursive(
    constants | st.sampled_from([{"var": "a"}, {"var": ""}, {"var": "b.c"}, {"var": "current"}]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(lambda name, arguments: {name: arguments}, names, st.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=15,
)


@given(rules, st.dictionaries(st.sampled_from("abc"), values, max_size=3))
def test_any_rule_is_refused_or_runs_on_any_answers(rule: Any, answers: dict[str, Any]) -> None:
    """Nothing that is written raises anything but the refusal, nothing that is answered raises at all."""
    try:
        read = Rule.of(rule)
    except DeclarationError:
        return
    before = repr(answers)
    read.value(answers)
    assert repr(answers) == before, "a rule changes nothing"
