"""What is wrong with an entry about rights, by field, in words for whoever typed it."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.errors import Fault
from egovframe.kernel.text import Text


def _fault(field: str, ko: str, en: str) -> tuple[Fault, ...]:
    return (Fault(field, Text(ko=ko, en=en)),)


NAME: Final = _fault(
    "name", "영문 소문자, 숫자, 붙임표로 1~64자로 적으세요.", "Use 1 to 64 small letters, digits and hyphens."
)
MAY: Final = _fault("may", "없는 권한이 있습니다. 목록에서 고르세요.", "Choose from the permissions there are.")
MANY: Final = _fault("may", "너무 많습니다. 역할을 나누세요.", "That is too much for one role: divide it.")
REVEALS: Final = _fault(
    "reveals",
    "개인정보 종류를 좁히려면 ‘개인정보 원문 보기’ 권한도 고르세요.",
    "To narrow the kinds, give the role the permission to see personal answers as well.",
)
INCLUDES: Final = _fault(
    "includes",
    "이 역할들은 함께 둘 수 없습니다(순환 또는 분리).",
    "These roles do not go together: they go in a circle, or are held separate.",
)
INCLUDED: Final = _fault(
    "reason", "다른 역할이 이 역할을 포함합니다. 먼저 빼세요.", "Another role includes it: take it out there first."
)

PAST: Final = _fault(
    "since",
    "지난 날에는 시작할 수 없습니다. 오늘이나 그 뒤를 고르세요.",
    "It cannot begin in the past: choose today or a later day.",
)
LATER: Final = _fault(
    "since",
    "이 부서에는 더 나중의 변경이 이미 있습니다. 그날이나 그 뒤를 고르세요.",
    "A later change of this unit is set down already: begin on that day or after it.",
)
PARENT: Final = _fault(
    "parent",
    "상위 부서가 그때 없거나, 부서가 자기 아래로 들어갑니다. 다른 상위 부서나 날짜를 고르세요.",
    "The unit above is not there then, or the unit would be below itself: choose another unit above, or another day.",
)
BELOW: Final = _fault(
    "since",
    "이 부서 아래에 다른 부서가 있습니다. 먼저 옮기거나 폐지하세요.",
    "There are units below it: move or close them first.",
)

FOLLOWER: Final = _fault(
    "into", "그날 있는 다른 부서를 고르세요.", "Choose another unit, one that is there on that day."
)

OFFICER: Final = _fault("to", "사용 중인 다른 담당자의 계정을 적으세요.", "Name another officer whose account is open.")
PERIOD: Final = _fault(
    "until",
    "시작보다 뒤이면서 366일을 넘지 않는 날을 고르세요.",
    "Choose a day after the beginning, within 366 days of it.",
)
REASON: Final = _fault("reason", "이유를 1,000자 이내로 적으세요.", "Say why, in 1,000 characters at most.")
ROLES: Final = _fault("roles", "가진 역할 가운데에서 고르세요.", "Choose from the roles that you hold.")
LASTING: Final = _fault("lasting", "1분에서 8시간까지 고르세요.", "Choose from a minute to eight hours.")
WHOM: Final = _fault(
    "name",
    "사용 중인 다른 담당자나 프로그램의 계정만 대신할 수 있습니다.",
    "Only another officer's or a program's account that is open can be acted for.",
)
