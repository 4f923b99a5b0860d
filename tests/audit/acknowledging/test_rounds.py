"""Rounds: one thing done for many at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from egovframe.audit.acknowledging.rounds import Rounds


def test_whoever_comes_during_a_round_has_a_part_in_the_next_one() -> None:
    """Fifty who ask while one round is under way need one more, not fifty."""
    begun, go_on = threading.Event(), threading.Event()

    def deed() -> None:
        begun.set()
        assert go_on.wait(10)

    rounds = Rounds(deed, name="test")
    with ThreadPoolExecutor(51) as threads:
        first = threads.submit(rounds.join, 10)
        assert begun.wait(10)
        others = [threads.submit(rounds.join, 10) for _ in range(50)]
        assert not any(other.done() for other in others)
        go_on.set()
        assert first.result()
        assert all(other.result() for other in others)
    assert rounds.count <= 3


def test_nobody_waits_longer_than_they_wanted_to() -> None:
    """A round that hangs keeps nobody; closing waits for it."""
    go_on = threading.Event()
    rounds = Rounds(lambda: go_on.wait(10), name="test")
    begun = monotonic()
    assert not rounds.join(0.05)
    assert monotonic() - begun < 5
    go_on.set()
    rounds.close()
    assert rounds.count == 1


def test_a_round_that_fails_ends_and_the_next_one_is_tried() -> None:
    """Whoever waits finds out for themselves that nothing came of it."""
    tries: list[int] = []

    def deed() -> None:
        tries.append(1)
        raise OSError("the disk is full")

    rounds = Rounds(deed, name="test")
    assert rounds.join(10)
    assert rounds.join(10)
    assert len(tries) == 2
