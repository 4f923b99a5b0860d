"""The clock of one case: it stands still, goes on, is prolonged, and explains itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from egovframe.forms import store
from egovframe.forms.casetime.clockwork import Clockwork
from egovframe.forms.limits import LimitError, working_days
from egovframe.forms.pauses import PauseError
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict
from tests.forms.desk import OFFICER, Desk


def seoul(text: str) -> datetime:
    """A moment of Seoul."""
    return datetime.fromisoformat(f"{text}+09:00")


class Case:
    """One petition at a desk, and its clock in units of work of their own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.id = desk.submit().petition.id

    def do(self, verb: str, *words: Any, **more: Any) -> Any:
        """Let the clock do something in a unit of work, and say so, as a step of the procedure does."""
        with self.desk.work(OFFICER) as work:
            clock = self.desk.forms.clockwork(work)
            row = store.by_id(work.conn, self.id)
            assert row is not None
            moved = getattr(clock, verb)(row, *words, **more)
            self.desk.note(work)
            return moved

    def deadline(self) -> Any:
        """The deadline as it is explained now."""
        with self.desk.look(OFFICER) as work:
            clock: Clockwork = self.desk.forms.clockwork(work)
            row = store.by_id(work.conn, self.id)
            assert row is not None
            return clock.deadline(row), row


@pytest.fixture
def case(desk: Desk) -> Case:
    """A petition received on Monday, 21 September 2026, 10:00, within seven days: due on 1 October."""
    return Case(desk)


def test_a_pause_moves_the_due_date_by_the_days_it_lasts(case: Case) -> None:
    """영20: waiting for a supplement from Tuesday to Wednesday, both days out, is two working days more."""
    case.desk.time.forward(days=1)
    moved = case.do("pause", "supplement")
    assert (moved.before, moved.after) == (seoul("2026-10-01T18:00"), seoul("2026-10-02T18:00"))
    assert moved.details == {"due": "2026-10-02T09:00:00.000Z", "due_before": "2026-10-01T09:00:00.000Z"}
    case.desk.time.forward(days=1)
    found, row = case.deadline()
    assert row["held"] == "2026-09-22T01:00:00.000Z"
    assert found.due == seoul("2026-10-06T18:00")  # as if it went on today
    moved = case.do("resume")
    assert moved.row["held"] is None
    assert moved.after == seoul("2026-10-06T18:00")  # Saturday, Sunday and a substitute holiday on Monday lie between
    found, row = case.deadline()
    assert found.due == moment(row["due"])
    assert [(str(pause), why.article) for pause, why in zip(found.pauses, found.reasons, strict=True)] == [
        (
            "2026-09-22..2026-09-23:supplement",
            "민원 처리에 관한 법률 시행령 제20조, 행정절차법 시행령 제11조제1호",
        )
    ]


def test_several_reasons_may_stop_the_clock_at_once(case: Case) -> None:
    """It goes on when the last of them ends, and days that two of them cover are left out once."""
    case.do("pause", "supplement")
    case.desk.time.forward(days=1)
    moved = case.do("pause", "hearing")
    assert moved.row["held"] == "2026-09-21T01:00:00.000Z"
    with pytest.raises(Conflict, match="for this reason already"):
        case.do("pause", "hearing")
    with pytest.raises(Conflict, match="Several pauses") as told:
        case.do("resume")
    assert told.value.context["standing"] == ["supplement", "hearing"]
    moved = case.do("resume", reason="supplement")
    assert moved.row["held"] == "2026-09-22T01:00:00.000Z"
    moved = case.do("resume")
    assert (moved.row["held"], moved.after) == (None, seoul("2026-10-06T18:00"))
    with pytest.raises(Conflict, match="No pause"):
        case.do("resume")


