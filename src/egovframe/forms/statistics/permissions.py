"""What a role may be allowed to do with statistics."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

READ: Final = Permission("statistics.read", Text(ko="민원 통계 보기", en="See the statistics of petitions"))

PERMISSIONS: Final = (READ,)
"""The permissions of statistics."""
