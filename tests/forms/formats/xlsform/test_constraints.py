"""Constraints of XLSForm as limits, and back."""

from typing import Any

import pytest

from egovframe.forms.formats.xlsform.constraints import constraint_of, limits_of


@pytest.mark.parametrize(
    ("constraint", "kind", "limits", "lost"),
    [
        (". >= 0 and . < 10", "whole-number", {"ge": 0, "lt": 10}, False),
        ("5 >= .", "number", {"le": 5}, False),
        (". > -1.5", "number", {"gt": "-1.5"}, False),
        (". >= '2020-01-01'", "date", {"ge": "2020-01-01"}, False),
        ("regex(., '^[0-9]+$')", "text", {"pattern": "[0-9]+"}, False),
        ("string-length(.) <= 5", "text", {"max_length": 5}, False),
        ("string-length(.) > 5", "text", {"min_length": 6}, False),
        ("count-selected(.) = 2", "choices", {"min_length": 2, "max_length": 2}, False),
        (". <= today()", "date", {}, True),
        (". < ${other} and . > 0", "whole-number", {"gt": 0}, True),
    ],
)
def test_constraints(constraint: str, kind: str, limits: dict[str, Any], lost: bool) -> None:
    """What limits can say, and whether there is more."""
    assert limits_of(constraint, kind) == (limits, lost)


@pytest.mark.parametrize(
    ("limits", "kind"),
    [
        ({"ge": 0, "lt": 10}, "whole-number"),
        ({"ge": "2020-01-01"}, "date"),
        ({"min_length": 2, "max_length": 5}, "text"),
        ({"max_length": 2}, "choices"),
    ],
)
def test_there_and_back(limits: dict[str, Any], kind: str) -> None:
    """What goes out comes back."""
    constraint, lost = constraint_of(limits, kind)
    assert (limits_of(constraint, kind), lost) == ((limits, False), [])


def test_limits_that_xlsform_cannot_say() -> None:
    """How many entries a group has, and patterns with quotes."""
    assert constraint_of({"max_length": 3}, "group") == ("", ["max_length"])
    assert constraint_of({"pattern": "it's"}, "text") == ("", ["pattern"])
