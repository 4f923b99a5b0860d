"""Unfinished petitions whose time is over."""

from __future__ import annotations

from pathlib import Path

from egovframe.forms.unfinished.model import Entered
from egovframe.forms.unfinished.tables import unfinished
from egovframe.forms.unfinished.tidying import ExpiringPetitions
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from tests.office.city import haneul


def test_only_what_is_over_is_removed_and_what_is_held_stays(tmp_path: Path) -> None:
    """A legal hold over an account's facts keeps its key, and the others go all the same."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock) as office:
        citizen = Actor("citizen", "c-1", "Hong")
        for actor in (citizen, Actor.visitor()):
            with office.work(by=actor) as work:
                work.unfinished.save("pothole", Entered(()), version=1)
        clock.forward(days=10)
        with office.work(by=Actor.visitor()) as work:
            work.unfinished.save("pothole", Entered(()), version=1)
        with office.database.read() as conn:
            held = next(row.id for row in conn.execute(unfinished.select()) if row.account)
        with office.work(by=Actor.system("console")) as work:
            hold = work.holding.place(reason="소송", subjects=[f"unfinished:{held}"])
        clock.forward(days=21)
        assert ExpiringPetitions(office)() == 1
        with office.work(by=Actor.system("console")) as work:
            work.holding.lift(hold.id, reason="소송 끝")
        assert ExpiringPetitions(office)() == 1
        with office.database.read() as conn:
            assert len(conn.execute(unfinished.select()).all()) == 1
        office.seal()
        assert office.verify().findings == []
