"""The desk: what officers do with petitions and records, page by page, without JavaScript."""

from egovframe.web.desk import (
    absences,
    actions,
    approvals,
    case,
    drafting,
    files,
    joined,
    notices,
    parts,
    petitions,
    public,
    queue,
    reasons,
    records,
    refunds,
    registers,
    repeats,
    seen,
    statistics,
    supervision,
)

areas = (
    queue.routes,
    petitions.routes,
    case.routes,
    actions.routes,
    repeats.routes,
    joined.routes,
    public.routes,
    refunds.routes,
    absences.routes,
    approvals.routes,
    drafting.routes,
    parts.routes,
    files.routes,
    notices.routes,
    records.routes,
    registers.routes,
    reasons.routes,
    seen.routes,
    statistics.routes,
    supervision.routes,
)

__all__ = ["areas"]
