"""What the trail tells of routing."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

ROUTE_ADDED: Final = FactType(
    action="route.added",
    title=Text(ko="배정 규칙 추가", en="Route added"),
    details={"form": str, "units": list, "field": str, "values": list, "corners": int, "position": int},
    private={"reason": "actor"},
)
ROUTE_ENDED: Final = FactType(
    action="route.ended",
    title=Text(ko="배정 규칙 종료", en="Route ended"),
    details={"form": str},
    private={"reason": "actor"},
)
AWAY: Final = FactType(
    action="absence.entered",
    handles=True,
    title=Text(ko="부재 등록", en="Absence entered"),
    details={"since": str, "until": str},
    private={"reason": "actor"},
)
BACK: Final = FactType(action="absence.ended", title=Text(ko="부재 종료", en="Absence ended"), handles=True)
HANDED_OVER: Final = FactType(
    action="petition.handed_over",
    handles=True,
    title=Text(ko="민원 인계", en="Petitions handed over"),
    details={"count": int, "left": int},
    private={"reason": "actor"},
)

FACTS: Final = (ROUTE_ADDED, ROUTE_ENDED, AWAY, BACK, HANDED_OVER)
"""Every type of fact of routing."""
