"""What comes due by itself while a case waits."""

from __future__ import annotations

import pytest

from egovframe.forms.events import Overdue, ProgressDue
from egovframe.forms.service import Petitions
from egovframe.kernel.permissions import Forbidden
from tests.forms.course import Case
from tests.forms.desk import READER, Desk


def test_decree_23_progress_every_30_days(desk: Desk) -> None:
    """30 days after the receipt and every 30 after, once each, until it is decided."""
    case = Case(desk)
    case.officer(Petitions.pause, "inspection", "시설 검사")
    reports: list[int] = []
    desk.observers.on(ProgressDue, lambda event, _: reports.append(event.nth))
    for days, found in ((29, []), (1, [1]), (0, [1]), (29, [1]), (1, [1, 2]), (61, [1, 2, 4])):
        desk.time.forward(days=days)
        case.tick()
        assert reports == found
    case.officer(Petitions.resume)
    case.officer(Petitions.answer, "고쳤습니다.")
    desk.time.forward(days=40)
    assert (case.tick(), reports) == (0, [1, 2, 4])


def test_a_case_is_overdue_once_for_each_due_date(desk: Desk) -> None:
    """Not while the clock stands still; again where it was extended and that ran out as well."""
    case, held = Case(desk), Case(desk)
    held.officer(Petitions.ask_supplement, "사진", days=60)
    overdue: list[str] = []
    desk.observers.on(Overdue, lambda event, _: overdue.append(event.petition_id))
    assert case.tick() == 0
    desk.time.forward(days=15)
    assert (case.tick(), case.tick(), overdue) == (1, 0, [case.id])
    case.officer(Petitions.extend, "7d", "조사")
    desk.time.forward(days=10)
    assert (case.tick(), overdue) == (1, [case.id, case.id])


def test_only_the_office_itself_looks_what_came_due(desk: Desk) -> None:
    """It changes cases of every unit."""
    with pytest.raises(Forbidden), desk.work(READER) as work:
        desk.at(work).tick()
