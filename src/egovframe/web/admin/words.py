"""Words of administration: kinds of account, what facts say happened, and what is wrong with an entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.kernel.errors import Invalid

KINDS: Final[Mapping[str, Text]] = {
    "officer": Text(ko="담당자", en="Officer"),
    "citizen": Text(ko="시민", en="Citizen"),
    "company": Text(ko="기업", en="Company"),
    "service": Text(ko="프로그램", en="Program"),
    "system": Text(ko="시스템", en="System"),
}
"""The kinds of account in words; the last one never signs in."""

ACTIONS: Final[Mapping[str, Text]] = {
    "access.denied": Text(ko="권한 없음", en="Refused: no permission"),
    "account.added": Text(ko="계정 추가", en="Account added"),
    "account.disabled": Text(ko="계정 정지", en="Account disabled"),
    "account.enabled": Text(ko="계정 정지 해제", en="Account enabled"),
    "authenticator.disabled": Text(ko="인증 수단 잠금", en="Way to sign in shut"),
    "credential.changed": Text(ko="비밀번호 변경", en="Password changed"),
    "credential.renewed": Text(ko="비밀번호 보관 방식 갱신", en="Password kept anew"),
    "fact.listed": Text(ko="감사 기록 열람", en="Audit log read"),
    "form.published": Text(ko="서식 공개", en="Form published"),
    "handler.failed": Text(ko="연결 처리 실패", en="Handler failed"),
    "key.rotated": Text(ko="열쇠 교체", en="Key rotated"),
    "notice.sent": Text(ko="통지", en="Notice sent"),
    "outbox.retried": Text(ko="발신함 다시 시도", en="Outbox tried again"),
    "petition.amended": Text(ko="민원 변경", en="Petition amended"),
    "petition.answered": Text(ko="민원 답변", en="Petition answered"),
    "petition.assigned": Text(ko="담당자 지정", en="Petition assigned"),
    "petition.closed": Text(ko="민원 종결", en="Petition closed"),
    "petition.inquired": Text(ko="민원 조회", en="Petition asked about"),
    "petition.listed": Text(ko="민원 목록 열람", en="Petitions listed"),
    "petition.marked_urgent": Text(ko="긴급 지정", en="Petition marked urgent"),
    "petition.read": Text(ko="민원 열람", en="Petition read"),
    "petition.refused": Text(ko="민원 거부", en="Petition refused"),
    "petition.revealed": Text(ko="개인정보 열람", en="Personal answers seen"),
    "petition.submitted": Text(ko="민원 접수", en="Petition received"),
    "petition.withdrawn": Text(ko="민원 취하", en="Petition withdrawn"),
    "record.declared": Text(ko="기록물 등록", en="Record declared"),
    "record.kept": Text(ko="종결 민원 기록 보존", en="Closed case kept as a record"),
    "record.listed": Text(ko="기록물 목록 열람", en="Records listed"),
    "record.read": Text(ko="기록물 열람", en="Record read"),
    "role.declared": Text(ko="역할 선언", en="Role declared"),
    "role.granted": Text(ko="역할 부여", en="Role granted"),
    "role.revoked": Text(ko="역할 회수", en="Role revoked"),
    "roles.published": Text(ko="역할 공개", en="Roles published"),
    "session.ended": Text(ko="접속 종료", en="Session ended"),
    "sign-in.failed": Text(ko="로그인 실패", en="Sign-in failed"),
    "sign-in.succeeded": Text(ko="로그인", en="Signed in"),
    "token.issued": Text(ko="토큰 발급", en="Token issued"),
    "token.revoked": Text(ko="토큰 회수", en="Token revoked"),
    "unit.declared": Text(ko="부서 선언", en="Unit declared"),
    "units.published": Text(ko="부서 공개", en="Units published"),
}
"""What facts say happened, in words. Plug-ins have facts of their own: those are shown under their names."""


def said_of(invalid: Invalid, language: str) -> dict[str, str]:
    """Return what is wrong, by field, in the person's language; the first fault of a field is told."""
    said: dict[str, str] = {}
    for fault in invalid.faults:
        said.setdefault(fault.field, Text.of(fault.message).in_(language))
    return said


def account_path(name: str, *, done: str = "") -> str:
    """Return the address of an account's page; names may hold any sign. `done` is what the page then confirms."""
    return f"/admin/users/{quote(name, safe='')}" + (f"?done={done}" if done else "")
