"""What became of a notice, as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.model import Petition

STATES: Final[Mapping[str, Text]] = {
    "sent": Text(ko="보냈습니다", en="Sent"),
    "waiting": Text(ko="다시 보내고 있습니다", en="Being tried again"),
    "failed": Text(ko="보내지 못했습니다", en="Could not be sent"),
    "returned": Text(ko="되돌아왔습니다", en="Came back"),
    "undeliverable": Text(ko="주소로 보낼 수 없습니다", en="Cannot be delivered to the address"),
    "on_status_page": Text(ko="처리 상황 화면에서 봅니다", en="To be seen on the progress page"),
    "posted": Text(ko="우편으로 보냈습니다", en="Sent by post"),
    "again": Text(ko="다시 보내도록 맡겼습니다", en="To be sent again"),
    "at_desk": Text(ko="담당 부서에 알렸습니다", en="Put before the unit"),
}
"""What can have become of a notice, in words."""


LOST: Final = ("returned", "failed", "undeliverable")
"""The states in which a notice did not reach whom it is for."""
LEFT: Final = ("sent", "posted", "on_status_page")
"""The states in which a notice reached whom it is for, as far as the office knows."""
CLOSING: Final = frozenset("result refusal return transfer repeat objection-result prescreening-result".split())
"""The kinds of papers that tell how a petition ended: once the applicant was told, it closes."""
POST: Final = "post"
"""The channel of what an officer printed and put into the post."""


WAYS: Final[Mapping[str, Text]] = {
    "any": Text(ko="남긴 주소로", en="To the address that I left"),
    "email": Text(ko="전자우편으로", en="By e-mail"),
    "phone": Text(ko="문자로", en="By text message"),
    "none": Text(ko="보내지 않고 이 화면에서만", en="Not at all: I look here"),
}
"""The ways in which the holder of a petition can want to be told."""


@dataclass(frozen=True, slots=True)
class Choice:
    """In which language (a tag such as `es`) and by which of the WAYS the holder wants to be told."""

    language: str
    way: str = "any"


@dataclass(frozen=True, slots=True)
class Try:
    """One time that a notice was to leave: by which channel, what became of it, and the other side's word for it.

    `said` is a reference, a status or the kind of an error; never an address.
    """

    at: datetime
    channel: str
    state: str
    said: str

    @property
    def stands(self) -> Text:
        """Return what became of it, in words."""
        return STATES.get(self.state) or Text.of(self.state)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of a case: what it is, by which channel it went and what became of it.

    `paper` is the id of the paper that it carries, None for one that left before papers were kept. `tries` counts how
    often the channel did not take it.
    """

    id: str
    kind: str
    title: Text
    at: datetime
    channel: str
    state: str
    tries: int
    paper: str | None
    history: tuple[Try, ...] = ()

    @property
    def stands(self) -> Text:
        """Return what became of it, in words."""
        return STATES.get(self.state) or Text.of(self.state)

    @property
    def lost(self) -> bool:
        """Say whether somebody has to write a letter: it came back, or cannot be sent."""
        return self.state in LOST

    @property
    def resendable(self) -> bool:
        """Say whether it may be sent again: it has a paper for the applicant, and is not on its way."""
        return self.paper is not None and self.state not in ("waiting", "again", "at_desk")

    @property
    def left(self) -> bool:
        """Say whether it reached whom it is for, as far as the office knows."""
        return self.state in (*LEFT, "at_desk")


@dataclass(frozen=True, slots=True)
class LostResult:
    """A petition whose result did not reach the applicant: the notice by its title, and what became of it.

    `paper` is the id of the paper that can be sent again, None for one that was not kept.
    """

    petition: Petition[Any]
    title: Text
    at: datetime
    channel: str
    state: str
    paper: str | None

    @property
    def stands(self) -> Text:
        """Return what became of the notice, in words."""
        return STATES.get(self.state) or Text.of(self.state)


@dataclass(frozen=True, slots=True)
class LostPage:
    """One page of results that did not arrive; `next` is the cursor of the page after it, None on the last."""

    items: tuple[LostResult, ...]
    next: str | None = None
