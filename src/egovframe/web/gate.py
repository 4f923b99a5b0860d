"""A fixed number of workers behind a bounded queue.

More work than workers and queue hold is refused at once with a time to come back: a short wait that is said beats a
long one that is not, and what was taken in is finished.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from egovframe.kernel.errors import Busy

T = TypeVar("T")

RETRY_SECONDS = 5
"""What Retry-After says when the gate is full."""


class GateFull(Busy):
    """All workers are at work and the queue in front of them is full."""

    code = "web.busy"
    retry_after = RETRY_SECONDS

    def __init__(self) -> None:
        super().__init__("More requests arrived than the office takes at once.", hint="Send it again in a few seconds.")


class Gate:
    """Runs functions in `workers` threads; at most `queue` more wait, none longer than `patience` seconds."""

    def __init__(self, *, workers: int, queue: int, patience: float = 10.0) -> None:
        self._most = workers + queue
        self._patience = patience
        self._inside = 0
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="egovframe-web")

    @property
    def inside(self) -> int:
        """How many requests are being worked on or wait."""
        return self._inside

    async def run(self, function: Callable[[], T]) -> T:
        """Run the function in a worker and return what it returns. Raises GateFull, and what the function raises."""
        with self._lock:
            if self._inside >= self._most:
                raise GateFull
            self._inside += 1
        until = monotonic() + self._patience

        def job() -> T:
            if monotonic() > until:
                raise GateFull
            return function()

        try:
            future = self._threads.submit(job)
        except RuntimeError:  # the pool is shutting down: nothing was started
            self._leave()
            raise GateFull from None
        future.add_done_callback(self._leave)  # also when the request was cancelled before it began
        return await asyncio.wrap_future(future)

    def _leave(self, _done: object = None) -> None:
        """One request less inside."""
        with self._lock:
            self._inside -= 1

    def close(self) -> None:
        """Finish what was taken in, take in nothing more."""
        self._threads.shutdown(wait=True)
