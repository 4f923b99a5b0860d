"""What the trail tells of the office's days and of deadlines that moved with them."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

HOLIDAY_DECLARED: Final = FactType(
    action="holiday.declared",
    title=Text(ko="휴무일 지정", en="Holiday declared"),
    details={"day": str, "unit": str, "ko": str, "en": str, "decree": str},
)
HOLIDAY_REVOKED: Final = FactType(
    action="holiday.revoked",
    title=Text(ko="휴무일 지정 취소", en="Holiday taken back"),
    details={"day": str, "unit": str},
)
HOURS_ENTERED: Final = FactType(
    action="hours.entered",
    title=Text(ko="근무시간 지정", en="Office hours entered"),
    details={"unit": str, "since": str, "until": str, "hours": str, "weekdays": str, "decree": str},
)
HOURS_REVOKED: Final = FactType(
    action="hours.revoked",
    title=Text(ko="근무시간 지정 취소", en="Office hours taken back"),
    details={"unit": str, "since": str},
)
DEADLINE_MOVED: Final = FactType(
    action="petition.deadline_moved",
    title=Text(ko="처리기한 변경", en="Due date moved"),
    handles=True,
    details={"form": str, "unit": str, "state": str, "due": str, "due_before": str, "why": str},
)

FACTS: Final = (HOLIDAY_DECLARED, HOLIDAY_REVOKED, HOURS_ENTERED, HOURS_REVOKED, DEADLINE_MOVED)
"""Every type of fact of this room."""
