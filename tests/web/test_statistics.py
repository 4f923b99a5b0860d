"""Figures as pages show them: months in words, titles of what the city declares."""

from __future__ import annotations

from pathlib import Path

from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from egovframe.web.statistics import month_words, show, shown_days
from tests.web.portal.town import POTHOLE, town


def test_months() -> None:
    """As people write them."""
    assert month_words("2026-09", language="ko") == "2026년 9월"
    assert month_words("2026-09", language="en") == "September 2026"
    assert (shown_days(3.14), shown_days(None)) == ("3.1", "–")


def test_tables_and_charts_have_the_same_numbers(tmp_path: Path) -> None:
    """What is drawn is what stands in the table, in the language that was asked for."""
    clock = SetClock()
    with open_office(town(), tmp_path, clock=clock) as office:
        for _ in range(6):
            with office.work(by=Actor.visitor()) as work:
                work.petitions.submit("pothole", POTHOLE)
        clock.forward(days=1)
        with office.look(by=Actor.visitor()) as work:
            figures = work.statistics.public()
        found = show(office, figures, language="ko")
    assert found.tables["forms"].rows[0][:2] == ("도로 파손 신고", 6)
    assert found.tables["channels"].rows == (("누리집", 6),)
    assert len(found.volumes.columns) == 1
    assert not found.empty
