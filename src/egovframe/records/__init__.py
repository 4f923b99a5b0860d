"""Records: kept evidence with class, retention and content in a vault.

A city says how long (`keep=years(5)`); a plug-in author writes a `Vault`; an office works with `RecordsCentre`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.records.casefile import CaseFile
from egovframe.records.errors import CaseFileInvalid, NotFound, RecordsError, Tampered, VaultFailed
from egovframe.records.interfaces import Digest, Vault, digest_of
from egovframe.records.model import Damage, Page, Record, RecordClass
from egovframe.records.retention import (
    Evaluation,
    Outcome,
    Period,
    RetentionDates,
    RetentionError,
    due_document,
    evaluate,
    parse_period,
    permanent,
    retention_dates,
    semi_permanent,
    years,
)

if TYPE_CHECKING:
    from egovframe.records.centre import RecordsCentre
    from egovframe.records.service import Records

__all__ = [
    "CaseFile",
    "CaseFileInvalid",
    "Damage",
    "Digest",
    "Evaluation",
    "NotFound",
    "Outcome",
    "Page",
    "Period",
    "Record",
    "RecordClass",
    "Records",
    "RecordsCentre",
    "RecordsError",
    "RetentionDates",
    "RetentionError",
    "Tampered",
    "Vault",
    "VaultFailed",
    "digest_of",
    "due_document",
    "evaluate",
    "parse_period",
    "permanent",
    "retention_dates",
    "semi_permanent",
    "years",
]


if not TYPE_CHECKING:  # type checkers shall miss what is not there

    def __getattr__(name: str) -> Any:
        """Load what needs the database only when it is asked for: declaring a period or a vault needs none."""
        if name == "RecordsCentre":
            from egovframe.records.centre import RecordsCentre

            return RecordsCentre
        if name == "Records":
            from egovframe.records.service import Records

            return Records
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
