"""A fixed number of workers behind a bounded queue.

More work than workers and queue hold is refused at once with a time to come back: a short wait that is said beats a
long one that is not, and what was taken in is finished.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
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


@dataclass(slots=True)
class _Turn:
    """One request's turn, owned by the gate's lock: whether a worker began it, or who asked went away before."""

    begun: bool = False
    given_up: bool = False


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
        """Run the function in a worker and return what it returns. Raises GateFull, and what the function raises.

        The function sees the context variables of whoever calls.
        """
        with self._lock:
            if self._inside >= self._most:
                raise GateFull
            self._inside += 1
        until, context, loop = monotonic() + self._patience, copy_context(), asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        turn = _Turn()

        def job() -> None:
            with self._lock:
                if turn.given_up:
                    return
                turn.begun = True
            try:
                if monotonic() > until:
                    raise GateFull
                tell = partial(_give, answer, context.run(function))
            except BaseException as error:  # noqa: BLE001 - whoever asked is to know
                tell = partial(_fail, answer, error)
            self._leave()
            with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits
                loop.call_soon_threadsafe(tell)

        try:
            self._threads.submit(job)
        except RuntimeError:  # the pool is shutting down: nothing was started
            self._leave()
            raise GateFull from None
        try:
            return await answer
        except asyncio.CancelledError:  # the request went away: what has not begun frees its place at once
            with self._lock:
                if not turn.begun:
                    turn.given_up = True
                    self._inside -= 1
            raise

    def _leave(self) -> None:
        """One request less inside."""
        with self._lock:
            self._inside -= 1

    def close(self) -> None:
        """Finish what was taken in, take in nothing more."""
        self._threads.shutdown(wait=True)


def _give(answer: asyncio.Future[T], result: T) -> None:
    if not answer.done():  # the request may have been given up
        answer.set_result(result)


def _fail(answer: asyncio.Future[T], error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error)
