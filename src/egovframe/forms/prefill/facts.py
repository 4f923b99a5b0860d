"""What the trail tells of answers that were looked up: that a register was asked, and what was handed in of it."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

LOOKED_UP: Final = FactType(
    action="prefill.looked_up",
    title=Text(ko="본인 정보 조회 (미리 채우기)", en="Answers looked up for a form"),
    does="read",
    handles=True,
    details={"form": str, "source": str, "outcome": str, "fields": list},
)
HANDED_IN: Final = FactType(
    action="prefill.handed_in",
    title=Text(ko="조회한 정보로 민원 제출", en="Petition handed in with answers that were looked up"),
    handles=True,
    details={"form": str, "source": str, "looked_up": str, "fields": list, "changed": list},
)

FACTS: Final = (LOOKED_UP, HANDED_IN)
