"""How guessing is slowed down: the rule itself, on a clock that a test sets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.auth import AuthSettings, TooManyTries
from egovframe.auth.throttle import Throttle
from tests.auth.gatehouse import Gatehouse


def test_the_wait_is_nothing_at_first_then_doubles_up_to_the_longest(small: Gatehouse) -> None:
    """Ten free tries, then 2, 4, 8 … seconds, never more than fifteen minutes."""
    throttle = Throttle(small.database, small.cabinet, AuthSettings())
    waits = [throttle.wait(failures).total_seconds() for failures in (0, 9, 10, 11, 12, 18, 19, 20, 10_000)]
    assert waits == [0, 0, 2, 4, 8, 512, 900, 900, 900]


def test_keys_say_nothing_about_names_and_addresses(small: Gatehouse) -> None:
    """What is kept cannot be read back; a device known to the account counts by itself."""
    throttle = Throttle(small.database, small.cabinet, AuthSettings())
    stranger, owner = throttle.about("kim", "198.51.100.7"), throttle.about("kim", "198.51.100.7", device="d")
    assert "kim" not in stranger.name
    assert "198.51.100" not in stranger.address
    assert stranger.name != owner.name
    assert stranger.address == owner.address
    assert (stranger.device, owner.device) == (False, True)


def test_a_clock_that_is_set_back_locks_nobody_out_for_longer(small: Gatehouse) -> None:
    """The wait is never longer than the longest, whatever the stored moment says."""
    settings = AuthSettings(free_tries=1, longest_wait=timedelta(seconds=60))
    throttle = Throttle(small.database, small.cabinet, settings)
    attempt = throttle.about("kim", "")
    for _ in range(1):
        throttle.count(attempt, small.time.now())
    with pytest.raises(TooManyTries) as waiting:
        throttle.check(attempt, small.time.now() - timedelta(days=365))
    assert waiting.value.retry_after <= 60


def test_counts_of_an_address_begin_anew_after_the_window(small: Gatehouse) -> None:
    """Ten minutes later the address is as good as any other."""
    throttle = Throttle(small.database, small.cabinet, AuthSettings(address_tries=1))
    throttle.count(throttle.about("a", "198.51.100.7"), small.time.now())
    with pytest.raises(TooManyTries):
        throttle.count(throttle.about("b", "198.51.100.7"), small.time.now())
    small.time.forward(minutes=10)
    assert throttle.count(throttle.about("b", "198.51.100.7"), small.time.now()).failures == 1
