"""What the database itself holds to: a unit's month is reviewed once."""

from __future__ import annotations

import pytest

from egovframe.forms.supervision import store
from egovframe.kernel.errors import Conflict
from egovframe.office import Office
from tests.forms.routing.town import CONSOLE


def test_a_second_review_of_a_unit_does_not_get_in(office_anywhere: Office) -> None:
    """Whoever signs at the very same moment."""
    office = office_anywhere
    with office.work(by=CONSOLE) as work:
        work.supervision.sign("2026-08", "roads", findings="없음")
        row = store.reviews_of(work.conn, "2026-08")["roads"]
    with pytest.raises(Conflict), office.work(by=CONSOLE) as work:
        store.add(work, {**row, "id": "another"})
