"""What the trail tells of the provider: its clients, its keys, and whom it passed on to them."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

CLIENT_ADDED: Final = FactType(
    action="client.added",
    title=Text(ko="연계 시스템 추가", en="System added"),
    version=2,
    details={"name": str, "redirect_uris": list, "scopes": list, "consent": bool},
    keep=3,
)
CLIENT_RENEWED: Final = FactType(
    action="client.renewed", title=Text(ko="연계 시스템 비밀 갱신", en="System given a new secret")
)
CLIENT_DISABLED: Final = FactType(
    action="client.disabled", title=Text(ko="연계 시스템 정지", en="System disabled"), keep=3
)
KEY_MADE: Final = FactType(
    action="provider.key-made", title=Text(ko="서명 키 생성", en="Signing key made"), details={"kid": str}
)
PASSED_ON: Final = FactType(
    action="sign-in.passed-on",
    title=Text(ko="다른 시스템에 로그인", en="Signed in to another system"),
    does="sign-in",
    handles=True,
    version=2,
    details={"client": str, "scope": list, "consented": bool},
)
TAKEN_BACK: Final = FactType(
    action="sign-in.taken-back",
    title=Text(ko="다른 시스템 로그인 철회", en="Sign-in to another system taken back"),
    does="sign-in",
    handles=True,
    details={"client": str},
)
REUSED: Final = FactType(
    action="provider.token-reused",
    title=Text(ko="증표 재사용 거부", en="Token used twice, refused"),
    does="refusal",
    handles=True,
    details={"kind": str},
)

FACTS: Final = (CLIENT_ADDED, CLIENT_RENEWED, CLIENT_DISABLED, KEY_MADE, PASSED_ON, TAKEN_BACK, REUSED)
"""Every type of fact of the provider."""
