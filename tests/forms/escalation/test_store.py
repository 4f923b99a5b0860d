"""What the database itself holds to: a rung is told once for a petition and a deadline."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.forms.escalation import store
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.escalation.city import climbed, team
from tests.forms.routing.town import CONSOLE


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
