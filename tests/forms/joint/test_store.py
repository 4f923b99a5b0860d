"""What the database itself holds to: one open part a unit."""

from __future__ import annotations

import pytest

from egovframe.forms.joint import store
from egovframe.kernel.errors import Conflict
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from tests.forms.joint.units import asked, team


def test_a_second_open_part_of_a_unit_does_not_get_in(office_anywhere: Office) -> None:
    """Whoever asks at the very same moment."""
    office = office_anywhere
    part = asked(office, team(office))
    with office.work(by=Actor.system("console")) as work:
        row = store.by_id(work.conn, part.id)
    assert row is not None
    with pytest.raises(Conflict), office.work(by=Actor.system("console")) as work:
        store.add(work, {**row, "id": "another"})
    with office.look(by=Actor.system("console")) as work:
        work.petitions.list()
        assert store.by_id(work.conn, "another") is None
        assert [each["id"] for each in store.of_petition(work.conn, part.petition)] == [part.id]
