"""What a role may be allowed to do with the audit trail."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

READ: Final = Permission("audit.read", Text(ko="감사 기록 열람", en="Read the audit trail"))
VERIFY: Final = Permission("audit.verify", Text(ko="감사 기록 검증", en="Verify the audit trail"))
REVIEW: Final = Permission("audit.review", Text(ko="접속기록 월별 점검", en="Review the audit trail and sign it"))

PERMISSIONS: Final = (READ, VERIFY, REVIEW)
"""Every permission of this component."""