def test_a_pause_names_a_reason_and_may_begin_earlier(case: Case) -> None:
    """A supplement that was asked for by post counts from the day on which the letter left."""
    with pytest.raises(PauseError, match="no reason that stops the clock"):
        case.do("pause", "holidays")
    case.desk.time.forward(days=2)
    case.do("pause", "inspection", seoul("2026-09-22T09:00"))
    moved = case.do("resume", seoul("2026-09-22T17:00"))
    assert moved.after == seoul("2026-10-02T18:00")
    moved = case.do("pause", "inspection")
    moved = case.do("resume", seoul("2026-09-01T09:00"))  # never ends before it began
    assert case.deadline()[0].pauses[1].end == datetime(2026, 9, 23, tzinfo=UTC).date()


def test_an_extension_once_and_a_second_time_with_consent(case: Case) -> None:
    """영21: at most the original limit, with a reason; the second needs the applicant's consent; no third."""
    moved = case.do("extend", working_days(2), "현장 확인이 더 필요합니다.")
    assert moved.after == seoul("2026-10-06T18:00")
    with pytest.raises(LimitError, match="consent"):
        case.do("extend", working_days(1), "자재가 늦습니다.")
    with pytest.raises(LimitError, match="cannot be extended by 8d"):
        case.do("extend", working_days(8), "자재가 늦습니다.", consented=True)
    with pytest.raises(LimitError, match="reason"):
        case.do("extend", working_days(1), " ", consented=True)
    moved = case.do("extend", working_days(1), "자재가 늦습니다.", consented=True)
    assert moved.after == seoul("2026-10-07T18:00")
    with pytest.raises(LimitError, match="at most twice"):
        case.do("extend", working_days(1), "더", consented=True)
    found, row = case.deadline()
    assert [(str(e.by), e.reason, e.consented) for e in found.extensions] == [
        ("2d", "현장 확인이 더 필요합니다.", False),
        ("1d", "자재가 늦습니다.", True),
    ]
    assert sum(span.counted for span in found.ledger) == 10
    assert found.due == moment(row["due"])
    assert "자재가 늦습니다.".encode() not in case.desk.everything_on_disk()  # sealed by the case's key


def test_a_decided_case_has_no_clock(case: Case) -> None:
    """Whatever would move it is refused."""
    with case.desk.work(OFFICER) as work:
        case.desk.at(work).answer(case.desk.seen[0].receipt, "고쳤습니다.")
    for verb, words in (
        ("pause", ("supplement",)),
        ("resume", ()),
        ("extend", (working_days(1), "더")),
        ("recompute", ()),
    ):
        with pytest.raises(Conflict, match="its clock has stopped"):
            case.do(verb, *words)


def test_what_was_recorded_with_the_case_goes_on_to_hold(case: Case) -> None:
    """An office that lets days end at 24:00 from now on changes nothing for the cases that it has."""
    from dataclasses import replace

    case.desk.forms.rules = replace(case.desk.forms.rules, end_of_day="24:00")
    moved = case.do("recompute")
    assert not moved.moved
    with case.desk.work(OFFICER) as work:
        row = store.by_id(work.conn, case.id)
        assert row is not None
        assert case.desk.forms.clockwork(work).rules_of(row).end_of_day is None
        assert case.desk.forms.clockwork(work).rules_of({**row, "counting": None}).end_of_day == "24:00"


def test_what_stands_still_waits_in_a_band_of_its_own(case: Case) -> None:
    """The queue counts it as held, however near its due date is, and puts it after what runs."""
    case.do("pause", "supplement")
    other = case.desk.submit().petition.id
    case.desk.time.forward(days=30)
    with case.desk.look(OFFICER) as work:
        queue = case.desk.at(work).queue()
        held = case.desk.at(work).queue(band="held")
        late = case.desk.at(work).queue(band="late")
    assert dict(queue.counts) == {"all": 2, "late": 1, "soon": 0, "fine": 0, "held": 1}
    assert [(each.petition.id, each.band) for each in queue.items] == [(other, "late"), (case.id, "held")]
    assert [each.petition.id for each in held.items] == [case.id]
    assert [each.petition.id for each in late.items] == [other]
    assert held.items[0].left > 0
    assert held.items[0].petition.held == seoul("2026-09-21T10:00")
