"""What the clock of a case gives back, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.forms.store import Row


@dataclass(frozen=True, slots=True)
class Moved:
    """The row of a case as it is now, and by when it was due `before` and is due `after` (both aware)."""

    row: Row
    before: datetime
    after: datetime

    @property
    def moved(self) -> bool:
        """Say whether the due date is another one now."""
        return self.before != self.after

    @property
    def details(self) -> Mapping[str, str]:
        """Return what a fact says of it: the due date as it was and as it is."""
        return {"due": instant(self.after), "due_before": instant(self.before)}
