"""Who hears of a part: one event for each account, and what a letter can name."""

from __future__ import annotations

import pytest

from egovframe.forms.events import PartAsked, PartReplied, PartTold
from egovframe.forms.joint.letters import letter_of, tell
from egovframe.office import Office
from tests.forms.joint.units import asked, done, replied, team
from tests.forms.routing.town import CONSOLE


@pytest.fixture
def told(office: Office) -> list[PartTold]:
    """What is told from now on, event by event."""
    found: list[PartTold] = []
    for event in (PartAsked, PartReplied):
        office.observers.on(event, lambda event, work: tell(event, work, office.forms))
    office.observers.on(PartTold, lambda event, _: found.append(event))
    return found


def names(office: Office, told: list[PartTold]) -> list[str]:
    """Whom the events are for; they are forgotten then."""
    with office.look(by=CONSOLE) as work:
        known = {work.accounts.get(name).id: name for name in ("kim", "lee", "oh", "jung")}
    found = sorted(known[event.account_id] for event in told)
    told.clear()
    return found


def test_whoever_could_take_it_hears_of_what_nobody_has(office: Office, told: list[PartTold]) -> None:
    """The officers of the unit itself, not those of others; of the reply the lead unit's, once it has a handler he."""
    receipt = team(office)
    part = asked(office, receipt)
    assert {(event.word, event.to, event.unit) for event in told} == {("asked", "parks", "roads")}
    assert names(office, told) == ["lee", "oh"]
    replied(office, part)
    assert names(office, told) == ["kim"]
    asked(office, receipt, "lights", officer="jung")
    assert names(office, told) == ["jung"]


def test_who_replies_is_not_told_of_it(office: Office, told: list[PartTold]) -> None:
    """One officer can be of both units."""
    receipt = team(office)
    with office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "officer", unit="parks")
    done(office, "kim", "assign", receipt)
    part = asked(office, receipt, officer="kim")
    replied(office, part, by="kim")
    assert names(office, told) == []


def test_what_is_over_is_in_no_letter(office: Office, told: list[PartTold]) -> None:
    """A question that was replied to is not asked any more; of a decided petition nothing is said."""
    receipt = team(office)
    part = asked(office, receipt, officer="lee")
    (question,) = told
    with office.look(by=CONSOLE) as look:
        letter = letter_of(question, look)
    assert letter is not None
    assert (letter.case["receipt"], letter.lead, letter.unit, letter.reply_by) == (
        receipt,
        "roads",
        "parks",
        part.reply_by,
    )
    replied(office, part)
    reply = told[-1]
    with office.look(by=CONSOLE) as look:
        assert letter_of(question, look) is None
        assert letter_of(reply, look) is not None
    done(office, "kim", "assign", receipt)
    done(office, "kim", "answer", receipt, "옮기겠습니다.")
    with office.look(by=CONSOLE) as look:
        assert letter_of(reply, look) is None
