"""Which tests a run leaves out, and which come first.

`make test` looks at a sample: one in so many of the cases of a test marked `sampled`, and at no test marked `whole`.
Of what runs on both databases it looks at all on SQLite, and in each file at the first and then one in `TWINS` on
PostgreSQL again, and of a test with `MANY` cases or more one in `OF_MANY`.
Without `--sample` all but the heavy ones run, as they do before a change lands; with `--heavy` all.
"""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

import pytest

LONGEST = ("docs", "faults", "examples", "browser", "cli", "conformance")
"""Rooms whose files take minutes: they come first, so that no process is left alone with one at the end."""


TWINS = 12
"""One in so many of a file's tests that run on SQLite runs in the sample on PostgreSQL as well."""


MANY, OF_MANY = 6, 8
"""So many cases of one test are much alike, and one in so many of them runs in the sample."""


def stays(
    item: pytest.Item, seen: Counter[str], *, sample: bool, heavy: bool, sizes: Mapping[str, int] = MappingProxyType({})
) -> bool:
    """Says whether a test runs; `seen` counts the cases of each test so far, `sizes` how many it has in all."""
    if heavy or item.get_closest_marker("heavy"):
        return heavy
    if not sample or item.get_closest_marker("whole"):
        return not sample
    family = item.nodeid.partition("[")[0]
    if (mark := item.get_closest_marker("sampled")) is not None:
        return bool(_nth(seen, family) % mark.kwargs["one_in"] == mark.kwargs.get("first", 0))
    if sizes.get(family, 0) >= MANY:
        return _nth(seen, family) % OF_MANY == 0
    return not _again(item) or _nth(seen, f"{item.path} again") % TWINS == 0


def _again(item: pytest.Item) -> bool:
    """Says whether a test does on PostgreSQL what it does on SQLite as well."""
    callspec = getattr(item, "callspec", None)
    return callspec is not None and "postgresql" in callspec.params.values()


def _nth(seen: Counter[str], family: str) -> int:
    """Counts one more of a family; gives how many there were before."""
    seen[family] += 1
    return seen[family] - 1


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out of `items` what the options leave out, and says so to pytest."""
    sample, heavy, seen = config.getoption("--sample"), config.getoption("--heavy"), Counter[str]()
    sizes = Counter(item.nodeid.partition("[")[0] for item in items)
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if stays(item, seen, sample=sample, heavy=heavy, sizes=sizes) else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def rank(item: pytest.Item) -> int:
    """Gives a test's place in the queue by its room; tests of one rank keep their order."""
    room = item.nodeid.split("/")[1]
    return LONGEST.index(room) if room in LONGEST else len(LONGEST)
