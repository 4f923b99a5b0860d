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
    # two that are hidden and sum to almost nothing still tell themselves apart: 1 and 1 are the only way to make 2
    if gone and others and (len(gone) == 1 or sum(numbers[at] for at in gone) < smallest):
        shown[min(others, key=lambda at: (numbers[at], at))] = None
    return shown
