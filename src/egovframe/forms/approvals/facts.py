"""What the trail tells of approvals."""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text


def _step(action: str, ko: str, en: str, **details: Any) -> FactType:
    return FactType(
        action=action,
        title=Text(ko=ko, en=en),
        handles=True,
        details={"form": str, "unit": str, "approval": str, **details},
    )


DRAFTED: Final = _step("approval.drafted", "결정 기안", "Decision drafted", outcome=str, signers=int, joined=int)
SIGNED: Final = _step("approval.signed", "검토·결재", "Draft approved", part=str, proxy=int, last=int)
RETURNED: Final = _step("approval.returned", "기안 반려", "Draft sent back", part=str, proxy=int)
RECALLED: Final = _step("approval.recalled", "기안 회수", "Draft recalled")

FACTS: Final = (DRAFTED, SIGNED, RETURNED, RECALLED)
"""Every type of fact of approvals."""
