"""What comes due by itself: by the moved clock, once, and by one of several processes."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.office import Office, falling_due
from egovframe.office.falling_due import look_for_due
from egovframe.testing import SetClock, open_office
from tests.office.city import POTHOLE, haneul

CONSOLE = Actor.system("console")


def filed(office: Office) -> str:
    """The receipt number of a new petition."""
    with office.work(by=Actor.visitor()) as work:
        return work.petitions.submit("pothole", POTHOLE).petition.receipt


def told(office: Office) -> dict[str, int]:
    """How much was told of each kind."""
    kinds = ("petition.progress_due", "petition.overdue", "petition.supplement_lapsed", "petition.escalated")
    return {kind.partition(".")[2]: len(office.trail.search(action=kind)) for kind in kinds}


def test_by_the_clock_each_once(office: Office, clock: SetClock) -> None:
    """Overdue after the limit, progress after 30 days and every 30 after, a supplement once its time is over."""
    filed(office)
    waiting = filed(office)
    with office.work(by=CONSOLE) as work:
        work.petitions.ask_supplement(waiting, "사진", days=5)
    assert look_for_due(office) == 0
    clock.forward(days=15)
    assert (look_for_due(office), look_for_due(office)) == (3, 0)
    assert told(office) == {"progress_due": 0, "overdue": 1, "supplement_lapsed": 1, "escalated": 1}
    clock.forward(days=15)
    assert (look_for_due(office), look_for_due(office)) == (3, 0)
    clock.forward(days=30)
    assert look_for_due(office) == 2
    assert told(office) == {"progress_due": 4, "overdue": 1, "supplement_lapsed": 1, "escalated": 2}


def test_decree_23_the_applicant_is_told(office: Office, clock: SetClock) -> None:
    """The notice goes out by the outbox, one for each time."""
    receipt = filed(office)
    clock.forward(days=31)
    look_for_due(office)
    office.run_due_tasks()
    with office.look(by=CONSOLE) as look:
        kinds = [notice.kind for notice in look.notices.of(look.petitions.get(receipt))]
    assert kinds.count("progress") == 1


def test_more_than_a_batch(office: Office, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is told, batch after batch."""
    for _ in range(5):
        filed(office)
    clock.forward(days=15)
    monkeypatch.setattr(falling_due, "BATCH", 2)
    assert look_for_due(office) == 10


def test_two_offices_on_one_database_tell_it_once(office_url: str, tmp_path: Path, clock: SetClock) -> None:
    """At the same moment, each in a thread: every case is told of once, by whichever came first."""
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(open_office(haneul(), tmp_path, url=office_url, clock=clock)) for _ in range(2)
        )
        for _ in range(12):
            filed(one)
        clock.forward(days=31)
        begin, found = threading.Barrier(2), []

        def look(office: Office) -> None:
            begin.wait(20)
            found.append(look_for_due(office))

        threads = [threading.Thread(target=look, args=(each,)) for each in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sum(found) == 36, "twelve are overdue and escalated, and of twelve the applicant is to be told"
        assert told(one) == {"progress_due": 12, "overdue": 12, "supplement_lapsed": 0, "escalated": 12}
        assert look_for_due(other) == 0


def test_an_office_that_runs_looks_by_itself(tmp_path: Path, clock: SetClock) -> None:
    """Without anybody asking, as often as the settings say."""
    with open_office(haneul(), tmp_path, clock=clock, forms={"due_every": timedelta(seconds=0.05)}) as office:
        filed(office)
        clock.forward(days=15)
        office.start(worker=False)
        for _ in range(200):
            if told(office)["overdue"]:
                break
            threading.Event().wait(0.05)
        office.stop()
        assert told(office)["overdue"] == 1


def test_marks_of_requests_are_forgotten_after_a_week(office: Office, clock: SetClock) -> None:
    """Until then the request is known."""
    receipt = filed(office)
    with office.work(by=CONSOLE) as work:
        work.petitions.remember(work.petitions.start(receipt), "start", "r-1", b"{}")
    known = []
    for days in (6, 2):
        clock.forward(days=days)
        look_for_due(office)
        with office.work(by=CONSOLE) as work:
            known.append(work.petitions.done_before(receipt, "start", "r-1", b"{}") is not None)
    assert known == [True, False]
