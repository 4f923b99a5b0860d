"""The ladder, climbed by a clock that is moved: each rung once for a petition and its deadline."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from egovframe.forms import working_days
from egovframe.forms.escalation.model import Ladder, Rung
from egovframe.office import Office
from egovframe.office.falling_due import look_for_due
from egovframe.testing import SetClock, open_office
from tests.forms.escalation.city import climbed, supervised, team
from tests.forms.routing.town import CONSOLE, actor, file, people, state
from tests.support.clocks import extended, paused, resumed


def test_each_rung_is_told_once_and_to_whom_it_says(office_anywhere: Office, clock: SetClock) -> None:
    """Before the deadline the handler; when it has passed the head too (영28②), later the supervisor (법25)."""
    office = office_anywhere
    receipt = team(office)
    due = state(office, receipt).due
    assert climbed(office) == []
    told = []
    while clock.now() < due + timedelta(days=10):
        clock.forward(hours=3)
        told += [(each, clock.now() > due) for each in climbed(office)]
    assert told == [
        (("half", ["kim"]), False),
        (("most", ["kim"]), False),
        (("day", ["kim"]), False),
        (("breach", ["boss", "kim"]), True),
        (("after", ["boss", "kim", "sim"]), True),
    ]
    with office.look(by=actor(office, "kim")) as work:
        petition = work.petitions.get(receipt)
        assert [each.rung for each in work.escalations.of(petition)] == [each[0][0] for each in told]
        standing = work.escalations.standing([petition])[petition.id]
    assert standing.told == (("handler", "kim"), ("head", "boss"), ("supervisor", "sim"))
    assert standing.words.in_("en") == "3 working days overdue"


def test_of_several_that_were_reached_at_once_the_last_is_told(office: Office, clock: SetClock) -> None:
    """As where the office was closed for a week: nobody gets five letters."""
    team(office)
    clock.forward(days=11)
    assert climbed(office) == [("breach", ["boss", "kim"])]
    assert climbed(office) == []


def test_a_deadline_that_moved_arms_what_lies_ahead(office: Office, clock: SetClock) -> None:
    """What lies behind it already is passed over, and that it begins anew is a fact."""
    receipt = team(office)
    before = state(office, receipt).due
    clock.forward(seconds=(before - clock.now()).total_seconds() - 1_800)
    assert climbed(office) == [("day", ["kim"])]
    extended(office, receipt, working_days(3), "자재")
    due = state(office, receipt).due
    assert due > before
    assert climbed(office) == []
    (anew,) = office.trail.search(action="petition.escalation_rearmed")
    assert anew["details"]["rung"] == "half"
    told = []
    while clock.now() < due + timedelta(days=8):
        clock.forward(hours=3)
        told += [name for name, _ in climbed(office)]
    assert told == ["most", "day", "breach", "after"]


def test_a_clock_that_stands_still_waits(office: Office, clock: SetClock) -> None:
    """And so does the ladder; afterwards it goes on from the deadline as it is then."""
    receipt = team(office)
    paused(office, receipt)
    clock.forward(days=30)
    assert climbed(office) == []
    resumed(office, receipt)
    assert climbed(office) == []
    clock.forward(days=7)
    assert [name for name, _ in climbed(office)] == ["half"]


def test_a_decided_petition_climbs_no_more(office: Office, clock: SetClock) -> None:
    """However late it was decided."""
    receipt = team(office)
    with office.work(by=actor(office, "kim")) as work:
        work.petitions.answer(receipt, "고쳤습니다.")
    clock.forward(days=40)
    assert climbed(office) == []


def test_without_handler_and_head_whoever_could_take_it_hears_of_it(office: Office, clock: SetClock) -> None:
    """Nothing is told to nobody."""
    people(office, ("kim", "officer", "roads"), ("boss", "officer", "roads"), ("sim", "supervisor", None))
    file(office)
    clock.forward(days=11)
    assert climbed(office) == [("breach", ["boss", "kim"])]


def test_a_form_has_a_ladder_of_its_own_by_version(tmp_path: Path, clock: SetClock) -> None:
    """A ladder that changes is published anew; what was told under the old one keeps its words."""
    first = Ladder((Rung("soon", ("supervisor",), days=-5), Rung("over", ("supervisor",), days=0)), form="report")
    with open_office(supervised(first), tmp_path, clock=clock) as office:
        receipt = team(office)
        clock.forward(days=2)
        assert climbed(office) == [("soon", ["sim"])]
    second = Ladder((Rung("over", ("head",), days=0),), form="report")
    with open_office(supervised(second), tmp_path, clock=clock) as office:
        assert [ladder.version for ladder in office.forms.ladders] == [1, 2]
        clock.forward(days=9)
        assert climbed(office) == [("over", ["boss"])]
        with office.look(by=CONSOLE) as work:
            found = work.escalations.of(work.petitions.get(receipt))
        assert [each.words.in_("en") for each in found] == ["5 working days left", "the limit ran out"]
        assert len(office.trail.search(action="ladder.published")) == 3
    with open_office(supervised(second), tmp_path, clock=clock) as office:
        assert look_for_due(office) == 0
        assert len(office.trail.search(action="ladder.published")) == 3
