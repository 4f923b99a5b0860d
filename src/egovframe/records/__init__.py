"""Records: kept evidence with class, retention and content in a vault.

A city says how long (`keep=years(5)`); a plug-in author writes a `Vault`; an office works with `RecordsCentre`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.late import late
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


_HOMES = {"RecordsCentre": "egovframe.records.centre", "Records": "egovframe.records.service"}

if not TYPE_CHECKING:
    __getattr__ = late(__name__, _HOMES)
