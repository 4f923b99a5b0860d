"""Operators: known answers of the JSONLogic documentation, and what has no answer gives none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from egovframe.forms.logic import Rule
from egovframe.forms.logic.operators import BRANCHES, ITEMWISE, OPERATORS, READS

KNOWN: list[tuple[Any, Any, Any]] = [
    # the examples of jsonlogic.com/operations.html
    ({"var": ["a"]}, {"a": 1, "b": 2}, 1),
    ({"var": "z"}, {"a": 1}, None),
    ({"var": ["z", 26]}, {"a": 1}, 26),
    ({"var": "champ.name"}, {"champ": {"name": "Fezzig"}}, "Fezzig"),
    ({"missing": ["a", "b"]}, {"a": "apple", "c": "carrot"}, ["b"]),
    ({"missing": ["a", "b"]}, {"a": "apple", "b": "banana"}, []),
    ({"missing_some": [1, ["a", "b", "c"]]}, {"a": "apple"}, []),
    ({"missing_some": [2, ["a", "b", "c"]]}, {"a": "apple"}, ["b", "c"]),
    ({"if": [True, "yes", "no"]}, {}, "yes"),
    ({"if": [{"<": [{"var": "t"}, 0]}, "freezing", {"<": [{"var": "t"}, 100]}, "liquid", "gas"]}, {"t": 55}, "liquid"),
    ({"==": [1, 1]}, {}, True),
    ({"==": [1, "1"]}, {}, True),
    ({"==": [0, False]}, {}, True),
    ({"===": [1, "1"]}, {}, False),
    ({"!=": [1, "1"]}, {}, False),
    ({"!==": [1, "1"]}, {}, True),
    ({"!": [True]}, {}, False),
    ({"!!": [[]]}, {}, False),
    ({"!!": ["0"]}, {}, True),
    ({"or": [False, 0, "a"]}, {}, "a"),
    ({"or": [False, "a"]}, {}, "a"),
    ({"and": [True, "a", 3]}, {}, 3),
    ({"and": [True, "", 3]}, {}, ""),
    ({">": [2, 1]}, {}, True),
    ({">=": [1, 1]}, {}, True),
    ({"<": [1, 2, 3]}, {}, True),
    ({"<": [1, 1, 3]}, {}, False),
    ({"<=": [1, 1, 3]}, {}, True),
    ({"<": [0, {"var": "temp"}, 100]}, {"temp": 37}, True),
    ({"max": [1, 2, 3]}, {}, 3),
    ({"min": [1, 2, 3]}, {}, 1),
    ({"+": [4, 2]}, {}, 6),
    ({"+": "3.14"}, {}, Decimal("3.14")),
    ({"+": [2, 2, 2, 2, 2]}, {}, 10),
    ({"-": [4, 2]}, {}, 2),
    ({"-": 2}, {}, -2),
    ({"*": [2, 2, 2, 2, 2]}, {}, 32),
    ({"/": [4, 2]}, {}, 2),
    ({"/": [1, 4]}, {}, Decimal("0.25")),
    ({"%": [101, 2]}, {}, 1),
    ({"%": [-7, 3]}, {}, -1),
    ({"map": [{"var": "integers"}, {"*": [{"var": ""}, 2]}]}, {"integers": [1, 2, 3]}, [2, 4, 6]),
    ({"filter": [{"var": "integers"}, {"%": [{"var": ""}, 2]}]}, {"integers": [1, 2, 3]}, [1, 3]),
    (
        {"reduce": [{"var": "integers"}, {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]},
        {"integers": [1, 2, 3, 4, 5]},
        15,
    ),
    ({"all": [[1, 2, 3], {">": [{"var": ""}, 0]}]}, {}, True),
    ({"all": [[], {">": [{"var": ""}, 0]}]}, {}, False),
    ({"some": [[-1, 0, 1], {">": [{"var": ""}, 0]}]}, {}, True),
    ({"none": [[-3, -2, -1], {">": [{"var": ""}, 0]}]}, {}, True),
    ({"some": [{"var": "pies"}, {"==": [{"var": "filling"}, "apple"]}]}, {"pies": [{"filling": "apple"}]}, True),
    ({"merge": [[1, 2], [3, 4]]}, {}, [1, 2, 3, 4]),
    ({"merge": [1, 2, [3, 4]]}, {}, [1, 2, 3, 4]),
    ({"in": ["Ringo", ["John", "Paul", "George", "Ringo"]]}, {}, True),
    ({"in": ["Spring", "Springfield"]}, {}, True),
    ({"cat": ["I love", " pie"]}, {}, "I love pie"),
    ({"substr": ["jsonlogic", 4]}, {}, "logic"),
    ({"substr": ["jsonlogic", -5]}, {}, "logic"),
    ({"substr": ["jsonlogic", 1, 3]}, {}, "son"),
    ({"substr": ["jsonlogic", 4, -2]}, {}, "log"),
    ({"if": [{"missing": "a"}, "missed it", "found it"]}, {"b": "banana"}, "missed it"),
    # ours
    ({"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]}, {"things": [{"price": 2}, {}, {"price": 3}]}, 5),
    ({"sum": [{"var": "nothing"}]}, {}, 0),
    ({"count": [{"var": "things"}]}, {"things": [{}, {}]}, 2),
    ({"count": [{"var": "things"}]}, {}, 0),
    ({"days": ["2026-02-27", "2026-03-01"]}, {}, 2),
    ({"days": ["2026-03-01", "2026-02-28"]}, {}, -1),
    # no answer
    ({"/": [1, 0]}, {}, None),
    ({"%": [1, 0]}, {}, None),
    ({"+": [1, "x"]}, {}, None),
    ({"*": [10**15, 10**15, 10]}, {}, None),
    ({"max": ["x", 1]}, {}, None),
    ({"days": ["soon", "2026-03-01"]}, {}, None),
    ({"map": [{"var": "nothing"}, {"var": ""}]}, {}, []),
]


@pytest.mark.parametrize(("rule", "answers", "value"), KNOWN)
def test_known_answers(rule: Any, answers: Any, value: Any) -> None:
    """Every operator, and the same number type for the same number."""
    found = Rule.of(rule).value(answers)
    assert found == value
    assert isinstance(found, bool) is isinstance(value, bool)


def test_every_operator_is_shown_above() -> None:
    """None is there that no known answer speaks of."""
    written = repr([rule for rule, _, _ in KNOWN])
    names = {*OPERATORS, *BRANCHES, *ITEMWISE, *READS} - {"?:"}
    assert [name for name in sorted(names) if f"'{name}':" not in written] == []


def test_decimal_numbers_are_exact() -> None:
    """0.1 and 0.2 are 0.3."""
    assert Rule.of({"+": [0.1, 0.2]}).value({}) == Decimal("0.3")
    assert Rule.of({"==": [{"*": [1.1, 3]}, 3.3]}).holds({})
