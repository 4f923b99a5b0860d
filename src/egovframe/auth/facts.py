"""What the trail tells of accounts and sign-in: each kind of deed, declared once."""

from __future__ import annotations

from typing import Final

from egovframe.auth.access.facts import FACTS as OF_ACCESS
from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

ADDED: Final = FactType(
    action="account.added",
    title=Text(ko="계정 추가", en="Account added"),
    handles=True,
    details={"kind": str, "authenticators": list},
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
    details={"authenticator": str},
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
SIGNED_IN: Final = FactType(
    action="sign-in.succeeded",
    title=Text(ko="로그인", en="Signed in"),
    does="sign-in",
    handles=True,
    details={"authenticator": str, "assurance": int},
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
    SIGNED_IN,
    SIGN_IN_FAILED,
    TOKEN_ISSUED,
    TOKEN_REVOKED,
    *DECLARED.values(),
    *PUBLISHED.values(),
    *OF_ACCESS,
)
"""Every type of fact of this component."""
