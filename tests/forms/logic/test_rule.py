"""A rule is a value: canonical, comparable, total."""

from __future__ import annotations

import pytest

from egovframe.forms.logic import Rule
from egovframe.kernel.errors import DeclarationError


def test_rules_that_say_the_same_are_equal() -> None:
    """However their JSON is written; a rule given as a rule stays one."""
    one, other = Rule.of({"==": [{"var": "a"}, 1]}), Rule.of({"==": ({"var": "a"}, 1.0)})
    assert one == other
    assert hash(one) == hash(other)
    assert Rule.of(one) is one
    assert one.as_json() == {"==": [{"var": "a"}, 1]}


def test_a_rule_holds_or_not() -> None:
    """As its value counts as yes."""
    rule = Rule.of({"var": "a"})
    assert rule.holds({"a": "0"})
    assert not rule.holds({"a": []})
    assert not rule.holds({})


def test_what_json_cannot_say_is_refused() -> None:
    """Such as a lone surrogate."""
    with pytest.raises(DeclarationError, match="no JSON"):
        Rule.of({"==": [{"var": "a"}, "\ud800"]})
