"""Sealing in the background."""

from __future__ import annotations

import threading

from egovframe.office.sealing import Sealer


class Log:
    """Counts how often it is sealed; fails the first time."""

    def __init__(self) -> None:
        self.sealed = 0
        self.rested = False
        self.twice = threading.Event()

    def tend(self, *, in_turn: bool) -> int:
        """Seal once more."""
        self.sealed += 1
        if self.sealed == 1:
            message = "the disk is full"
            raise OSError(message)
        self.twice.set()
        return 0 if in_turn else -1

    def rest(self) -> None:
        """Give the turn back."""
        self.rested = True


def test_a_seal_that_fails_is_tried_again_and_stopping_seals_the_rest() -> None:
    """One bad moment does not end sealing; the last seal comes after the stop was asked for."""
    log = Log()
    sealer = Sealer(log, seconds=0.01)  # type: ignore[arg-type]
    sealer.start()
    assert log.twice.wait(10)
    sealer.stop()
    sealed = log.sealed
    assert log.rested
    assert sealed >= 2
    threading.Event().wait(0.05)
    assert log.sealed == sealed
