"""The forecast: what will be late, from how long others took."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

from egovframe.forms.statistics.forecast import Durations, Open, forecast

NOW = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)


def waiting(receipt: str, elapsed: int, left: int, form: str = "pothole", days: int = 1) -> Open:
    """An open petition that has been open so long and has so much left, in tenths of a working day."""
    return Open(receipt, form, "roads", NOW + timedelta(days=days), elapsed, left)


def test_risk() -> None:
    """Of ten that took at least as long, two took longer than there is left: 2.5 of 11."""
    took = Durations(Counter({5: 7, 20: 8, 60: 2}))
    assert took.risk(10, 30) == (2.5 / 11, 10)
    assert took.risk(0, 10) == (10.5 / 18, 17)


def test_nothing_known() -> None:
    """Without anything to compare the odds are even; what is late already is certain."""
    assert Durations({}).risk(10, 10) == (0.5, 0)
    assert Durations({1: 100}).risk(10, -1) == (1.0, 0)


def test_sums() -> None:
    """The likeliest first; weeks hold what is not late yet; expected is the sum of the risks."""
    took = {"pothole": Counter({10: 90, 90: 10})}
    found = forecast(
        [waiting("A", 2, 30), waiting("B", 20, 30), waiting("C", 90, -1, days=-1), waiting("D", 2, 95, days=9)],
        took,
        most=3,
    )
    assert [risk.petition.receipt for risk in found.risks] == ["C", "B", "A"]
    assert (found.open, found.late) == (4, 1)
    assert [(due.week, due.open) for due in found.weeks] == [("2026-W39", 2), ("2026-W40", 1)]
    assert found.expected == 1 + sum(due.expected for due in found.weeks)
    assert found.risks[0].late
    assert found.risks[1].compared == 10


def test_it_holds() -> None:
    """Over many drawn cases the number that was expected to be late comes true, within the noise."""
    random = Random(20260921)
    took = Counter(int(random.lognormvariate(3, 0.7)) for _ in range(4000))
    known = Durations(took)
    expected = late = 0.0
    for _ in range(4000):
        whole, elapsed, left = int(random.lognormvariate(3, 0.7)), random.randrange(0, 30), random.randrange(0, 40)
        if whole >= elapsed:  # it is still open
            expected += known.risk(elapsed, left)[0]
            late += whole > elapsed + left
    assert abs(expected - late) < 0.05 * late
