"""Small numbers are hidden, and cannot be had from the others and the sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.statistics.hiding import hidden, hide


def test_hidden() -> None:
    """From one to four is hidden where five is the smallest; nothing at all is no secret."""
    assert [hidden(number, smallest=5) for number in (0, 1, 4, 5)] == [0, None, None, 5]


def test_complement() -> None:
    """One hidden number takes the next smallest with it; two that could be told from their sum do too."""
    assert hide([3, 20, 10, 0], smallest=5) == [None, 20, None, 0]
    assert hide([3, 4, 10], smallest=5) == [None, None, 10]
    assert hide([1, 1, 10, 20], smallest=5) == [None, None, None, 20]
    assert hide([3], smallest=5) == [None]
    assert hide([7, 8], smallest=5) == [7, 8]


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 9))
def test_no_small_number_can_be_had(numbers: list[int], smallest: int) -> None:
    """What is hidden sums, with the sum known, to nothing that is small, unless there is nothing else to hide."""
    shown = hide(numbers, smallest=smallest)
    assert all(after in (None, before) for before, after in zip(numbers, shown, strict=True))
    assert not any(after is not None and 0 < after < smallest for after in shown)
    gone = [before for before, after in zip(numbers, shown, strict=True) if after is None]
    if gone and any(shown):
        assert len(gone) > 1
        assert sum(gone) >= smallest
