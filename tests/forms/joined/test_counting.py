"""How many applicants are behind some petitions."""

from __future__ import annotations

import pytest

from egovframe.forms.joined.counting import distinct


@pytest.mark.parametrize(
    ("marks", "applicants"),
    [
        ([], 0),
        (["", ""], 2),
        (["a", "a", "b"], 2),
        (["a", "b", "ab"], 1),
        (["a", "b", "c", "bc", ""], 3),
        (["ax", "by", "cz", "xy", "yz"], 1),
    ],
)
def test_each_is_counted_once_where_it_is_known(marks: list[str], applicants: int) -> None:
    """Petitions that share a mark, even over a third one, are of one; one without a mark is one of its own."""
    assert distinct(frozenset(each) for each in marks) == applicants
