"""What the trail tells of petitions that somebody began and saved. Nothing that was entered is part of it."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

SAVED: Final = FactType(
    action="unfinished.saved",
    title=Text(ko="작성 중인 민원 저장", en="Unfinished petition saved"),
    details={"form": str, "version": int},
)
RESUMED: Final = FactType(
    action="unfinished.resumed",
    title=Text(ko="작성 중인 민원 이어쓰기", en="Unfinished petition resumed"),
    details={"form": str, "version": int},
)
DISCARDED: Final = FactType(
    action="unfinished.discarded",
    title=Text(ko="작성 중인 민원 삭제", en="Unfinished petition discarded"),
    details={"form": str, "version": int, "cause": str},
)
EXPIRED: Final = FactType(
    action="unfinished.expired",
    title=Text(ko="작성 중인 민원 기한 만료", en="Unfinished petition expired"),
    details={"form": str, "version": int},
)

FACTS: Final = (SAVED, RESUMED, DISCARDED, EXPIRED)
"""Every type of fact about unfinished petitions. `cause` is `asked` or `filed`."""
