"""Health: what answers, what is behind."""

from __future__ import annotations

import pytest

from egovframe.kernel.month import Month
from tests.web.desk.hall import CONSOLE, Hall


def test_fine(hall: Hall) -> None:
    """Sealed and with nothing to do, everything is well."""
    root = hall.officer("root", "admin", unit=None)
    hall.office.seal()
    page = root.get("/admin/health").text
    assert "Everything answers, and nothing is behind." in page
    assert page.count("answers</span>") == 2


def test_behind(hall_anywhere: Hall) -> None:
    """Facts that nobody seals and tasks that nobody does are told after two minutes, with what to look at."""
    hall = hall_anywhere
    root = hall.officer("root", "admin", unit=None)
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    kim.send(kim.get(f"/desk/petitions/{receipt}"), f"/desk/petitions/{receipt}/answer", {"text": "메웠습니다."})
    hall.clock.forward(minutes=1)
    assert "Tasks are overdue" not in root.get("/admin/health").text
    hall.clock.forward(minutes=2)
    page = root.get("/admin/health").text
    assert "Tasks are overdue by more than two minutes." in page
    assert "Facts wait to be sealed, the oldest for" in page
    hall.office.run_due_tasks()
    hall.office.seal()
    assert "Everything answers, and nothing is behind." in root.get("/admin/health").text


def test_a_review_that_is_overdue(hall: Hall) -> None:
    """Named by its month from the day on, with the way there for whoever may review; gone once it is signed."""
    root = hall.officer("root", "admin", "keeper", unit=None)
    hall.office.seal()
    hall.clock.forward(days=40)  # 31 October 2026, 10:00 in Seoul
    assert "overdue" not in root.get("/admin/health").text
    hall.clock.forward(days=1)
    root = hall.signed_in("root")
    page = root.get("/admin/health").text
    assert "The monthly review is overdue: 2026-09." in page
    assert '<a href="/admin/audit/review">' in page.partition("overdue: 2026-09.")[2].partition("</li>")[0]
    hall.officer("second", "admin", unit=None)
    assert 'href="/admin/audit/review"' not in hall.signed_in("second").get("/admin/health").text
    with hall.office.work(by=CONSOLE) as work:
        work.reviews.sign(work.reviews.count(Month(2026, 9)))
    assert "overdue: 2026-09" not in root.get("/admin/health").text


def test_part_that_does_not_answer(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that fails is named, without the reason, which is for the log."""
    root = hall.officer("root", "admin", unit=None)

    def fails(path: str) -> bool:
        raise OSError("/secret/path")

    monkeypatch.setattr(hall.office.storage, "exists", fails)
    page = root.get("/admin/health").text
    assert "The part “storage” does not answer." in page
    assert "/secret/path" not in page
