"""Pauses and extensions of the limit."""

from __future__ import annotations

import pytest

from egovframe.forms.events import DeadlineMoved, Extended
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid
from tests.forms.course import Case
from tests.forms.desk import Desk


def day(desk: Desk, case: Case) -> str:
    """The day on which the case is due."""
    return f"{desk.forms.calendar.local(case.now().due):%Y-%m-%d}"


def test_decree_21_1_once_by_at_most_the_limit_with_reasons(desk: Desk) -> None:
    """Seven days are extended by seven at most, in days; the reason and the new date are told at once."""
    case = Case(desk)
    told: list[tuple[int, bool]] = []
    moved: list[str] = []
    desk.observers.on(Extended, lambda event, _: told.append((event.nth, event.consented)))
    desk.observers.on(DeadlineMoved, lambda event, _: moved.append(event.why))
    for by, reason in (("8d", "조사"), ("1w", "조사"), ("3d", " "), ("soon", "조사")):
        with pytest.raises(Invalid):
            case.officer(Petitions.extend, by, reason)
    assert day(desk, case) == "2026-10-01"
    case.officer(Petitions.extend, "7d", "현장 조사가 길어집니다.")
    assert (day(desk, case), told, moved) == ("2026-10-14", [(1, False)], ["extension"])
    assert case.course()[-1] == "extended"


def test_decree_21_2_a_second_time_with_consent(desk: Desk) -> None:
    """Said by the officer how it was given, or given by the holder; not a third time."""
    case = Case(desk)
    case.officer(Petitions.extend, "3d", "조사")
    with pytest.raises(Invalid, match="consent"):
        case.officer(Petitions.extend, "3d", "조사")
    case.officer(Petitions.extend, "3d", "조사", consent="9월 28일 전화")
    assert desk.facts.last("petition.extended").details["consented"] == 1
    with pytest.raises(Conflict, match="twice already"):
        case.officer(Petitions.extend, "3d", "조사", consent="전화")


def test_decree_21_2_the_holder_consents_or_declines(desk: Desk) -> None:
    """Asked after the first extension only; consenting extends by what was asked for, declining leaves the limit."""
    case = Case(desk)
    with pytest.raises(Conflict, match="first extension"):
        case.officer(Petitions.ask_consent, "2d", "조사")
    case.officer(Petitions.extend, "3d", "조사")
    assert "consent" not in case.holders()
    case.officer(Petitions.ask_consent, "2d", "자료를 기다립니다.")
    before = day(desk, case)
    case.holder(Petitions.decline)
    assert (day(desk, case), "consent" in case.holders()) == (before, False)
    case.officer(Petitions.ask_consent, "2d", "자료를 기다립니다.")
    case.holder(Petitions.consent)
    details = desk.facts.last("petition.extended").details
    assert (details["by"], details["nth"], details["consented"]) == ("2d", 2, 1)
    assert day(desk, case) > before


def test_decree_20_a_pause_stops_the_clock(desk: Desk) -> None:
    """For a reason that the jurisdiction has; a supplement is asked for in its own way."""
    case = Case(desk)
    for reason, words in (("supplement", "사진"), ("holiday", "휴가"), ("inspection", "")):
        with pytest.raises(Invalid):
            case.officer(Petitions.pause, reason, words)
    case.officer(Petitions.pause, "inspection", "시설 검사")
    assert case.now().held is not None
    with pytest.raises(Conflict, match="stands still"):
        case.officer(Petitions.pause, "hearing", "청문")
    desk.time.forward(days=1)
    before = day(desk, case)
    case.officer(Petitions.resume)
    assert (case.now().held, day(desk, case) > before) == (None, True)
    with pytest.raises(Conflict, match="runs already"):
        case.officer(Petitions.resume)
