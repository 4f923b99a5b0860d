"""What the trail tells of itself: who looked into it, took copies, reviewed it."""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

_ASKED: Final[dict[str, Any]] = {
    "action": "actor",
    "actor": "actor",
    "object": "actor",
    "subject": "actor",
    "trace": "actor",
}
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

SHOWN: Final = FactType(
    action="fact.shown",
    title=Text(ko="열람 기록 조회", en="Looked up who saw it"),
    does="read",
    handles=True,
    details={"count": int},
)
"""An officer looked up who had seen somebody's data: the person sees that too, and what for."""

_SAID: Final[dict[str, Any]] = {"digest": str, "facts": int}
"""Of a statement: the SHA-256 of what it says, in hex, and of how many facts it tells."""

GIVEN: Final = FactType(
    action="statement.given",
    title=Text(ko="열람 내역서 발급", en="Statement given"),
    does="export",
    handles=True,
    details=_SAID,
)
"""Somebody took the statement about their own data."""

HANDED: Final = FactType(
    action="statement.handed",
    title=Text(ko="열람 내역서 대리 발급", en="Statement made by an officer"),
    does="export",
    handles=True,
    due=True,
    details=_SAID,
    private={"reason": "subject"},
)
"""An officer made a statement to hand it over: why is due, as for every copy that leaves the office."""

READ: Final = FactType(
    action="fact.read",
    title=Text(ko="감사 기록 한 건 열람", en="One fact read"),
    does="read",
    details={"private": bool},
)
"""Somebody looked at one fact whole; `private` says whether with what is sealed beside it."""

HOLD_PLACED: Final = FactType(
    action="hold.placed",
    title=Text(ko="보존 명령", en="Legal hold placed"),
    details={"actions": list, "subjects": list, "actors": list, "object": str, "since": str, "until": str},
    private={"reason": "actor"},
)
HOLD_LIFTED: Final = FactType(
    action="hold.lifted", title=Text(ko="보존 명령 해제", en="Legal hold lifted"), private={"reason": "actor"}
)
HOLDS_LISTED: Final = FactType(
    action="hold.listed", title=Text(ko="보존 명령 열람", en="Legal holds read"), does="list", details={"count": int}
)
DISPOSED: Final = FactType(
    action="audit.disposed",
    title=Text(ko="보관 기한이 지난 감사 기록 값 파기", en="Values beside old facts disposed of"),
    details={"months": list, "counts": dict},
)
"""Month keys were destroyed: nothing that was sealed with them can be read; the entries stay."""

EXPLAINED: Final = FactType(
    action="download.explained",
    title=Text(ko="사유 소명", en="Reason given afterwards"),
    details={"asked": bool},
    private={"reason": "actor"},
    keep=3,
)
"""The reason that was missing, given afterwards by who did it, or written down by the reviewer who asked (`asked`)."""

JUDGED: Final = FactType(
    action="download.judged",
    title=Text(ko="사유 확인", en="Reason judged"),
    details={"judgement": str},
    private={"remark": "office"},
    keep=3,
)
"""What a reviewer thinks of a reason, or of its lack."""

REVIEWED: Final = FactType(
    action="review.read",
    title=Text(ko="접속기록 점검 자료 열람", en="Monthly review looked at"),
    does="read",
    details={"month": str, "form": str},
)

SIGNED: Final = FactType(
    action="review.signed",
    title=Text(ko="접속기록 점검 확인", en="Monthly review signed"),
    details={
        "month": str,
        "digest": str,
        "facts": int,
        "size": int,
        "missing": int,
        "explained": int,
        "judged": int,
        "findings": list,
    },
    private={"remark": "office"},
    keep=3,
)
"""The access records of a month were reviewed (개인정보의 안전성 확보조치 기준 §8): by whom, and of which report."""

FACTS: Final = (
    LISTED, EXPORTED, RAISED, KEY_ROTATED, SHOWN, GIVEN, HANDED, READ, HOLD_PLACED, HOLD_LIFTED, HOLDS_LISTED, DISPOSED,
    EXPLAINED, JUDGED, REVIEWED, SIGNED,
)  # fmt: skip
"""Every type of fact of this component."""
