"""Sealing in the background: what was committed is in the signed log a second later."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from egovframe.audit import Trail

log = get_logger("egovframe.office")


class Sealer:
    """Seals the trail every `seconds` in a thread of its own, and once more when it stops."""

    def __init__(self, trail: Trail, *, seconds: float) -> None:
        self._trail = trail
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start sealing."""
        self._thread = threading.Thread(target=self._run, name="egovframe-sealer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Seal what is left and stop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.wait(self._seconds):
            self._seal()
        self._seal()
        try:
            self._trail.rest()
        except Exception:
            log.exception("The turn to seal could not be given back; it ends by itself in some seconds.")

    def _seal(self) -> None:
        try:
            self._trail.tend(in_turn=True)
        except Exception:
            log.exception(
                "The trail could not be sealed; it is tried again. Nothing is lost: facts wait in the database."
            )
