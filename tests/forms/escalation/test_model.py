"""Ladders as data: what holds, and which rung is reached."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe import App
from egovframe.forms.escalation.model import OFFICE, Ladder, Rung, by_form
from egovframe.kernel.errors import DeclarationError

DAY = 480


def test_the_offices_ladder_is_reached_rung_by_rung() -> None:
    """Of a limit of seven days, by the office time that is left."""
    places = {None: 6, "half": 3, "most": 1.4, "day": 1, "breach": 0, "after": -3}
    for name, days in places.items():
        rung = OFFICE.last_reached(int(days * DAY), limit=7 * DAY, day=DAY)
        assert (rung.name if rung else None) == name
    assert OFFICE.last_reached(3 * DAY + DAY // 2 + 1, limit=7 * DAY, day=DAY) is None


def test_in_a_limit_of_hours_a_day_before_comes_first() -> None:
    """The order is that of the clock, not that in which rungs were declared; a day before the receipt is no rung."""
    two_days = OFFICE.last_reached(DAY, limit=2 * DAY, day=DAY)
    assert two_days is not None
    assert two_days.name in ("day", "half")
    assert OFFICE.last_reached(100, limit=180, day=DAY) is None
    assert OFFICE.last_reached(DAY - 1, limit=DAY, day=DAY) is None
    rung = OFFICE.last_reached(80, limit=180, day=DAY)
    assert rung is not None
    assert rung.name == "half"


@pytest.mark.parametrize(
    "rungs",
    [
        [],
        [Rung("a", ("handler",), days=0), Rung("a", ("head",), days=1)],
        [Rung("a", ("handler",))],
        [Rung("a", ("handler",), share=50, days=1)],
        [Rung("a", ("handler",), share=0)],
        [Rung("a", ("handler",), share=100)],
        [Rung("a", ("handler",), days=61)],
        [Rung("a", (), days=1)],
        [Rung("a", ("mayor",), days=1)],  # type: ignore[arg-type]
    ],
)
def test_what_does_not_hold_is_refused(rungs: list[Rung]) -> None:
    """By the ladder's form and the rung, with what to write."""
    with pytest.raises(DeclarationError, match="ladder of 'pothole'"):
        Ladder(tuple(rungs), form="pothole")


def test_a_ladder_is_data_and_comes_back() -> None:
    """With the same digest; what is no ladder says what is missing."""
    again = Ladder.parse(OFFICE.text())
    assert again == OFFICE
    assert again.digest == OFFICE.digest
    broken: list[Any] = [{}, {"rungs": [{"name": "a"}]}, {"rungs": 7}]
    for document in broken:
        with pytest.raises(DeclarationError, match="not complete"):
            Ladder.parse(document)


def test_one_ladder_a_form() -> None:
    """Two are refused; the office's own stands where none is declared, and a name without a form is a problem."""
    mine = Ladder(OFFICE.rungs, form="pothole")
    with pytest.raises(DeclarationError, match="twice"):
        by_form([mine, mine])
    assert by_form([mine])["*"] is OFFICE
    app = App("City")
    app.ladder(mine)
    assert any("ladder of 'pothole'" in line for line in app.problems())
    with pytest.raises(DeclarationError):
        app.ladder(mine)


def test_every_rung_says_when_in_both_languages() -> None:
    """With one day and with more."""
    rungs = [*OFFICE.rungs, Rung("two", ("handler",), days=-2), Rung("one", ("handler",), days=1)]
    assert [rung.words.in_("en") for rung in rungs[-2:]] == ["2 working days left", "1 working day overdue"]
    assert all(rung.words.in_("ko") != rung.words.in_("en") for rung in rungs)
