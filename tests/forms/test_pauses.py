"""Pauses: what stops the clock, as it is written in data and on the command line."""

from __future__ import annotations

from datetime import date

import pytest

from egovframe.forms.builtin.kr import REASONS, STATUTE
from egovframe.forms.pauses import Pause, PauseError, parse_pause, stretches
from egovframe.kernel.text import LANGUAGES

PAUSE = Pause(date(2026, 5, 4), date(2026, 5, 6), "supplement")


def test_three_ways_to_write_the_same_pause() -> None:
    """Text, mapping and value."""
    mapping = {"from": "2026-05-04", "to": "2026-05-06", "reason": "supplement"}
    assert parse_pause(str(PAUSE)) == parse_pause(mapping) == parse_pause(PAUSE) == PAUSE


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2026-05-04",
        "2026-05-04..2026-05-06",
        "2026-05-06..2026-05-04:hearing",
        "2026-02-30..2026-03-01:hearing",
        5,
        {"from": "2026-05-04", "to": "2026-05-06"},
        {"from": 1, "to": 2, "reason": "hearing"},
        {"from": "2026-05-04", "to": "2026-05-06", "reason": "hearing", "x": 1},
    ],
)
def test_what_is_no_pause_says_how_to_write_one(written: object) -> None:
    """Unknown reasons, dates that do not exist, an end before the start, members too few or too many."""
    with pytest.raises(PauseError) as caught:
        parse_pause(written)  # type: ignore[arg-type]
    assert caught.value.hint


def test_every_korean_reason_has_words_and_an_article() -> None:
    """영20, 행정절차법 시행령 11 and 영7의2③."""
    assert len(REASONS) == 7
    for reason in REASONS:
        assert set(reason.name.as_dict()) >= set(LANGUAGES)
        assert reason.article.startswith("민원 처리에 관한 법률 시행령")
        assert STATUTE.reason(reason.key) is reason
    assert STATUTE.reason("supplement").name.in_("en").startswith("waiting for a supplement")


def test_a_reason_that_the_law_does_not_know_stops_no_clock() -> None:
    """The rules say which reasons there are."""
    with pytest.raises(PauseError, match="holiday") as caught:
        STATUTE.reason("holiday")
    assert "supplement, transfer" in caught.value.hint


def test_overlapping_and_touching_pauses_are_one_stretch() -> None:
    """A day is left out once, whatever the number of reasons."""
    day = date(2026, 5, 1).toordinal()
    pauses = [
        Pause(date(2026, 5, 10), date(2026, 5, 12), "hearing"),
        Pause(date(2026, 5, 1), date(2026, 5, 3), "supplement"),
        Pause(date(2026, 5, 2), date(2026, 5, 2), "hearing"),
        Pause(date(2026, 5, 4), date(2026, 5, 5), "inspection"),
    ]
    assert stretches(pauses) == [(day, day + 5), (day + 9, day + 12)]
    assert stretches([]) == []
