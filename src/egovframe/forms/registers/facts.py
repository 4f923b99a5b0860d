"""What the trail tells of registers."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

_DETAILS: Final = {"register": str, "unit": str, "since": str, "until": str, "count": int, "shape": str}

REGISTER_SHOWN: Final = FactType(
    action="petition.register_shown",
    title=Text(ko="처리부 열람", en="Register looked at"),
    does="list",
    handles=True,
    details=_DETAILS,
)
REGISTER_NAMED: Final = FactType(
    action="petition.register_named",
    title=Text(ko="처리부 열람 (이름 포함)", en="Register looked at with names"),
    does="read",
    handles=True,
    due=True,
    details=_DETAILS,
    private={"reason": "actor"},
)

FACTS: Final = (REGISTER_SHOWN, REGISTER_NAMED)
