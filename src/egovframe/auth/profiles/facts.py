"""What the trail tells of profiles and provisioning: who looked at whose data, and who changed it (고시 §8)."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

CHANGED: Final = FactType(
    action="profile.changed",
    title=Text(ko="계정 정보 변경", en="Profile changed"),
    handles=True,
    details={"fields": list},
    keep=3,
)
READ: Final = FactType(
    action="profile.read", title=Text(ko="계정 정보 열람", en="Profile read"), does="read", handles=True
)
LISTED: Final = FactType(
    action="profile.listed",
    title=Text(ko="계정 정보 목록 열람", en="Profiles listed"),
    does="list",
    handles=True,
    details={"count": int},
)
RENAMED: Final = FactType(
    action="account.renamed",
    title=Text(ko="계정 이름 변경", en="Account renamed"),
    handles=True,
    private={"from": "subject", "to": "subject"},
    keep=3,
)
RETIRED: Final = FactType(
    action="account.retired",
    title=Text(ko="연계 시스템에서 계정 삭제", en="Account deleted by provisioning"),
    handles=True,
    keep=3,
)

FACTS: Final = (CHANGED, READ, LISTED, RENAMED, RETIRED)
"""Every type of fact of profiles and provisioning."""
