"""Whether a condition can hold: decided by trying, where trying decides it; else nothing is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms import Form, Won, ask, bind
from egovframe.forms.logic import Rule
from egovframe.forms.logic.reach import can_hold


class Asked(Form):
    """Answers of several sorts."""

    yes: bool = ask("예?")
    colour: Literal["red", "blue"] = ask("색")
    days: list[Literal["mon", "tue"]] = ask("요일")
    size: int = ask("크기", ge=0, le=8)
    depth: Decimal = ask("깊이", ge=0)
    cost: Won | None = ask("값")
    day: dt.date = ask("날")
    note: str = ask("말")


QUESTIONS = Asked.form_questions


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ({"==": [{"var": "colour"}, "red"]}, True),
        ({"==": [{"var": "colour"}, "green"]}, False),
        ({"and": [{"==": [{"var": "colour"}, "red"]}, {"==": [{"var": "colour"}, "blue"]}]}, False),
        ({"or": [{"==": [{"var": "colour"}, "green"]}, {"var": "yes"}]}, True),
        ({"and": [{"var": "yes"}, {"!": {"var": "yes"}}]}, False),
        ({">": [{"var": "size"}, 8]}, False),
        ({">": [{"var": "size"}, 7]}, True),
        ({"<": [{"var": "size"}, 0]}, False),
        ({"<": [{"var": "depth"}, 0.5]}, True),
        ({"and": [{">": [{"var": "depth"}, 0.1]}, {"<": [{"var": "depth"}, 0.2]}]}, True),
        ({"and": [{">": [{"var": "depth"}, 0.2]}, {"<": [{"var": "depth"}, 0.1]}]}, False),
        ({"<": [{"var": "cost"}, 0]}, False),
        ({"==": [{"var": "cost"}, None]}, True),
        ({"==": [{"var": "yes"}, None]}, False),
        ({"in": ["mon", {"var": "days"}]}, True),
        ({"and": [{"in": ["mon", {"var": "days"}]}, {"in": ["tue", {"var": "days"}]}]}, True),
        ({"and": [{">": [{"var": "day"}, "2026-05-01"]}, {"<": [{"var": "day"}, "2026-05-01"]}]}, False),
        ({">": [{"var": "day"}, "2026-05-01"]}, True),
        ({"and": [{"==": [{"var": "note"}, "a"]}, {"==": [{"var": "note"}, "b"]}]}, False),
        ({"!=": [{"var": "note"}, "a"]}, True),
        (False, False),
        # not decided: nothing is said
        ({"==": [{"var": "size"}, {"var": "cost"}]}, True),
        ({">": [{"*": [{"var": "size"}, 0]}, 1]}, True),
        ({"var": "nothing"}, True),
    ],
)
def test_what_can_hold(rule: Any, holds: bool) -> None:
    """Exactly, for rules that compare answers with constants."""
    assert can_hold(Rule.of(rule), QUESTIONS) is holds


def test_what_is_never_asked_has_no_answer() -> None:
    """So a condition on it holds only where it holds for none."""
    rule = Rule.of({"var": "yes"})
    assert can_hold(rule, QUESTIONS)
    assert not can_hold(rule, QUESTIONS, never=frozenset({"yes"}))


comparisons = st.one_of(
    st.builds(lambda op, n: {op: [{"var": "size"}, n]}, st.sampled_from(["<", ">", "=="]), st.integers(-2, 10)),
    st.builds(lambda v: {"==": [{"var": "colour"}, v]}, st.sampled_from(["red", "blue", "green"])),
    st.just({"var": "yes"}),
)
conditions = st.recursive(
    comparisons,
    lambda inner: (
        st.builds(lambda op, parts: {op: parts}, st.sampled_from(["and", "or"]), st.lists(inner, min_size=1))
        | st.builds(lambda part: {"!": [part]}, inner)
    ),
    max_leaves=6,
)


@given(conditions, st.booleans(), st.sampled_from(["red", "blue"]), st.integers(0, 8))
def test_no_condition_that_holds_is_called_impossible(rule: Any, yes: bool, colour: str, size: int) -> None:
    """Whatever holds for real answers can hold."""
    rest = {"days": ["mon"], "depth": "1", "day": "2026-01-01", "note": "x"}
    answers = bind(Asked, {"yes": yes, "colour": colour, "size": size, **rest}).model_dump()
    if Rule.of(rule).holds(answers):
        assert can_hold(Rule.of(rule), QUESTIONS)
