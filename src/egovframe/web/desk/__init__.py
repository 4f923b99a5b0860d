"""The desk: what officers do with petitions and records, page by page, without JavaScript."""

from egovframe.web.desk import actions, case, files, petitions, queue, reasons, records, seen

areas = (
    queue.routes,
    petitions.routes,
    case.routes,
    actions.routes,
    files.routes,
    records.routes,
    reasons.routes,
    seen.routes,
)

__all__ = ["areas"]
