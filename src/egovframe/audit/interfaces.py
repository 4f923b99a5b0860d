"""What plug-ins of the audit trail implement: places that keep its checkpoints, forms in which its facts are exported.

Entry-point groups: `egovframe.audit.anchors`, `egovframe.audit.exporters`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, ClassVar, Final

from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.model import Fact

GROUP: Final = "egovframe.audit.anchors"
"""The entry-point group in which anchors are found."""
EXPORTERS: Final = "egovframe.audit.exporters"
"""The entry-point group in which exporters are found."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """That a checkpoint was there at a moment, on the word of somebody outside the office.

    It was there `at` (UTC), give or take `accuracy`; how long before, a stamp does not say. `by` names who says so,
    where it is not the anchor itself: a text in one language or in both.
    """

    checkpoint: str
    at: datetime
    accuracy: timedelta = timedelta(0)
    by: str | Text = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Whose trail is exported, and by what: named in every event, so that a collector of many cities tells them apart.

    `origin` is the log's name in checkpoints, such as `haneul.example/log`; `host` the machine that hands the facts
    out, empty when nobody should know; `version` that of this library.
    """

    city: str
    origin: str
    host: str = ""
    version: str = field(default_factory=lambda: version("egovframe"))


class Exporter(Plugin):
    """Writes facts in a form that other people's programs read: one standard, or one kind of file.

    The office decides which facts are exported, for whom and why, and notes that it was done; an exporter decides
    nothing and adds nothing. One instance serves many threads. `media` is the content's media type, `ending` the file
    name's, with its dot.
    """

    version: ClassVar[int] = 1
    title: ClassVar[Text] = Text(ko="내보내기 형식", en="Export format")
    media: ClassVar[str]
    ending: ClassVar[str]

    @abstractmethod
    def export(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield the facts as bytes that, put together in order, are the whole file.

        Facts are taken one at a time, in their order, and none is kept: the memory needed does not grow with their
        number. Each fact is told whole: who, when, from where, whose data, what, with what outcome and why, as far as
        the fact says. What it does not say is left out, never made up. Whatever a text holds (line ends, quotes,
        formulas, any script), it stays a text and does not change where the next fact begins.

        Bytes come while facts are still being taken, unless the form can be written only as a whole (XLSX); what such
        an exporter keeps on the disk meanwhile is readable by its own account only and gone when the iterator ends or
        is closed. The same facts give the same content each time; no facts give a file that is valid and empty.
        Raises MissingExtra before the first fact is taken when a package is missing; what `facts` raises comes through.
        """


def size_of(checkpoint: str) -> int:
    """Return the size that a checkpoint says, which is the second line. Raises ValueError when it says none."""
    lines = checkpoint.split("\n", 2)
    if len(lines) < 3 or not lines[1].isascii() or not lines[1].isdecimal():
        msg = "this is no checkpoint: its second line is not a size"
        raise ValueError(msg)
    return int(lines[1])
