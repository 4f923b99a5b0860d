"""How often one may sign, in a burst and over a longer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from egovframe.forms.model import TooManyTries
from egovframe.forms.public.rates import Rate, Rates

NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)
BURST, DAY = Rate(3, 60), Rate(5, 86_400)


def taken(rates: Rates, at: datetime, tries: int) -> int:
    """How many of so many tries at one moment went through."""
    done = 0
    for _ in range(tries):
        try:
            rates.take([("address", BURST), ("address", DAY)], at)
        except TooManyTries:
            continue
        done += 1
    return done


def test_a_burst_is_let_through_and_then_waits() -> None:
    """So many at once; one more as soon as its share of the time is over."""
    rates = Rates()
    assert taken(rates, NOON, 10) == 3
    assert taken(rates, NOON + timedelta(seconds=19), 10) == 0
    assert taken(rates, NOON + timedelta(seconds=20), 10) == 1


def test_what_is_sustained_is_bounded_too() -> None:
    """Whoever comes slowly all day is stopped by the longer limit, and told for how long."""
    rates = Rates()
    assert taken(rates, NOON, 3) + taken(rates, NOON + timedelta(minutes=2), 3) == 5
    with pytest.raises(TooManyTries) as error:
        rates.take([("address", BURST), ("address", DAY)], NOON + timedelta(minutes=10))
    assert error.value.retry_after == 86_400 // 5 - 600
    assert taken(rates, NOON + timedelta(seconds=86_400 // 5), 3) == 1


def test_a_refused_try_counts_under_no_key() -> None:
    """A person whose neighbour used up the address loses nothing of its own."""
    rates = Rates()
    taken(rates, NOON, 3)
    for _ in range(5):
        with pytest.raises(TooManyTries):
            rates.take([("address", BURST), ("mail", Rate(1, 60))], NOON)
    rates.take([("mail", Rate(1, 60))], NOON)


def test_memory_stays_bounded() -> None:
    """A flood of addresses lets the oldest be forgotten."""
    rates = Rates(remembered=100)
    for number in range(1_000):
        rates.take([(f"address {number}", BURST)], NOON)
    assert len(rates) == 100


def test_a_clock_set_back_locks_nobody_out_for_longer() -> None:
    """What was counted is of another time; it begins anew."""
    rates, back = Rates(), NOON - timedelta(days=30)
    for _ in range(3):
        rates.take([("address", BURST)], NOON)
    rates.take([("address", BURST)], back)
