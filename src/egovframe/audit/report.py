"""What verification found, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from egovframe.audit.errors import TrailBroken

MOST_FINDINGS: Final = 1_000
RESTORE: Final = "Compare it with a backup, restore what was there, and find out who has access to the database."

Progress = Callable[[int, int], None]
"""Called with how many facts were read and how many there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the office left it.

    `kind` is edited, deleted, inserted, reordered, cut, forged, backdated, unreadable or changed-outside; `table` and
    `key` name it (for stored files, the table is `files` and the key the path).
    """

    kind: str
    table: str
    key: str
    message: str
    hint: str = RESTORE

    def as_json(self) -> dict[str, str]:
        """Return the finding for `--json`."""
        return {"kind": self.kind, "table": self.table, "key": self.key, "message": self.message, "hint": self.hint}


@dataclass(slots=True)
class Report:
    """What verification read and what it found; nothing found means that all of it holds.

    `remarks` are what somebody should know and may have explained already, such as a clock that was put right.
    """

    facts: int = 0
    unsealed: int = 0
    checkpoints: int = 0
    rows: int = 0
    files: int = 0
    root: str = ""
    resumed: int = 0
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Say whether everything is as the office left it."""
        return not self.findings

    def add(self, kind: str, table: str, key: str, message: str, hint: str = RESTORE) -> None:
        """Take a finding down."""
        self.take(Finding(kind, table, key, message, hint))

    def take(self, finding: Finding) -> None:
        """Take down what was found elsewhere."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def remark(self, kind: str, table: str, key: str, message: str, hint: str) -> None:
        """Take down what does not break the trail, but should be explained."""
        if len(self.remarks) < MOST_FINDINGS:
            self.remarks.append(Finding(kind, table, key, message, hint))

    def check(self) -> None:
        """Raise TrailBroken, naming the first finding, unless everything holds."""
        if self.findings:
            first = self.findings[0]
            raise TrailBroken(
                f"{first.message} ({len(self.findings)} finding{'s' if len(self.findings) > 1 else ''} in all.)",
                hint=first.hint,
            )
