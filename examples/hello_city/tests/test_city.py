"""What the city promises: a report is taken, the worst come first, an answer closes the case, the record is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from city import Pothole, app

from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import SetClock, open_office

CITIZEN = Actor.visitor()
CONSOLE = Actor.system("console")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The city, open in a folder of its own, on Monday, 21 September 2026."""
    with open_office(app, tmp_path, clock=SetClock()) as opened:
        yield opened


def test_a_report_becomes_a_kept_record(office: Office) -> None:
    """Reported on Monday, due in seven working days, answered, and kept until five years after the year's end."""
    with office.work(by=CITIZEN) as work:
        report = work.petitions.submit(Pothole(where="하늘로 12", phone="010-1234-5678"))
    # Monday is the first of the seven days; Thursday to Saturday are Chuseok, Sunday counts as little.
    assert office.jurisdiction.calendar.local(report.petition.due).isoformat() == "2026-10-01T18:00:00+09:00"

    with office.work(by=CONSOLE) as work:
        work.petitions.answer(report.petition.receipt, "오늘 메웠습니다.")
    office.run_due_tasks()

    with office.look(by=CONSOLE) as look:
        (record,) = look.records.list().items
    assert (record.receipt, str(record.period)) == (report.petition.receipt, "5y")
    assert (str(record.starts), str(record.due)) == ("2027-01-01", "2032-01-01")
    office.seal()
    assert office.verify().holds


def test_a_closed_road_comes_first(office: Office) -> None:
    """Four blocked lanes go before what was reported earlier."""
    with office.work(by=CITIZEN) as work:
        for lanes in (0, 4):
            work.petitions.submit(Pothole(where=f"하늘로 {lanes}", lanes=lanes, phone="010-1234-5678"))
    with office.look(by=CONSOLE) as look:
        waiting = look.petitions.queue().items
    assert [(item.petition.form.lanes, item.petition.urgent) for item in waiting] == [(4, True), (0, False)]
