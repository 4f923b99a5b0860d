"""Whoever is outside is asked within their time; only a question that outlived it counts as hanging."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from egovframe.kernel.patience import MOST_HANGING, NoAnswer, Outsider


class Refused(Exception):
    """An answer of its own."""


@pytest.fixture
def stuck() -> Iterator[threading.Event]:
    """Hangs whoever waits for it, until the test lets go."""
    go = threading.Event()
    yield go
    go.set()


def hanging(outsider: Outsider, stuck: threading.Event) -> None:
    """Ask what is not answered in time."""
    with pytest.raises(NoAnswer):
        outsider.ask(lambda: stuck.wait(60))()


def test_what_is_said_is_returned() -> None:
    """Also a nothing that was said."""
    outsider = Outsider("bank", seconds=30)
    assert outsider.ask(lambda: "yes")() == "yes"
    assert outsider.ask(lambda: None)() is None


def test_a_refusal_is_an_answer() -> None:
    """Where who asks says so; it reaches them as it is, and nothing of it the log."""

    def refuse() -> None:
        raise Refused

    with pytest.raises(Refused):
        Outsider("bank", seconds=30).ask(refuse, refusals=(Refused,))()


@pytest.mark.parametrize("error", [Refused("secret-of-hong"), TimeoutError("secret-of-hong"), SystemExit(1)])
def test_whatever_else_goes_wrong_is_no_answer(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    """The log names whom and the type of the error, and nothing that was said; it does not count as hanging."""

    def fail() -> None:
        raise error

    outsider = Outsider("bank", seconds=30)
    with caplog.at_level(logging.DEBUG):
        for _ in range(MOST_HANGING + 1):
            with pytest.raises(NoAnswer):
                outsider.ask(fail)()
    assert f"bank did not answer: {type(error).__name__}" in caplog.text
    assert "secret-of-hong" not in caplog.text
    assert outsider.ask(lambda: "yes")() == "yes"


def test_after_its_time_nobody_waits(stuck: threading.Event, caplog: pytest.LogCaptureFixture) -> None:
    """The time runs from the question, so that several who are asked at once are waited for as long as one."""
    outsider = Outsider("bank", seconds=0.05)
    answers = [outsider.ask(lambda: stuck.wait(60)) for _ in range(2)]
    began = time.monotonic()
    for answer in answers:
        with pytest.raises(NoAnswer):
            answer()
    assert time.monotonic() - began < 30
    assert "bank did not answer within 0.05 seconds" in caplog.text


def test_with_too_many_hanging_no_other_is_asked_until_one_ends(stuck: threading.Event) -> None:
    """Threads do not pile up behind one that is dead; it is asked again once it answers."""
    outsider = Outsider("bank", seconds=0.02)
    for _ in range(MOST_HANGING):
        hanging(outsider, stuck)
    asked: list[int] = []
    with pytest.raises(NoAnswer):
        outsider.ask(lambda: asked.append(1))()
    assert asked == []
    stuck.set()
    deadline = time.monotonic() + 30
    while not asked:
        assert time.monotonic() < deadline, "it is never asked again"
        try:
            outsider.ask(lambda: asked.append(1))()
        except NoAnswer:
            time.sleep(0.01)


def test_one_that_hangs_less_than_that_is_still_asked(stuck: threading.Event) -> None:
    """A question that hung and ended leaves nothing behind."""
    outsider = Outsider("bank", seconds=0.02)
    for _ in range(MOST_HANGING - 1):
        hanging(outsider, stuck)
    asked = threading.Event()
    outsider.ask(asked.set)
    assert asked.wait(30)


def test_many_at_once_are_all_answered() -> None:
    """However many ask at the same moment: what is answered in time does not hang."""
    many = MOST_HANGING * 3
    together = threading.Barrier(many)
    outsider = Outsider("bank", seconds=60)
    with ThreadPoolExecutor(many) as people:
        places = list(people.map(lambda _: outsider.ask(lambda: together.wait(30))(), range(many)))
    assert sorted(places) == list(range(many))


def test_without_a_thread_left_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can start no thread goes on, and asks again later."""

    def none(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    outsider = Outsider("bank", seconds=30)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", none)
        answer = outsider.ask(lambda: "yes")
    with pytest.raises(NoAnswer):
        answer()
    assert outsider.ask(lambda: "yes")() == "yes"
