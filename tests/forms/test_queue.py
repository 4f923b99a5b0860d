"""The queue at the desk: order, bands, office time left, and whose queue it is."""

from __future__ import annotations

from datetime import datetime

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.queue import BANDS, band_of, counts_of, soon_until
from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import GARDENER, NOBODY, OFFICER, POTHOLE, Desk

CALENDAR = Korea().calendar


def test_urgent_first_then_by_what_is_due(desk: Desk) -> None:
    """A closed road comes before older petitions; among equals the earlier due date comes first."""
    first = desk.submit().petition.id
    desk.time.forward(days=1)
    second = desk.submit().petition.id
    urgent = desk.submit(answers={**POTHOLE, "lanes": 8}).petition.id
    with desk.look(OFFICER) as work:
        queue = desk.at(work).queue()
    assert [waiting.petition.id for waiting in queue.items] == [urgent, first, second]
    assert {waiting.petition.form.phone for waiting in queue.items} == {"****"}


def test_bands_counts_and_time_left(desk: Desk) -> None:
    """Late, due within eight working hours, or fine; counts are of the whole view, whatever is shown of it."""
    desk.submit()
    desk.time.forward(days=9)  # Wednesday, 30 September: one working day before the first is due
    desk.submit()
    with desk.look(OFFICER) as work:
        queue = desk.at(work).queue(limit=1)
    assert dict(queue.counts) == {"all": 2, "late": 0, "soon": 0, "fine": 2, "held": 0}
    desk.time.forward(hours=6)  # 16:00: two hours today, eight tomorrow
    desk.time.forward(hours=18)  # Thursday 10:00
    with desk.look(OFFICER) as work:
        queue = desk.at(work).queue(limit=1)
        soon = desk.at(work).queue(band="soon")
        assert desk.at(work).queue(band="held").items == ()
    assert dict(queue.counts) == {"all": 2, "late": 0, "soon": 1, "fine": 1, "held": 0}
    assert [(waiting.band, waiting.left) for waiting in soon.items] == [("soon", 7 * 60)]
    desk.time.forward(days=1)
    with desk.look(OFFICER) as work:
        late = desk.at(work).queue(band="late")
        fine = desk.at(work).queue(band="fine")
    assert [(waiting.band, waiting.left) for waiting in late.items] == [("late", -60)]
    assert [waiting.band for waiting in fine.items] == ["fine"]


def test_views_and_units(desk: Desk) -> None:
    """Mine, nobody's, and never another unit's; what is decided leaves the queue."""
    mine, other = desk.submit().petition, desk.submit().petition
    desk.submit("suggestion")
    with desk.work(OFFICER) as work:
        desk.at(work).assign(mine.receipt)
    with desk.look(OFFICER) as work:
        petitions = desk.at(work)
        assert [each.petition.id for each in petitions.queue(view="mine").items] == [mine.id]
        assert [each.petition.id for each in petitions.queue(view="unassigned").items] == [other.id]
        assert petitions.queue(view="mine").counts["all"] == 1
        assert petitions.queue(form="suggestion").items == ()
    with desk.look(GARDENER) as work:
        assert [each.petition.form_name for each in desk.at(work).queue().items] == ["suggestion"]
    with desk.work(OFFICER) as work:
        desk.at(work).answer(mine.receipt, "고쳤습니다.")
    with desk.look(OFFICER) as work:
        assert [each.petition.id for each in desk.at(work).queue().items] == [other.id]
    with pytest.raises(Forbidden), desk.look(NOBODY) as work:
        desk.at(work).queue()


def test_soon_is_eight_working_hours() -> None:
    """From Friday 16:00 it reaches to Monday 16:00."""
    friday = datetime(2026, 11, 20, 16, tzinfo=CALENDAR.zone)
    soon = soon_until(friday, CALENDAR)
    assert soon == datetime(2026, 11, 23, 16, tzinfo=CALENDAR.zone)
    assert band_of(friday.replace(hour=15), now=friday, soon=soon) == "late"
    assert band_of(friday, now=friday, soon=soon) == "soon"
    assert band_of(soon, now=friday, soon=soon) == "soon"
    assert band_of(soon.replace(hour=17), now=friday, soon=soon) == "fine"
    assert band_of(friday, now=friday, soon=soon, held=friday) == "held"
    assert list(counts_of(5, 1, 3, 1)) == ["all", *BANDS]
