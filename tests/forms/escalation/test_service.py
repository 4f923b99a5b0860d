"""What was escalated, as pages show it."""

from __future__ import annotations

from egovframe.forms.limits import working_days
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.escalation.city import climbed, team
from tests.forms.routing.town import actor
from tests.support.clocks import extended


def test_what_stands_is_of_the_deadline_as_it_is_now(office: Office, clock: SetClock) -> None:
    """What was told of an earlier one is history."""
    receipt = team(office)
    clock.forward(days=9)
    climbed(office)
    with office.look(by=actor(office, "kim")) as work:
        petition = work.petitions.get(receipt)
        assert work.escalations.standing([petition])[petition.id].told == (("handler", "kim"),)
        assert work.escalations.standing([]) == {}
    extended(office, receipt, working_days(7), "자재")
    climbed(office)
    with office.look(by=actor(office, "kim")) as work:
        petition = work.petitions.get(receipt)
        assert work.escalations.standing([petition]) == {}
        assert [each.rung for each in work.escalations.of(petition)] == ["half"]
