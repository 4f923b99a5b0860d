"""What the trail tells of roles and units that the office makes, and of acting in somebody's place."""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

ROLE_DEFINED: Final = FactType(
    action="role.defined",
    title=Text(ko="역할 만들기·변경", en="Role made or changed"),
    details={"name": str, "title": dict, "may": list, "includes": list, "reveals": (list, type(None))},
    private={"reason": "actor"},
    keep=3,
)
ROLE_RETIRED: Final = FactType(
    action="role.retired",
    title=Text(ko="역할 폐지", en="Role retired"),
    details={"name": str},
    private={"reason": "actor"},
    keep=3,
)
_UNIT: Final[dict[str, Any]] = {
    "unit": str,
    "title": dict,
    "parent": (str, type(None)),
    "head": (str, type(None)),
    "since": str,
}


def _unit(action: str, ko: str, en: str) -> FactType:
    """Return the type of a change of a unit: it tells the unit as it is from `since` on."""
    return FactType(action=action, title=Text(ko=ko, en=en), details=_UNIT, private={"reason": "actor"}, keep=3)


UNIT_ADDED: Final = _unit("unit.added", "부서 신설", "Unit added")
UNIT_RENAMED: Final = _unit("unit.renamed", "부서 이름 변경", "Unit renamed")
UNIT_MOVED: Final = _unit("unit.moved", "부서 이관", "Unit moved")
UNIT_CLOSED: Final = _unit("unit.closed", "부서 폐지", "Unit closed")
UNIT_HEADED: Final = _unit("unit.headed", "부서장 지정", "Head of the unit set")

DELEGATED: Final = FactType(
    action="delegation.made",
    title=Text(ko="권한 위임", en="Roles lent"),
    handles=True,
    details={"roles": (list, type(None)), "since": str, "until": str},
    private={"reason": "subject"},
    keep=3,
)
UNDELEGATED: Final = FactType(
    action="delegation.ended",
    title=Text(ko="권한 위임 종료", en="Roles no longer lent"),
    handles=True,
    private={"reason": "subject"},
    keep=3,
)
IMPERSONATION_BEGUN: Final = FactType(
    action="impersonation.begun",
    title=Text(ko="다른 계정으로 보기 시작", en="Began to act in somebody's place"),
    handles=True,
    due=True,
    details={"until": str},
    private={"reason": "subject"},
    keep=3,
)
IMPERSONATION_ENDED: Final = FactType(
    action="impersonation.ended",
    title=Text(ko="다른 계정으로 보기 종료", en="Stopped acting in somebody's place"),
    handles=True,
    keep=3,
)
ACTING_CHANGED: Final = FactType(
    action="session.acting",
    title=Text(ko="접속의 대리 시작·종료", en="Session acts for somebody, or no longer"),
    does="sign-in",
    handles=True,
    details={"acting": str},
    keep=3,
)
"""`acting` is the delegation or impersonation by which the session acts from then on; empty for its own account."""

FACTS: Final = (
    ROLE_DEFINED,
    ROLE_RETIRED,
    UNIT_ADDED,
    UNIT_RENAMED,
    UNIT_MOVED,
    UNIT_CLOSED,
    UNIT_HEADED,
    DELEGATED,
    UNDELEGATED,
    IMPERSONATION_BEGUN,
    IMPERSONATION_ENDED,
    ACTING_CHANGED,
)
"""Every type of fact of roles, units and acting in somebody's place."""
