"""Health: whether the parts answer, how far sealing is behind, whether worker and monthly reviews keep up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from egovframe.kernel import outbox
from egovframe.kernel.clock import moment
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.web.endpoint import Routes
from egovframe.web.health import check, patience

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-health", prefix="/admin/health")

PATIENCE = timedelta(minutes=2)
"""A task that waits longer than this waits for somebody to look."""
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in the outbox: how many tasks (`more`: and others), how many given up, since when one is overdue."""

    waiting: int
    given_up: int
    more: bool
    overdue_since: datetime | None


@routes.get("", may="office.health")
def show(page: Page) -> Response:
    """Show the state of every part in words, the worrying ones first."""
    now = page.office.clock.now()
    with page.look("health in administration") as work:
        work.need("office.health", unit=WHOLE_OFFICE)
        backlog = backlog_of(outbox.waiting(work.conn, limit=MOST + 1), now=now)
        overdue = work.reviews.overdue()
    log = page.office.trail.status()
    sealed_at = moment(log["sealed_at"]) if log["sealed_at"] else None
    return page.render(
        "admin/health.html",
        parts=check(page.office),
        log=log,
        sealed_at=sealed_at,
        sealing_behind=log["lag_seconds"] > patience(page.office),
        backlog=backlog,
        worker_behind=backlog.overdue_since is not None and now - backlog.overdue_since > PATIENCE,
        overdue=[str(month) for month in overdue],
        database=page.office.database.dialect,
        now=now,
    )


def backlog_of(rows: list[Any], *, now: datetime) -> Backlog:
    """Return what waits, from the rows of the outbox."""
    open_tasks = [row for row in rows[:MOST] if row.given_up is None]
    overdue = [due for row in open_tasks if (due := moment(row.due)) <= now]
    return Backlog(
        waiting=len(open_tasks),
        given_up=min(len(rows), MOST) - len(open_tasks),
        more=len(rows) > MOST,
        overdue_since=min(overdue, default=None),
    )
