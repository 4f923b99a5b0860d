"""A gate for costly work: so many at once, so many waiting, the others are told at once."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from egovframe.kernel.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Iterator


class Gate:
    """Bounds how many threads do something costly at once, and how many wait for their turn.

    Checking a password takes tens of MiB and milliseconds on purpose; without a bound, a flood of guesses would take
    the machine's memory from everybody else.
    """

    def __init__(self, places: int, *, queue: int, seconds: float) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._queue = queue
        self._seconds = seconds
        self._mutex = threading.Lock()  # owns _waiting
        self._waiting = 0

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place while the block runs.

        Raises Busy at once when the queue is full, and after the time limit when no place came free.
        """
        if not self._places.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._places.release()

    def _wait(self) -> None:
        with self._mutex:
            if self._waiting >= self._queue:
                raise Busy("Too many people sign in at this moment.", hint="Try again in a few seconds.")
            self._waiting += 1
        try:
            if not self._places.acquire(timeout=self._seconds):
                raise Busy("Signing in takes too long at this moment.", hint="Try again in a few seconds.")
        finally:
            with self._mutex:
                self._waiting -= 1
