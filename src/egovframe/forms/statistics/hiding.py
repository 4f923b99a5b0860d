"""Small numbers: what everybody reads must not tell of single persons."""

from __future__ import annotations

from collections.abc import Sequence


def hidden(number: int, *, smallest: int) -> int | None:
    """Return the number, or None where it is above zero and below the smallest that is shown."""
    return None if 0 < number < smallest else number


def hide(numbers: Sequence[int], *, smallest: int) -> list[int | None]:
    """Return the numbers of a list whose sum is shown as well, small ones hidden.

    One hidden number alone could be had by taking the others from the sum; then the next smallest is hidden with it
    (complementary suppression, as statistical offices do it). Where there is no other, the sum tells what the one is.
    """
    shown = [hidden(number, smallest=smallest) for number in numbers]
    gone = [at for at, number in enumerate(shown) if number is None]
    others = [at for at, number in enumerate(shown) if number]
    # what is hidden sums to what the sum leaves over: one alone is small, and so may be two (1 and 1 are all of 2)
    if gone and others and sum(numbers[at] for at in gone) < smallest:
        shown[min(others, key=lambda at: (numbers[at], at))] = None
    return shown
