"""The process is killed (signal 9) at each step of sealing and publishing: the next finds everything and goes on."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from tests.faults.steps import When
from tests.faults.survivor import surviving

FEWEST = 50
EVERY = 7


@pytest.mark.sampled(one_in=2)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("every", [EVERY, pytest.param(1, marks=[pytest.mark.heavy, pytest.mark.timeout(600)])])
def test_a_process_killed_at_any_step_loses_nothing(tmp_path: Path, when: When, every: int) -> None:
    """One office, killed at each step in turn, before it took effect or after: nothing acknowledged is ever lost."""
    with surviving(tmp_path) as survivor:
        for at in count(1 if when == "before" else 1 + every // 2, every):
            told = survivor.ask(at=at, when=when)
            survivor.assert_whole(told)
            if not told["killed"]:
                break
        assert told["exit"] == 0
        assert len(told["steps"]) >= FEWEST
        assert survivor.deaths > FEWEST // every
