"""The office counts by itself, and what it counts is what the trail tells."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from egovframe.forms.statistics import service
from egovframe.forms.statistics.model import Key, Tally
from egovframe.kernel.permissions import Actor
from egovframe.office.counting import count_finished, counted_from_trail
from egovframe.testing import SetClock, open_office
from tests.office.city import haneul

ANSWERS = {"where": "하늘로 12", "lanes": 1, "phone": "010-1234-5678"}
CONSOLE = Actor.system("console")


def test_numbers_equal_those_of_the_trail(office_url: str, tmp_path: Path) -> None:
    """A week of petitions, answered, refused late, withdrawn or left: kept counts and sealed facts say the same."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as office:
        for day in range(7):
            with office.work(by=Actor.visitor()) as work:
                receipt = work.petitions.submit("pothole", ANSWERS).petition.receipt
            clock.forward(hours=day, minutes=7)
            with office.work(by=CONSOLE) as work:
                if day % 3 == 0:
                    work.petitions.answer(receipt, "고쳤습니다.")
                elif day % 3 == 1:
                    work.petitions.withdraw(receipt)
            clock.forward(days=1)
        office.run_due_tasks()
        clock.forward(days=30)
        with office.work(by=CONSOLE) as work:
            late = work.petitions.list(state="received").items[0].receipt
            work.petitions.refuse(late, "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
        office.seal()
        clock.forward(days=1)
        assert count_finished(office) > 30
        kept: dict[str, Tally] = {}
        calendar = office.jurisdiction.calendar
        with office.database.read() as conn:
            today = calendar.local(clock.now()).date()
            for month, key, number in service.counts_between(conn, date(2026, 9, 1), today, calendar=calendar):
                kept.setdefault(month, Counter())[key] += number
        told: dict[str, Tally] = {}
        for day_, tally in counted_from_trail(office).items():
            told.setdefault(f"{day_:%Y-%m}", Counter()).update(tally)
        assert told == kept
        assert kept["2026-09"][Key("pothole", "roads", "received", "portal")] == 7
        assert sum(number for key, number in kept["2026-09"].items() if key.measure == "decided") == 5
        assert sum(tally[Key("pothole", "roads", "timely", "", 0)] for tally in kept.values()) == 1
