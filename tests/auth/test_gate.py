"""The gate for costly work: so many at once, so many waiting, the others are told at once."""

from __future__ import annotations

import threading

import pytest

from egovframe.auth.gate import Gate
from egovframe.kernel.errors import Busy


def test_one_enters_one_waits_and_the_third_is_told() -> None:
    """With one place and a queue of one; a place that comes free goes to who waits."""
    gate = Gate(1, queue=1, seconds=20)
    inside, leave, entered = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with gate.entered():
            inside.set()
            leave.wait(20)

    def second() -> None:
        with gate.entered():
            entered.set()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    while gate._waiting == 0:
        pass
    with pytest.raises(Busy, match="Too many people"), gate.entered():
        pass
    assert not entered.is_set()
    leave.set()
    assert entered.wait(20)
    for thread in threads:
        thread.join(20)


def test_nobody_waits_longer_than_said_and_a_place_is_given_back_after_an_error() -> None:
    """The wait ends with Busy; an error inside leaves no place taken."""
    gate = Gate(1, queue=5, seconds=0.01)
    with gate.entered(), pytest.raises(Busy, match="too long"), gate.entered():
        pass
    with pytest.raises(ValueError, match="inside"), gate.entered():
        raise ValueError("inside")
    with gate.entered():
        pass
