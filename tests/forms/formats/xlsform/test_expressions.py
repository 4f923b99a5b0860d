"""Expressions of XLSForm as rules, and back."""

from typing import Any

import pytest

from egovframe.forms.formats.xlsform.expressions import NotSaid, expression_of, rule_of

A = {"var": "a"}


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("${a} = 'x'", {"==": [A, "x"]}),
        ("${a}=‘x’", {"==": [A, "x"]}),
        ("${a} != 5", {"!=": [A, 5]}),
        ("${a} >= 1.5 and ${b} < 2", {"and": [{">=": [A, 1.5]}, {"<": [{"var": "b"}, 2]}]}),
        ("1 or 2 and 3", {"or": [1, {"and": [2, 3]}]}),
        ("(1 or 2) and 3", {"and": [{"or": [1, 2]}, 3]}),
        ("1 + 2 * 3 - 4", {"-": [{"+": [1, {"*": [2, 3]}]}, 4]}),
        ("${a} div 2 mod 3", {"%": [{"/": [A, 2]}, 3]}),
        ("-${a}", {"-": [A]}),
        ("not(selected(${a}, 'x'))", {"!": [{"in": ["x", A]}]}),
        ("if(${a} > 1, 'y', \"z\")", {"if": [{">": [A, 1]}, "y", "z"]}),
        ("true()", True),
        ("count-selected(${a}) > 1", {">": [{"count": [A]}, 1]}),
        ("concat(${a}, ' ', ${a})", {"cat": [A, " ", A]}),
    ],
)
def test_expressions_as_rules(expression: str, rule: Any) -> None:
    """By the precedences of XPath 1.0 (section 3.4 and 3.5)."""
    assert rule_of(expression) == rule


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "today()",
        "${a",
        "pulldata('x','y')",
        "1 +",
        ")",
        "a",
        "not(1, 2)",
        "..",
        "(" * 100 + "1" + ")" * 100,
        "1" * 5000,
        "'",
        "${a} = = 1",
        "/data/a",
        "-" * 3000 + "1",
    ],
)
def test_expressions_that_are_not_understood(expression: str) -> None:
    """Never half understood, never without end."""
    with pytest.raises(NotSaid):
        rule_of(expression)


@pytest.mark.parametrize(
    ("rule", "expression"),
    [
        ({"==": [A, "x"]}, "(${a} = 'x')"),
        ({"and": [{"!": [A]}, {">": [A, 1]}]}, "(not(${a}) and (${a} > 1))"),
        ({"in": ["x", {"var": "many"}]}, "selected(${many}, 'x')"),
        ({"in": [A, ["x", "y"]]}, "(${a} = 'x' or ${a} = 'y')"),
        ({"==": [{"var": "yes"}, True]}, "(${yes} = 'yes')"),
        ({"!=": [{"var": "yes"}, True]}, "(${yes} != 'yes')"),
        ({"+": [1, 2, 3]}, "(1 + 2 + 3)"),
        ({"if": [A, 1, 2]}, "if(${a}, 1, 2)"),
        ({"cat": ["it's"]}, 'concat("it\'s")'),
    ],
)
def test_rules_as_expressions(rule: Any, expression: str) -> None:
    """Several answers by `selected`, yes and no as the choice that they are there."""
    assert expression_of(rule, choices=frozenset({"many"}), yes_no=frozenset({"yes"})) == expression


@pytest.mark.parametrize(
    "rule", [{"sum": [A]}, {"map": [A, A]}, {"in": ["x", A]}, {"var": "a.b"}, None, [], {"==": [A, 'it\'s "x"']}]
)
def test_rules_that_xlsform_cannot_say(rule: Any) -> None:
    """Are refused, not written wrongly."""
    with pytest.raises(NotSaid):
        expression_of(rule)
