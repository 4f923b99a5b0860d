"""What a file that somebody handed in is, and how far its check has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Literal

from egovframe.forms.errors import FormsError
from egovframe.kernel.errors import Conflict
from egovframe.kernel.text import Text

UploadState = Literal["pending", "clean", "unscanned", "unscannable", "infected", "unreadable"]

UPLOAD_STATES: Final[Mapping[UploadState, Text]] = {
    "pending": Text(ko="검사 중", en="Being checked"),
    "clean": Text(ko="이상 없음", en="Checked, nothing found"),
    "unscanned": Text(ko="바이러스 검사 안 함", en="Not scanned for viruses"),
    "unscannable": Text(ko="바이러스 검사를 할 수 없어 열지 않습니다", en="Cannot be scanned, kept closed"),
    "infected": Text(ko="악성 코드가 있어 지웠습니다", en="Harmful, removed"),
    "unreadable": Text(ko="열 수 없어 지웠습니다", en="Cannot be read, removed"),
}
"""How far the check of a file has come, in words. Of the last two the content is gone."""

OPEN: Final = frozenset({"clean", "unscanned"})
"""The states in which a file may be taken away."""
GONE: Final = frozenset({"infected", "unreadable"})
"""The states in which there is no content any more."""


class StillChecked(FormsError, Conflict):
    """The file is still being checked: it can be taken away once that is done."""

    code: ClassVar[str] = "forms.still_checked"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in for one question of one form.

    `media` is what the content is, whatever the sender called it; `size` in bytes; `digest` is the `sha256:<hex>` of
    the file as it was sent. `found` is the scanner's name for what is harmful. `petition` is None until the file is
    part of one. `name` is empty where it may not be shown.
    """

    id: str
    form: str
    question: str
    name: str
    media: str
    size: int
    digest: str
    state: UploadState
    at: datetime
    found: str = ""
    petition: str | None = None

    @property
    def ready(self) -> bool:
        """Say whether the file may be taken away."""
        return self.state in OPEN
