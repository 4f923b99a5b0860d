"""What the trail tells of joint petitions beside the steps of a case."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

SENT: Final = FactType(
    action="petition.part_sent",
    title=Text(ko="관계 부서 검토 알림 발송", en="Word of a part sent"),
    handles=True,
    details={"form": str, "unit": str, "part": str, "word": str, "to": str},
)

FACTS: Final = (SENT,)
"""Every type of fact of joint petitions that is no step of a case."""
