"""Forms without an organisation: every unit is open, and nobody works there."""

from __future__ import annotations

from egovframe.forms.organisation import Nobody, Organisation
from tests.forms.desk import Desk


def test_an_office_of_which_nothing_is_known_answers_every_question(small_desk: Desk) -> None:
    """So that forms work alone."""
    nobody: Organisation = Nobody()
    with small_desk.database.read() as conn:
        now = small_desk.time.now()
        assert nobody.home(conn, "roads", now) == "roads"
        assert nobody.units(conn, now) == {}
        assert list(nobody.officers(conn, "petition.answer", unit="roads", form=None, at=now)) == []
        assert list(nobody.heads(conn, "roads", now)) == []
        assert nobody.named(conn, "kim", now) is None
        assert nobody.people(conn, ["a-1"], now) == {}
