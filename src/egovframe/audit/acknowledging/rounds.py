"""Rounds: one thing done for many at once, so that a hundred who wait cost one seal and not a hundred."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Final

from egovframe.kernel.logging import get_logger

log = get_logger("egovframe.audit")

_PATIENCE: Final = 30.0


class Rounds:
    """Does `deed` again and again while somebody asks for it; never two at a time.

    Whoever asks while a round is under way has a part in the next one: what they committed before they asked is there
    when it begins. A round runs in a thread of its own, so that nobody waits longer than they wanted to.
    """

    def __init__(self, deed: Callable[[], object], *, name: str) -> None:
        self._deed = deed
        self._name = name
        self._turn = threading.Condition()  # owns what follows
        self._begun = 0
        self._ended = 0
        self._thread: threading.Thread | None = None

    @property
    def count(self) -> int:
        """How many rounds there were."""
        return self._ended

    def join(self, seconds: float) -> bool:
        """Return True once a round that began after this call has ended, False when the time is over first."""
        end = monotonic() + seconds
        with self._turn:
            mine = self._begun + 1
            while self._ended < mine:
                if self._begun == self._ended:
                    self._begin()
                left = end - monotonic()
                if left <= 0 or not self._turn.wait(left):
                    return self._ended >= mine
            return True

    def close(self) -> None:
        """Wait for the round that is under way."""
        with self._turn:
            thread = self._thread
        if thread is not None:
            thread.join(timeout=_PATIENCE)

    def _begin(self) -> None:
        thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        thread.start()  # it waits for our lock before it ends
        self._thread = thread
        self._begun += 1

    def _run(self) -> None:
        try:
            self._deed()
        except Exception:
            log.exception("Nothing could be acknowledged this time; it is tried again.", round=self._name)
        finally:
            with self._turn:
                self._ended += 1
                self._turn.notify_all()
