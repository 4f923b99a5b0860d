"""A system call fails, or is the last one of the process: after each the log opens, has everything and goes on."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.faults.survivor import Survivor, surviving
from tests.support.strace import strace

# strace counts the calls of each name for itself; of several names for one thing a machine uses one.
PAGES, FILES, EMPTYING = ("pwrite64",), ("write",), ("ftruncate",)
DATA, FLUSHES = ("fdatasync",), ("fsync",)
RENAMES, LINKS = ("rename", "renameat", "renameat2"), ("link", "linkat")
REMOVALS = ("unlink", "unlinkat")
FEWEST = {PAGES: 40, FILES: 4, EMPTYING: 1, DATA: 8, FLUSHES: 8, RENAMES: 2, LINKS: 2, REMOVALS: 3}
"""So many calls of each kind an office makes at least, so that the tests cannot become empty."""
MOST = 400

SAMPLE = [
    *((PAGES, "signal=KILL", at) for at in (2, 9, 20, 33)),
    *((DATA, "signal=KILL", at) for at in (1, 4, 7)),
    *((FLUSHES, "signal=KILL", at) for at in (1, 4)),
    *((calls, "signal=KILL", 2) for calls in (FILES, RENAMES, LINKS, REMOVALS)),
    *((PAGES, "error=EIO", at) for at in (5, 14, 27)),
    *((DATA, "error=EIO", at) for at in (1, 5)),
    *((FLUSHES, "error=EIO", at) for at in (2, 5)),
    *((calls, "error=EIO", 1) for calls in (FILES, RENAMES, LINKS, REMOVALS, EMPTYING)),
    *((PAGES, "error=ENOSPC", at) for at in (1, 11, 30)),
]


@pytest.fixture(scope="module")
def tracer() -> str:
    """Where strace is."""
    return str(strace())


def struck(told: dict[str, Any]) -> bool:
    """Say whether there was such a call."""
    return bool(told["injected"] or told["killed"])


def inject(survivor: Survivor, tracer: str, calls: tuple[str, ...], what: str) -> dict[str, Any]:
    """Let a process live with one failure, and look at what it left."""
    told = survivor.ask(strace=tracer, calls=calls, inject=what)
    assert told["exit"] in (0, -9), f"the process ended with {told['exit']}"
    survivor.assert_whole(told)
    return told


@pytest.mark.whole
def test_some_system_calls_fail_or_are_the_last(tmp_path: Path, tracer: str) -> None:
    """A sample of all: writes, flushes and names, each failing for a reason or killing."""
    with surviving(tmp_path) as survivor:
        for calls, what, at in SAMPLE:
            assert struck(inject(survivor, tracer, calls, f"{what}:when={at}")), f"{what} at {at} of {calls}"


def test_a_disk_that_is_full_for_good_loses_nothing(tmp_path: Path, tracer: str) -> None:
    """From one moment on no write succeeds any more; with room again everything goes on."""
    with surviving(tmp_path) as survivor:
        for at in (1, 3, 12):
            told = inject(survivor, tracer, PAGES + FILES, f"error=ENOSPC:when={at}+")
            assert told["injected"] > 1


@pytest.mark.heavy
@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", ["error=EIO", "error=ENOSPC", "signal=KILL"])
@pytest.mark.parametrize("calls", FEWEST, ids=lambda calls: calls[0])
def test_every_system_call_fails_or_is_the_last(tmp_path: Path, tracer: str, calls: tuple[str, ...], what: str) -> None:
    """The first, the second and so on, until there is none that could fail."""
    with surviving(tmp_path) as survivor:
        for at in count(1):
            if not struck(inject(survivor, tracer, calls, f"{what}:when={at}")):
                break
            assert at < MOST
        assert at > FEWEST[calls]


@pytest.mark.heavy
@pytest.mark.timeout(900)
@pytest.mark.parametrize("calls", FEWEST, ids=lambda calls: calls[0])
def test_a_disk_that_fails_for_good_at_any_moment_loses_nothing(
    tmp_path: Path, tracer: str, calls: tuple[str, ...]
) -> None:
    """From each call on, all calls of the kind fail."""
    with surviving(tmp_path) as survivor:
        for at in count(1):
            if not struck(inject(survivor, tracer, calls, f"error=EIO:when={at}+")):
                break
            assert at < MOST
        assert at > FEWEST[calls]
