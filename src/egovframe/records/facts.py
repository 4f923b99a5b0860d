"""What the trail tells of records: each kind of deed, declared once."""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

_PUBLIC: Final[dict[str, Any]] = {
    "class": str,
    "registration": str,
    "source": (str, type(None)),
    "completed": str,
    "keep": str,
    "starts": str,
    "due": (str, type(None)),
    "digest": str,
    "size": int,
}
"""What `Record.public` tells."""

DECLARED: Final = FactType(
    action="record.declared", title=Text(ko="기록물 등록", en="Record declared"), details=_PUBLIC
)
KEPT: Final = FactType(
    action="record.kept", title=Text(ko="종결 민원 기록 보존", en="Closed case kept as a record"), details=_PUBLIC
)
READ: Final = FactType(
    action="record.read", title=Text(ko="기록물 열람", en="Record read"), does="read", details={"part": str}
)
DOWNLOADED: Final = FactType(
    action="record.downloaded",
    title=Text(ko="기록물 내려받기", en="Record downloaded"),
    does="download",
    due=True,
    details={"part": str},
    private={"reason": "actor"},
)
LISTED: Final = FactType(
    action="record.listed", title=Text(ko="기록물 목록 열람", en="Records listed"), does="list", details={"count": int}
)

FACTS: Final = (DECLARED, KEPT, READ, DOWNLOADED, LISTED)
"""Every type of fact of this component."""
