"""The outbox: what waits to be done after a commit, what was given up and why, and trying it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.kernel import outbox
from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-outbox", prefix="/admin/outbox")

MOST = 200
"""So many tasks are shown, the oldest first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One task of the outbox."""

    id: str
    event: str
    follower: str
    created: str
    due: str
    tries: int
    given_up: str | None
    error: str


@routes.get("", may="outbox.manage")
def show(page: Page) -> Response:
    """Show the tasks that wait and those that were given up, the oldest first."""
    with page.look("outbox in administration") as work:
        work.need("outbox.manage", unit=WHOLE_OFFICE)
        rows = outbox.waiting(work.conn, limit=MOST + 1)
    tasks = [_task(row) for row in rows[:MOST]]
    retried = page.query.get("retried")
    return page.render(
        "admin/outbox.html",
        given_up=[task for task in tasks if task.given_up],
        waiting=[task for task in tasks if not task.given_up],
        cut=len(rows) > MOST,
        most=MOST,
        retried=int(retried) if retried.isdecimal() and len(retried) < 6 else None,
    )


@routes.post("/retry", may="outbox.manage")
def retry(page: Page) -> Response:
    """Make one task, or all that failed, due now."""
    task = page.form.get("task") or None
    with page.work("outbox tried again in administration") as work:
        work.need("outbox.manage", unit=WHOLE_OFFICE)
        count = outbox.retry(work.conn, now=work.at, task_id=task)
        if task is not None and not count:
            raise NotFound("There is no such task.", hint="It may be done by now; look at the list again.")
        work.note(outbox.RETRIED, object=f"task:{task}" if task else "", details={"count": count})
    page.office.wake()
    return page.redirect(f"/admin/outbox?retried={count}")


def _task(row: Any) -> Waiting:
    return Waiting(
        id=row.id,
        event=row.event,
        follower=row.follower,
        created=row.created,
        due=row.due,
        tries=row.tries,
        given_up=row.given_up,
        error=row.error or "",
    )
