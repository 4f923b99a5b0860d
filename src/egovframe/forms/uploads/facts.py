"""What the trail tells of files. Neither names nor contents are part of it."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

RECEIVED: Final = FactType(
    action="file.received",
    title=Text(ko="파일 받음", en="File received"),
    details={"form": str, "question": str, "media": str, "size": int},
)
CHECKED: Final = FactType(
    action="file.checked",
    title=Text(ko="파일 검사", en="File checked"),
    details={"form": str, "question": str, "file_state": str, "found": str},
)
REMOVED: Final = FactType(
    action="file.removed",
    title=Text(ko="파일 삭제", en="File removed"),
    details={"form": str, "question": str, "cause": str},
)
READ: Final = FactType(
    action="file.read",
    title=Text(ko="파일 열람", en="File taken away"),
    does="read",
    handles=True,
    details={"form": str, "unit": str, "question": str, "media": str, "holder": int},
    private={"reason": "subject"},
)

FACTS: Final = (RECEIVED, CHECKED, REMOVED, READ)
"""Every type of fact about files."""
