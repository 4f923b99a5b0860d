"""What the office does by itself every so often, beside requests, sealing and the outbox."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Callable

log = get_logger("egovframe.office")


class Recurring:
    """Does something every `seconds` in a thread of its own; a failure is logged, and it is tried again next time.

    Several processes may do it at once: what is done so must bear that. Whoever sets `hurry` has it done now, where the
    last time was `soonest` seconds ago at least, or as soon as it was.
    """

    def __init__(
        self,
        name: str,
        deed: Callable[[], object],
        *,
        seconds: float,
        hurry: threading.Event | None = None,
        soonest: float = 0.0,
    ) -> None:
        self.name = name
        self._deed = deed
        self._seconds = seconds
        self._hurry = hurry or threading.Event()
        self._soonest = min(soonest, seconds)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start; the first time is `seconds` from now."""
        self._thread = threading.Thread(target=self._run, name=f"egovframe-{self.name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop. What is being done is finished, or left to itself after five seconds."""
        self._stop.set()
        self._hurry.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._hurry.wait(self._seconds - self._soonest)
            if self._stop.is_set():
                return
            self._hurry.clear()
            try:
                self._deed()
            except Exception:
                log.exception("What the office does by itself failed; it is tried again.", deed=self.name)
            self._stop.wait(self._soonest)
