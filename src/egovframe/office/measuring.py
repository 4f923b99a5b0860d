"""What a monitoring system should know of the whole office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.audit.measuring import measures_of
from egovframe.kernel import outbox
from egovframe.kernel.clock import moment
from egovframe.kernel.measures import Measure

if TYPE_CHECKING:
    from egovframe.office.office import Office

MOST: Final = 10_000
"""So many tasks of the outbox are counted; more is as bad."""


def measures(office: Office) -> list[Measure]:
    """Return the measures of the trail, of its witnesses and of the outbox."""
    now = office.clock.now()
    found = list(measures_of(office.trail, office.database, office.witnesses, now=now))
    with office.database.read() as conn:
        rows = outbox.waiting(conn, limit=MOST)
    waiting = [row for row in rows if row.given_up is None]
    late = max((float((now - moment(row.due)).total_seconds()) for row in waiting), default=0.0)
    found.append(Measure("egovframe_outbox_waiting", "Tasks that wait in the outbox.", len(waiting)))
    found.append(Measure("egovframe_outbox_lag_seconds", "For how long a task is overdue.", max(0.0, late)))
    given_up = len(rows) - len(waiting)
    found.append(Measure("egovframe_outbox_given_up", "Tasks that were given up.", given_up))
    return found
