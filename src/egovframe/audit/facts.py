"""What the trail tells of itself: who looked into it, took copies, reviewed it."""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

_ASKED: Final[dict[str, Any]] = {"action": "actor", "actor": "actor", "object": "actor", "subject": "actor"}
"""What was looked for: typed by a person, so it may name one."""

LISTED: Final = FactType(
    action="fact.listed",
    title=Text(ko="감사 기록 열람", en="Audit log read"),
    does="list",
    details={"count": int},
    private=_ASKED,
)

EXPORTED: Final = FactType(
    action="fact.exported",
    title=Text(ko="감사 기록 내보내기", en="Audit facts handed over"),
    does="export",
    due=True,
    details={"format": str, "with_private": bool, "since": str, "until": str, "action": str},
    private={"reason": "actor"},
)
RAISED: Final = FactType(
    action="witness.alarmed",
    title=Text(ko="증언 경보가 울림", en="An alarm of a witness was raised"),
    details={"kind": str, "origin": str, "size": int},
    keep=10,
)
"""The fact that vouches for an alarm's row."""

KEY_ROTATED: Final = FactType(
    action="log-key.rotated",
    title=Text(ko="로그 서명 키 교체", en="The log's signing key rotated"),
    details={"old": str, "new": str, "until": str},
    keep=10,
)

FACTS: Final = (LISTED, EXPORTED, RAISED, KEY_ROTATED)
"""Every type of fact of this component."""
