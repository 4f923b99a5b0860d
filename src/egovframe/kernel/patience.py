"""Asking a machine outside the office, each question within its time: a provider of payments, a register.

A question runs in a thread of its own, as one that is slow or broken must not hold a request: after its seconds the
office goes on without an answer. Whoever leaves several questions hanging is not asked meanwhile. A question hangs once
it has outlived its time, and not before: however many are asked at the same moment, none is refused for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Final, NoReturn, TypeVar

MOST_HANGING: Final = 4
"""Questions that may hang before no other is asked, until one of them ends."""

_log = logging.getLogger("egovframe.kernel.patience")

A = TypeVar("A")


class NoAnswer(Exception):
    """There is no answer: none came in time, something else went wrong outside, or too many questions hang."""


class Outsider:
    """One machine outside, waited for `seconds` each time; `name` is for the log. Safe to use from several threads."""

    def __init__(self, name: str, *, seconds: float) -> None:
        self.name = name
        self.seconds = seconds
        self._hanging = 0  # guarded by _lock
        self._lock = threading.Lock()

    def ask(self, question: Callable[[], A], *, refusals: tuple[type[Exception], ...] = ()) -> Callable[[], A]:
        """Begin to ask; the function returned waits for the answer, until the time since now is over.

        It raises NoAnswer, and those `refusals` that are answers of their own. Everything else that the question raises
        is one line in the log, which names the type of the error and nothing that was said.
        """
        with self._lock:
            if self._hanging >= MOST_HANGING:
                return _none
        said: Future[A] = Future()
        until = time.monotonic() + self.seconds
        run = threading.Thread(target=self._run, args=(question, said, refusals), name=self.name, daemon=True)
        try:
            run.start()
        except RuntimeError:  # the machine has no thread left
            _log.warning("%s was not asked: no thread can be started", self.name)
            return _none

        def answer() -> A:
            wait([said], max(0, until - time.monotonic()))
            if not said.done():
                self._outlived(said)
                raise NoAnswer
            return said.result()

        return answer

    def _run(self, question: Callable[[], A], said: Future[A], refusals: tuple[type[Exception], ...]) -> None:
        try:
            said.set_result(question())
        except refusals as refusal:
            said.set_exception(refusal)
        except BaseException as error:  # noqa: BLE001 - whatever goes wrong outside, the office goes on
            _log.warning("%s did not answer: %s", self.name, type(error).__name__)
            said.set_exception(NoAnswer())

    def _outlived(self, said: Future[A]) -> None:
        _log.warning("%s did not answer within %g seconds", self.name, self.seconds)
        with self._lock:
            self._hanging += 1
        said.add_done_callback(self._ended)  # at once, where it ended meanwhile

    def _ended(self, _: object) -> None:
        with self._lock:
            self._hanging -= 1


def _none() -> NoReturn:
    raise NoAnswer
