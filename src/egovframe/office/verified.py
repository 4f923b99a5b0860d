"""What the last verification of an office found, kept beside its data for the pages of administration.

A convenience and no proof: whoever can write there can write anything. Verify again to be sure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.report import Finding, Report
from egovframe.kernel.clock import instant
from egovframe.kernel.logging import get_logger
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

log = get_logger("egovframe.office")

NAME: Final = "verified.json"
MOST: Final = 100
"""So many findings, and so many remarks, are kept; the numbers are those of all."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The last verification: when it was, of how many facts, and what it found; `count` and `remarked` are of all."""

    at: str
    facts: int
    count: int
    remarked: int
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def keep(folder: Path, report: Report, *, at: datetime) -> None:
    """Keep what a verification found; where nothing can be written, say so in the log and go on."""
    said = {
        "at": instant(at),
        "facts": report.facts,
        "count": len(report.findings),
        "remarked": len(report.remarks),
        "findings": [_kept(each) for each in report.findings[:MOST]],
        "remarks": [_kept(each) for each in report.remarks[:MOST]],
    }
    new = folder / f"{NAME}.new"
    try:
        new.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        new.replace(folder / NAME)
    except OSError as error:
        log.warning("What the verification found cannot be kept for the pages.", why=error.strerror or str(error))


def last(folder: Path) -> Verified | None:
    """Return the last verification; None when there was none, or what is kept of it cannot be read."""
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        findings, remarks = (tuple(map(_found, said[name])) for name in ("findings", "remarks"))
        facts, count, remarked = (int(said[name]) for name in ("facts", "count", "remarked"))
        return Verified(str(said["at"]), facts, count, remarked, findings, remarks)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _kept(finding: Finding) -> dict[str, Any]:
    """Return a finding to keep: its templates and values, so that each page says it in the reader's language."""
    values = {name: each.as_dict() if isinstance(each, Text) else each for name, each in finding.values}
    names = {"kind": finding.kind, "table": finding.table, "key": finding.key}
    return {**names, "message": finding.said, "hint": finding.then, "values": values}


def _found(kept: dict[str, Any]) -> Finding:
    """Return a finding that was kept; an earlier version kept it in English, without values."""
    values = {name: Text(**each) if isinstance(each, dict) else each for name, each in kept.get("values", {}).items()}
    kind, table, key, said, then = (str(kept[name]) for name in ("kind", "table", "key", "message", "hint"))
    return Finding(kind, table, key, said, then, tuple(values.items()))
