"""Handing checkpoints to the anchors, and asking them when the trail is verified."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from egovframe.audit.errors import AuditError
from egovframe.audit.notes import SignedNote
from egovframe.kernel.errors import EgovError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.messages import N_
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.interfaces import Anchor, Stamp
    from egovframe.audit.report import Report

log = get_logger("egovframe.audit")


class Anchors:
    """The anchors of one trail. Each gets the newest checkpoint once in `every`; one that fails is tried again then.

    They are offered what is newest at every seal: what came between waits for its time, and no new fact is needed.
    """

    def __init__(self, anchors: Mapping[str, Anchor], *, every: timedelta) -> None:
        self._anchors = dict(anchors)
        self._every = every
        self._lock = threading.Lock()  # owns _next and _kept
        self._next: datetime | None = None
        self._kept = ""

    def offer(self, checkpoint: str, at: datetime) -> int:
        """Hand the checkpoint over when it is time and it is new; return how many anchors took it."""
        with self._lock:
            if not self._anchors or checkpoint == self._kept or (self._next is not None and at < self._next):
                return 0
            self._next = at + self._every
        taken = 0
        for name, anchor in self._anchors.items():
            try:
                anchor.keep(checkpoint)
                taken += 1
            except Exception:
                log.exception("An anchor did not take the checkpoint; it is tried again.", anchor=name)
        if taken == len(self._anchors):
            with self._lock:
                self._kept = checkpoint
        return taken

    def remembered(self, report: Report) -> list[SignedNote]:
        """Return the newest checkpoint of each anchor; what cannot be asked or read is reported."""
        notes: list[SignedNote] = []
        for name, anchor in self._anchors.items():
            try:
                newest = anchor.newest()
                if newest is not None:
                    notes.append(SignedNote.parse(newest))
            except AuditError as error:
                _unreadable(report, name, N_("The anchor {name} gives no checkpoint: {why}"), error)
            except EgovError as error:
                _unreadable(report, name, N_("The anchor {name} cannot be asked: {why}"), error)
        return notes

    def stamped(self, report: Report) -> list[Stamp]:
        """Return what each anchor says of when it saw which checkpoint; what it cannot say is reported once."""
        found: list[Stamp] = []
        for name, anchor in self._anchors.items():
            try:
                by = Text(ko=f"앵커 {name}", en=f"the anchor {name}")
                found.extend(stamp if stamp.by else replace(stamp, by=by) for stamp in anchor.stamped())
            except EgovError as error:
                if not any((each.table, each.key) == ("anchors", name) for each in report.findings):
                    _unreadable(report, name, N_("The anchor {name} cannot say when it saw the log: {why}"), error)
        return found


def _unreadable(report: Report, name: str, said: str, error: EgovError) -> None:
    report.add("unreadable", "anchors", name, said, name=name, why=error.message)
