"""What the trail tells of escalation beside the steps of a case."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

LADDER_PUBLISHED: Final = FactType(
    action="ladder.published",
    title=Text(ko="지연 알림 단계 공개", en="Ladder published"),
    details={"form": str, "version": int, "digest": str},
)
SENT: Final = FactType(
    action="petition.escalation_sent",
    title=Text(ko="지연 알림 발송", en="Word of an escalation sent"),
    handles=True,
    details={"form": str, "unit": str, "rung": str, "to": str},
)

FACTS: Final = (LADDER_PUBLISHED, SENT)
"""Every type of fact of escalation that is no step of a case."""
