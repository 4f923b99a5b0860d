"""What plug-ins of the audit trail implement: places outside the office that remember its checkpoints.

Entry-point group: `egovframe.audit.anchors`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text

GROUP: Final = "egovframe.audit.anchors"
"""The entry-point group in which anchors are found."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """That a checkpoint was there at a moment, on the word of somebody outside the office.

    It was there `at` (UTC), give or take `accuracy`; how long before, a stamp does not say.
    """

    checkpoint: str
    at: datetime
    accuracy: timedelta = timedelta(0)


class Anchor(Plugin):
    """Remembers signed checkpoints where whoever holds the office's keys and database cannot take them back.

    The office hands its newest checkpoint over from time to time, outside any transaction, and asks for the newest one
    when it verifies: a history that was cut off or written anew no longer fits it. One instance serves many threads.
    """

    version: ClassVar[int] = 1
    title: ClassVar[Text] = Text(ko="앵커", en="Anchor")

    @abstractmethod
    def keep(self, checkpoint: str) -> None:
        """Remember a signed checkpoint (C2SP tlog-checkpoint) as it is.

        When keep returns, the checkpoint is durable there. Keeping one again changes nothing. What was kept is never
        changed or removed: another checkpoint of the same size, which would be a second history, raises AnchorFailed,
        and so does whatever keeps the anchor from remembering. The office then tries again later.
        """

    @abstractmethod
    def newest(self) -> str | None:
        """Return the checkpoint with the largest size that was ever kept, as it was; None when there is none.

        Raises AnchorFailed when the anchor cannot be asked.
        """

    def stamped(self) -> Iterator[Stamp]:
        """Yield every checkpoint that the anchor can say the time of, by size, each checked as it is yielded.

        None of them by default: an anchor need not know when. Raises AnchorFailed when it cannot be asked, or at a
        checkpoint whose time does not hold any more.
        """
        return iter(())


def size_of(checkpoint: str) -> int:
    """Return the size that a checkpoint says, which is the second line. Raises ValueError when it says none."""
    lines = checkpoint.split("\n", 2)
    if len(lines) < 3 or not lines[1].isascii() or not lines[1].isdecimal():
        msg = "this is no checkpoint: its second line is not a size"
        raise ValueError(msg)
    return int(lines[1])
