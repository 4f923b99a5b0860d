"""What the trail tells of the monthly review."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

REVIEWED: Final = FactType(
    action="month.reviewed",
    title=Text(ko="월별 민원 처리상황 점검", en="Month of handling reviewed"),
    details={"month": str, "unit": str, "late": int, "extended": int, "unanswered": int, "digest": str},
)

FACTS: Final = (REVIEWED,)
"""Every type of fact of the review."""
