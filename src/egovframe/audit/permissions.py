"""What a role may be allowed to do with the audit trail."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

READ: Final = Permission("audit.read", Text(ko="감사 기록 열람", en="Read the audit trail"))
VERIFY: Final = Permission("audit.verify", Text(ko="감사 기록 검증", en="Verify the audit trail"))
REVIEW: Final = Permission("audit.review", Text(ko="접속기록 월별 점검", en="Review the audit trail and sign it"))

REVEAL: Final = Permission("audit.reveal", Text(ko="감사 기록의 가려 둔 값 보기", en="See what is sealed beside facts"))
HOLD: Final = Permission("audit.hold", Text(ko="보존 명령과 해제", en="Place and lift legal holds"))
DISPOSE: Final = Permission(
    "audit.dispose", Text(ko="오래된 감사 기록 값 파기", en="Dispose of values beside old facts")
)

PERMISSIONS: Final = (READ, VERIFY, REVIEW, REVEAL, HOLD, DISPOSE)
"""Every permission of this component."""
