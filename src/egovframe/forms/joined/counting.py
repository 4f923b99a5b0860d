"""How many applicants and households are behind some petitions, each counted once where it can be told. No I/O."""

from __future__ import annotations

from collections.abc import Iterable


def distinct(marks: Iterable[frozenset[str]]) -> int:
    """Return how many applicants are behind petitions with these marks: those that share one are of the same.

    A petition without a mark does not say whose it is and counts as one of its own.
    """
    unknown, groups = 0, list[set[str]]()
    for each in marks:
        if not each:
            unknown += 1
            continue
        one, rest = set(each), list[set[str]]()
        for group in groups:
            if group & one:
                one |= group
            else:
                rest.append(group)
        groups = [*rest, one]
    return unknown + len(groups)
