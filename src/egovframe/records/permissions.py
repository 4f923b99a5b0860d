"""What roles may be allowed to do with records."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

READ: Final = Permission("record.read", Text(ko="기록물 열람", en="Read records"))
DECLARE: Final = Permission("record.declare", Text(ko="기록물 등록", en="Declare records"))
DISPOSE: Final = Permission("record.dispose", Text(ko="기록물 평가·폐기", en="Appraise and dispose of records"))

PERMISSIONS: Final = (READ, DECLARE, DISPOSE)
"""All permissions of this component; each is held in some units or everywhere."""
