"""Each kind's own check, compiled once: the edges of what it takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic_core import SchemaValidator, ValidationError

from egovframe.forms.kinds import schema_of, try_out
from egovframe.forms.questions import LARGEST_NUMBER, Limits, Question
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text


def takes(kind: str, value: object, **limits: Any) -> bool:
    """Say whether a question of the kind takes the value."""
    question = Question("it", Text(ko="뭐?"), kind, limits=Limits(**limits))
    try:
        SchemaValidator(schema_of(question)).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("whole-number", [0, -LARGEST_NUMBER, LARGEST_NUMBER], [LARGEST_NUMBER + 1, 1.0, "1", True]),
        ("money", [0, LARGEST_NUMBER], [-1, 1.5]),
        ("number", ["0.1", "-12", 3, "0"], [0.1, "1e5", "01", "NaN", "1" * 31, ""]),
        ("yes-no", [True, False], [1, "true"]),
        (
            "date",
            ["2026-02-28", dt.date(2026, 2, 28)],
            ["2026-02-30", "20260228", 0, dt.datetime(2026, 2, 28, 1, tzinfo=dt.UTC)],
        ),
        ("birth-date", ["1900-01-01", "2020-02-29"], ["1899-12-31", "2100-01-01"]),
        (
            "phone",
            ["010-1234-5678", "01012345678", "02-123-4567", "+44 20 7946 0958"],
            ["", "112a", "0", "010-1234-56"],
        ),
        (
            "email",
            ["a@b.kr", "홍@하늘.kr", "a+b@c-d.example"],
            ["a@b", "@b.kr", "a b@c.kr", "a@b..kr", "a@.kr", "a@b.kr\n"],
        ),
        ("person-name", ["홍길동", "O'Neil"], ["", " ", "a\nb"]),
        (
            "resident-number",
            ["900101-1234568", "9001011234568", "201005-3000000"],
            ["900101-1234567", "90010112345678"],
        ),
    ],
)
def test_the_edges_of_each_kind(kind: str, good: list[object], bad: list[object]) -> None:
    """What is just allowed and what is just not."""
    assert [value for value in good if not takes(kind, value)] == []
    assert [value for value in bad if takes(kind, value)] == []


def test_a_pattern_must_match_the_whole_answer() -> None:
    """Not only a part of it; alternatives stay together."""
    assert takes("text", "ab", pattern="ab|cd")
    assert not takes("text", "abx", pattern="ab|cd")
    assert not takes("text", "xcd", pattern="ab|cd")


def test_limits_that_cannot_be_checked_are_refused() -> None:
    """At the declaration, naming the question."""
    for limits in (Limits(pattern="("), Limits(pattern=r"(?<=x)y"), Limits(ge="never")):
        kind: str = "date" if limits.ge else "text"
        with pytest.raises(DeclarationError, match="'it'"):
            try_out(Question("it", Text(ko="뭐?"), kind, limits=limits))
