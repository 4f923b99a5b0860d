"""Word to officers of a deadline: by mail, one letter each, in their language, with nothing of what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth import AuthSettings
from egovframe.auth.profiles import Contact
from egovframe.forms.escalation.catalogue import Ladders
from egovframe.forms.escalation.model import Ladder, Rung
from egovframe.office import Office
from egovframe.office.falling_due import look_for_due
from egovframe.testing import SetClock, open_office
from tests.forms.escalation.city import supervised, team
from tests.forms.joint.units import asked, done, replied
from tests.forms.joint.units import team as joint_team
from tests.forms.routing.town import CONSOLE
from tests.support import mailserver


def mailing(box: mailserver.Mailbox) -> AuthSettings:
    """Settings with which the office sends its mail here."""
    mail = {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"}
    return AuthSettings.quick(authenticators={"password": {"memory_kib": 8, "passes": 1}, "email": mail})


def test_each_officer_who_is_told_gets_one_letter(tmp_path: Path) -> None:
    """The head as well, once the limit has passed; who has no address gets none. Each that was sent is a fact."""
    clock = SetClock()
    with mailserver.running() as box, open_office(supervised(), tmp_path, clock=clock, auth=mailing(box)) as office:
        receipt = team(office)
        with office.work(by=CONSOLE) as work:
            work.accounts.set_profile("kim", emails=(Contact("kim@city.example", primary=True),), locale="ko-KR")
            work.accounts.set_profile("boss", emails=(Contact("boss@city.example", primary=True),), locale="en-GB")
        clock.forward(days=11)
        for _ in range(2):
            look_for_due(office)
            office.run_due_tasks()
        letters = {letter.recipients[0]: letter for letter in box.letters if receipt in str(letter.mail["Subject"])}
        assert set(letters) == {"kim@city.example", "boss@city.example"}
        assert len(box.letters) - len(letters) == len([each for each in box.letters if receipt not in each.text])
        english, korean = letters["boss@city.example"], letters["kim@city.example"]
        assert str(english.mail["Subject"]) == f"[Haneul City] Petition {receipt}: the limit ran out"
        assert "due 2026-10-01 18:00" in english.text
        assert f"/desk/petitions/{receipt}" in english.text
        assert "처리기간 만료" in str(korean.mail["Subject"])
        assert "구멍" not in english.text + korean.text
        sent = office.trail.search(action="petition.escalation_sent")
        assert [each["details"]["rung"] for each in sent] == ["breach", "breach"]


def reachable(office: Office, *names: str) -> None:
    """Gives officers an address and a language: English."""
    with office.work(by=CONSOLE) as work:
        for name in names:
            address = Contact(f"{name}@city.example", primary=True)
            work.accounts.set_profile(name, emails=(address,), locale="en-GB")


def told(box: mailserver.Mailbox, receipt: str) -> list[tuple[str, str]]:
    """Who was sent what about a petition: account and subject, in the order of the letters."""
    found = [(letter.recipients[0].partition("@")[0], str(letter.mail["Subject"])) for letter in box.letters]
    return [(who, subject.rpartition(": ")[2]) for who, subject in found if receipt in subject]


@pytest.fixture
def box() -> Iterator[mailserver.Mailbox]:
    """The city's mail."""
    with mailserver.running() as box:
        yield box


@pytest.fixture
def office(box: mailserver.Mailbox, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """A city that sends mail, with three units."""
    with open_office(supervised(), tmp_path, clock=clock, auth=mailing(box)) as office:
        yield office


@pytest.fixture
def clock() -> SetClock:
    """The time of the city."""
    return SetClock()


def test_a_rung_is_told_in_the_words_of_the_ladder_that_it_is_of(
    office: Office, box: mailserver.Mailbox, clock: SetClock
) -> None:
    """A ladder that was changed before the letter left does not change what was reached."""
    receipt = team(office)
    reachable(office, "kim")
    clock.forward(days=11)
    look_for_due(office)
    with office.work(by=CONSOLE) as work:
        fresh = Ladders([Ladder((Rung("breach", to=("handler",), days=3),))])
        fresh.publish(work)
    office.forms.ladders = fresh
    office.run_due_tasks()
    assert told(box, receipt) == [("kim", "the limit ran out")]


def test_of_what_was_decided_meanwhile_nobody_is_told(office: Office, box: mailserver.Mailbox, clock: SetClock) -> None:
    """A letter that waited in the outbox urges nobody to do what is done."""
    receipt = joint_team(office)
    reachable(office, "kim", "lee", "oh")
    done(office, "kim", "assign", receipt)
    asked(office, receipt, officer="lee")
    clock.forward(days=11)
    look_for_due(office)
    done(office, "kim", "waive_parts", receipt, "급합니다.")
    done(office, "kim", "answer", receipt, "옮기겠습니다.")
    office.run_due_tasks()
    assert told(box, receipt) == []


def test_parts_are_told_to_whoever_has_them(office: Office, box: mailserver.Mailbox, clock: SetClock) -> None:
    """The officer who is asked, both when the reply is late, the handler once it came; no letter says what it is."""
    receipt = joint_team(office)
    reachable(office, "kim", "lee", "oh", "jung")
    done(office, "kim", "assign", receipt)
    part = asked(office, receipt, officer="lee")
    office.run_due_tasks()
    assert told(box, receipt) == [("lee", "your unit is asked")]
    clock.forward(days=3)
    for _ in range(2):
        look_for_due(office)
        office.run_due_tasks()
    assert sorted(told(box, receipt)[1:]) == [("kim", "reply overdue"), ("lee", "reply overdue")]
    replied(office, part)
    office.run_due_tasks()
    assert told(box, receipt)[3:] == [("kim", "a unit has replied")]
    letters = [letter.text for letter in box.letters if receipt in letter.text]
    assert f"/desk/parts/{part.id}" in letters[0]
    assert "Lead: Roads" in letters[0]
    assert "Reply by: 2026-09-23" in letters[0]
    assert f"/desk/petitions/{receipt}" in letters[-1]
    assert "가로수" not in "".join(letters)
    facts = office.trail.search(action="petition.part_sent")
    assert [each["details"]["word"] for each in facts] == ["replied", "late", "late", "asked"]


def test_a_part_that_was_withdrawn_before_the_letter_left_is_not_told(office: Office, box: mailserver.Mailbox) -> None:
    """Its unit does not read the petition any more."""
    receipt = joint_team(office)
    reachable(office, "lee")
    part = asked(office, receipt, officer="lee")
    done(office, "kim", "withdraw_part", receipt, part.id, "잘못 요청했습니다.")
    office.run_due_tasks()
    assert told(box, receipt) == []


def test_without_a_way_to_send_the_desk_alone_shows_it(tmp_path: Path) -> None:
    """Nothing waits in the outbox for it."""
    clock = SetClock()
    with open_office(supervised(), tmp_path, clock=clock) as office:
        receipt = team(office)
        clock.forward(days=11)
        look_for_due(office)
        office.run_due_tasks()
        with office.look(by=CONSOLE) as work:
            assert work.escalations.of(work.petitions.get(receipt))[0].rung == "breach"
        assert office.trail.search(action="petition.escalation_sent") == []
