"""Word to officers of a deadline: by mail, one letter each, in their language, with nothing of what is in it."""

from __future__ import annotations

from pathlib import Path

from egovframe.auth import AuthSettings
from egovframe.auth.profiles import Contact
from egovframe.office.falling_due import look_for_due
from egovframe.testing import SetClock, open_office
from tests.forms.escalation.city import supervised, team
from tests.forms.routing.town import CONSOLE
from tests.support import mailserver


def test_each_officer_who_is_told_gets_one_letter(tmp_path: Path) -> None:
    """The head as well, once the limit has passed; who has no address gets none. Each that was sent is a fact."""
    clock = SetClock()
    with mailserver.running() as box:
        mail = {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"}
        ways = {"password": {"memory_kib": 8, "passes": 1}, "email": mail}
        auth = AuthSettings.quick(authenticators=ways)
        with open_office(supervised(), tmp_path, clock=clock, auth=auth) as office:
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
