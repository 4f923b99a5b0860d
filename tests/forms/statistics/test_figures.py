"""Figures: sums of counts as people read them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import median as middle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.statistics.figures import figures_of, median, months_of
from egovframe.forms.statistics.model import Key

SINCE, UNTIL = date(2026, 8, 1), date(2026, 10, 20)
COUNTS = [
    ("2026-09", Key("pothole", "roads", "received", "web"), 6),
    ("2026-09", Key("pothole", "roads", "received", "api"), 2),
    ("2026-10", Key("wish", "parks", "received", "web"), 9),
    ("2026-10", Key("pothole", "roads", "decided", "answered"), 8),
    ("2026-10", Key("pothole", "roads", "timely", "", 1), 6),
    ("2026-10", Key("pothole", "roads", "timely", "", 0), 2),
    ("2026-10", Key("pothole", "roads", "taken", "", 12), 5),
    ("2026-10", Key("pothole", "roads", "taken", "", 40), 3),
    ("2026-10", Key("pothole", "roads", "spent", "received", 3), 8),
    ("2026-10", Key("pothole", "roads", "rated", "", 5), 3),
    ("2026-10", Key("pothole", "roads", "rated", "", 2), 1),
    ("2026-10", Key("pothole", "roads", "step", "extend"), 2),
]


def test_figures() -> None:
    """Months, forms, units, channels, outcomes, states and steps sum to the same whole."""
    found = figures_of(COUNTS, since=SINCE, until=UNTIL)
    whole = found.whole
    assert (whole.received, whole.decided, whole.on_time, whole.timed) == (17, 8, 0.75, 8)
    assert (whole.days, whole.content, whole.rated) == (1.2, 4.25, 4)
    assert [(line.name, line.received, line.decided) for line in found.months] == [
        ("2026-08", 0, 0),
        ("2026-09", 8, 0),
        ("2026-10", 9, 8),
    ]
    assert [(line.name, line.received) for line in found.forms] == [("pothole", 8), ("wish", 9)]
    assert [(line.name, line.received) for line in found.units] == [("parks", 9), ("roads", 8)]
    assert found.channels == {"web": 15, "api": 2}
    assert (found.outcomes, found.steps) == ({"answered": 8}, {"extend": 2})
    assert [(stay.state, stay.days, stay.times) for stay in found.stays] == [("received", 0.3, 8)]
    assert not found.hides


def test_hidden() -> None:
    """With a smallest number, small ones are None, and shares and means of few are not told."""
    found = figures_of(COUNTS, since=SINCE, until=UNTIL, smallest=5)
    assert found.hides
    assert found.channels == {"web": None, "api": None}  # 2 alone could be had from the sum
    assert (found.whole.rated, found.whole.content) == (None, None)
    assert found.whole.on_time == 0.75
    assert found.steps == {"extend": None}


def test_a_lonely_number_takes_another_with_it() -> None:
    """A form with three petitions hides a second one: the sum of all would tell."""
    counts = [
        ("2026-09", Key(form, "u", "received", "web"), number) for form, number in (("a", 3), ("b", 50), ("c", 9))
    ]
    found = figures_of(counts, since=SINCE, until=UNTIL, smallest=5)
    assert [line.received for line in found.forms] == [None, 50, None]
    assert found.whole.received == 62


@given(st.lists(st.integers(0, 300), min_size=1, max_size=60))
def test_median(tenths: list[int]) -> None:
    """The median of counted durations is the median of the durations (the standard library's)."""
    assert median(Counter(tenths)) == pytest.approx(middle(tenths) / 10)


def test_median_of_nothing() -> None:
    """Nothing has no median."""
    assert median(Counter()) is None


def test_months() -> None:
    """Months go over the end of a year."""
    assert months_of(date(2025, 11, 30), date(2026, 2, 1)) == ["2025-11", "2025-12", "2026-01", "2026-02"]
