"""What the trail tells of accounts and sign-in: each kind of deed, declared once."""

from __future__ import annotations

from typing import Final

from egovframe.auth.access.facts import FACTS as OF_ACCESS
from egovframe.auth.importing.facts import FACTS as OF_IMPORTS
from egovframe.auth.profiles.facts import FACTS as OF_PROFILES
from egovframe.auth.provider.facts import FACTS as OF_THE_PROVIDER
from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

ADDED: Final = FactType(
    action="account.added",
    title=Text(ko="계정 추가", en="Account added"),
    handles=True,
    version=2,
    details={"kind": str, "authenticators": list, "first": bool},
    private={"name": "subject"},
    keep=3,
)
DISABLED: Final = FactType(
    action="account.disabled", title=Text(ko="계정 정지", en="Account disabled"), handles=True, keep=3
)
ENABLED: Final = FactType(
    action="account.enabled", title=Text(ko="계정 정지 해제", en="Account enabled"), handles=True, keep=3
)
SHUT: Final = FactType(
    action="authenticator.disabled", title=Text(ko="인증 수단 잠금", en="Way to sign in shut"), handles=True
)
CHANGED: Final = FactType(
    action="credential.changed",
    title=Text(ko="비밀번호 변경", en="Password changed"),
    handles=True,
    version=2,
    details={"authenticator": str, "first": bool},
)
RENEWED: Final = FactType(
    action="credential.renewed", title=Text(ko="비밀번호 보관 방식 갱신", en="Password kept anew"), handles=True
)
GRANTED: Final = FactType(
    action="role.granted",
    title=Text(ko="역할 부여", en="Role granted"),
    handles=True,
    version=2,
    details={"role": str, "unit": str, "since": str, "until": str, "form": str, "own": bool},
    private={"account": "subject", "reason": "subject"},
    keep=3,
)
REVOKED: Final = FactType(
    action="role.revoked",
    title=Text(ko="역할 회수", en="Role revoked"),
    handles=True,
    version=2,
    details={"role": str, "unit": str, "form": str, "own": bool},
    private={"account": "subject", "reason": "subject"},
    keep=3,
)
"""Grants and revocations of rights are kept three years (개인정보의 안전성 확보조치 기준 §5③)."""
SESSION_ENDED: Final = FactType(
    action="session.ended", title=Text(ko="접속 종료", en="Session ended"), does="sign-in", handles=True
)
SESSIONS_LISTED: Final = FactType(
    action="session.listed",
    title=Text(ko="접속 목록 열람", en="List of sessions read"),
    does="list",
    details={"count": int},
    private={"name": "actor", "address": "actor"},
)
SIGNED_IN: Final = FactType(
    action="sign-in.succeeded",
    title=Text(ko="로그인", en="Signed in"),
    does="sign-in",
    handles=True,
    details={"authenticator": str, "assurance": int, "methods": list, "tier": str},
)
PROVED_AGAIN: Final = FactType(
    action="sign-in.proved-again",
    title=Text(ko="본인 다시 확인", en="Proved again"),
    does="sign-in",
    handles=True,
    details={"authenticator": str, "assurance": int, "methods": list},
)
CODE_ASKED: Final = FactType(
    action="sign-in.code-asked",
    title=Text(ko="로그인 코드 요청", en="Sign-in code asked for"),
    does="sign-in",
    handles=True,
    details={"purpose": str},
)
RECOVERED: Final = FactType(
    action="account.recovered",
    title=Text(ko="계정 되찾기", en="Account recovered"),
    handles=True,
    details={"methods": list},
    keep=3,
)
LETTER_SENT: Final = FactType(
    action="letter.sent",
    title=Text(ko="로그인 알림 발송", en="Letter about signing in sent"),
    handles=True,
    details={"about": str},
)
FACTOR_ADDED: Final = FactType(
    action="factor.added",
    title=Text(ko="인증 수단 추가", en="Way to sign in added"),
    handles=True,
    version=2,
    details={"authenticator": str},
    private={"label": "subject", "reason": "subject"},
)
FACTOR_CONFIRMED: Final = FactType(
    action="factor.confirmed",
    title=Text(ko="인증 수단 확인", en="Way to sign in confirmed"),
    handles=True,
    details={"authenticator": str},
)
FACTOR_RENAMED: Final = FactType(
    action="factor.renamed", title=Text(ko="인증 수단 이름 변경", en="Way to sign in renamed"), handles=True
)
FACTOR_REMOVED: Final = FactType(
    action="factor.removed",
    title=Text(ko="인증 수단 삭제", en="Way to sign in removed"),
    handles=True,
    version=2,
    details={"authenticator": str},
    private={"reason": "subject"},
)
FACTOR_USED: Final = FactType(
    action="factor.used",
    title=Text(ko="인증 수단 사용", en="Way to sign in used"),
    does="sign-in",
    handles=True,
    details={"authenticator": str},
)
SIGN_IN_FAILED: Final = FactType(
    action="sign-in.failed",
    title=Text(ko="로그인 실패", en="Sign-in failed"),
    does="sign-in",
    details={"authenticator": str, "limits": list},
    private={"account": "office", "name": "office", "reason": "office"},
)
TOKEN_ISSUED: Final = FactType(action="token.issued", title=Text(ko="토큰 발급", en="Token issued"), handles=True)
TOKEN_REVOKED: Final = FactType(action="token.revoked", title=Text(ko="토큰 회수", en="Token revoked"), handles=True)
DECLARED: Final = {
    "roles": FactType(
        action="role.declared",
        title=Text(ko="역할 선언", en="Role declared"),
        details={"name": str, "title": dict, "may": list, "includes": list, "reveals": list},
        keep=3,
    ),
    "units": FactType(
        action="unit.declared",
        title=Text(ko="부서 선언", en="Unit declared"),
        details={"name": str, "title": dict, "parent": (str, type(None))},
        keep=3,
    ),
}
"""The types of what the city declares, by table."""
PUBLISHED: Final = {
    "roles": FactType(
        action="roles.published", title=Text(ko="역할 공개", en="Roles published"), details={"names": list}
    ),
    "units": FactType(
        action="units.published", title=Text(ko="부서 공개", en="Units published"), details={"names": list}
    ),
}

FACTS: Final = (
    ADDED,
    DISABLED,
    ENABLED,
    SHUT,
    CHANGED,
    RENEWED,
    GRANTED,
    REVOKED,
    SESSION_ENDED,
    SESSIONS_LISTED,
    SIGNED_IN,
    PROVED_AGAIN,
    CODE_ASKED,
    RECOVERED,
    LETTER_SENT,
    FACTOR_ADDED,
    FACTOR_CONFIRMED,
    FACTOR_RENAMED,
    FACTOR_REMOVED,
    FACTOR_USED,
    SIGN_IN_FAILED,
    TOKEN_ISSUED,
    TOKEN_REVOKED,
    *DECLARED.values(),
    *PUBLISHED.values(),
    *OF_PROFILES,
    *OF_THE_PROVIDER,
    *OF_ACCESS,
    *OF_IMPORTS,
)
"""Every type of fact of this component."""
