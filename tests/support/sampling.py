"""Which tests a run leaves out, and which come first.

`make test` looks at a sample: one in so many of the cases of a test marked `sampled`, and at no test marked `whole`.
Without `--sample` all but the heavy ones run, as they do before a change lands; with `--heavy` all.
"""

from collections import Counter

import pytest

LONGEST = ("docs", "faults", "examples", "browser", "cli", "conformance")
"""Rooms whose files take minutes: they come first, so that no process is left alone with one at the end."""


def stays(item: pytest.Item, seen: Counter[str], *, sample: bool, heavy: bool) -> bool:
    """Says whether a test runs; `seen` counts the cases of each test so far."""
    if heavy:
        return True
    if item.get_closest_marker("heavy"):
        return False
    if not sample:
        return True
    if item.get_closest_marker("whole"):
        return False
    if (mark := item.get_closest_marker("sampled")) is None:
        return True
    family = item.nodeid.partition("[")[0]
    case = seen[family]
    seen[family] += 1
    return bool(case % mark.kwargs["one_in"] == mark.kwargs.get("first", 0))


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out of `items` what the options leave out, and says so to pytest."""
    sample, heavy, seen = config.getoption("--sample"), config.getoption("--heavy"), Counter[str]()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if stays(item, seen, sample=sample, heavy=heavy) else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def rank(item: pytest.Item) -> int:
    """Gives a test's place in the queue by its room; tests of one rank keep their order."""
    room = item.nodeid.split("/")[1]
    return LONGEST.index(room) if room in LONGEST else len(LONGEST)
