"""The desk: what officers do with petitions and records, page by page, without JavaScript."""

from egovframe.web.desk import (
    absences,
    actions,
    approvals,
    case,
    drafting,
    files,
    notices,
    petitions,
    queue,
    reasons,
    records,
    refunds,
    repeats,
    seen,
    statistics,
)

areas = (
    queue.routes,
    petitions.routes,
    case.routes,
    actions.routes,
    repeats.routes,
    refunds.routes,
    absences.routes,
    approvals.routes,
    drafting.routes,
    files.routes,
    notices.routes,
    records.routes,
    reasons.routes,
    seen.routes,
    statistics.routes,
)

__all__ = ["areas"]
