"""What the trail tells of imports: who checked a list against the accounts, and who took one over."""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType, Whose
from egovframe.kernel.text import Text

_TOLD: Final[dict[str, Any]] = {
    "source": str,
    "new": int,
    "changed": int,
    "unchanged": int,
    "error": int,
}
_KEPT: Final[dict[str, Whose]] = {"file": "office", "digest": "office"}
"""Of a short list of people a digest tells enough to guess at who is on it: it is committed to, not published."""

CHECKED: Final = FactType(
    action="accounts.import-checked",
    title=Text(ko="계정 일괄 등록 확인", en="List of accounts checked"),
    does="list",
    handles=True,
    details=_TOLD,
    private=_KEPT,
)
IMPORTED: Final = FactType(
    action="accounts.imported",
    title=Text(ko="계정 일괄 등록", en="List of accounts imported"),
    details=_TOLD,
    private=_KEPT,
    keep=3,
)
UNITS_IMPORTED: Final = FactType(
    action="units.imported",
    title=Text(ko="부서 일괄 등록", en="List of units imported"),
    details=_TOLD,
    private=_KEPT,
    keep=3,
)
"""`file` is what was read, `digest` its SHA-256; each account and unit has facts of its own besides."""

FACTS: Final = (CHECKED, IMPORTED, UNITS_IMPORTED)
"""Every type of fact of imports."""
