"""What the database itself holds to: a rung is told once for a petition and a deadline."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.forms.escalation import store
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.escalation.city import climbed, team
from tests.forms.routing.town import CONSOLE, file
from tests.support.plans import plans


def test_the_same_rung_does_not_get_in_twice(office_anywhere: Office, clock: SetClock) -> None:
    """Whoever tells it at the very same moment."""
    office = office_anywhere
    team(office)
    clock.forward(days=11)
    climbed(office)
    with office.look(by=CONSOLE) as work:
        (petition,) = work.petitions.list().items
        ((row,),) = store.reached(work.conn, [petition.id]).values()
    with pytest.raises(sa.exc.IntegrityError), office.work(by=CONSOLE) as work:
        store.add(work, {**row, "id": "another"})


def test_the_running_ones_come_in_pages_by_the_index_of_what_is_not_decided(office_anywhere: Office) -> None:
    """Each once, whatever shares a unit or a due date; what was decided is not read to find them."""
    office = office_anywhere
    team(office)
    for _ in range(3):
        file(office)
    with office.look(by=CONSOLE) as work:
        whole = [row["id"] for row in store.running(work.conn, after=None, limit=99)]
        paged, after = [], None
        while rows := store.running(work.conn, after=after, limit=1):
            paged += [row["id"] for row in rows]
            after = rows[-1]
        assert paged == whole
        assert len(set(whole)) == len(whole) == 4
        for plan in plans(work.conn, lambda: store.running(work.conn, after=after, limit=9)):
            assert "ix_petitions_queue" in plan
