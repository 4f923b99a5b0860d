"""Values turn into one another as JavaScript has it, but numbers are exact and never without bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from egovframe.forms.logic.values import LARGEST, before, equal, kept, leading_number, number_of, same, text_of, truthy


def test_what_counts_as_yes() -> None:
    """As jsonlogic.com/truthy lists it: an empty list is no, the text "0" is yes."""
    assert not any(map(truthy, (0, Decimal(0), "", [], None, False)))
    assert all(map(truthy, (1, -1, "0", [0], {}, True)))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, 0),
        (True, 1),
        (" 3.50 ", Decimal("3.5")),
        ("", 0),
        ("x", None),
        ("1e3", None),
        ([], 0),
        (["2"], 2),
        ({}, None),
    ],
)
def test_numbers_of_values(value: Any, number: object) -> None:
    """Of texts as they are written; what is no number is none."""
    assert number_of(value) == number


def test_numbers_at_the_start_of_values() -> None:
    """As parseFloat reads them."""
    assert [leading_number(value) for value in ("3.14m", " -2", "m3", None, True, ["4"])] == [
        Decimal("3.14"), -2, None, None, None, 4,
    ]  # fmt: skip


def test_equal_and_same() -> None:
    """Loosely across types, strictly within one; true is no 1."""
    assert all([equal(1, "1"), equal(0, False), equal(Decimal("1.0"), 1), equal([], ""), not equal(None, 0)])
    assert all([same(1, Decimal(1)), not same(1, "1"), not same(1, True), same("a", "a"), same(None, None)])


def test_smaller() -> None:
    """Texts by their characters, so dates by their days; all else as numbers; nothing is smaller than no number."""
    assert all([before("2026-09-08", "2026-10-01"), before("10", "9"), before(9, "10"), before(None, 1)])
    assert not any([before("x", 1), before(1, "x"), before(1, 1)])
    assert before(1, 1, or_equal=True)


def test_results_have_bounds() -> None:
    """Whole where they are whole, nothing beyond the largest."""
    assert (kept(Decimal("2.0")), kept(LARGEST), kept(LARGEST + 1), kept(Decimal("NaN"))) == (2, LARGEST, None, None)


def test_values_as_text() -> None:
    """Without needless zeros."""
    assert [text_of(value) for value in (None, True, Decimal("1.50"), 3, ["a", None, 1])] == [
        "",
        "true",
        "1.5",
        "3",
        "a,,1",
    ]
