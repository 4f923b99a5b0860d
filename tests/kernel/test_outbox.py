"""The outbox: what is to be done after a commit is done at least once, by one worker at a time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest

from egovframe.kernel.errors import Conflict
from egovframe.kernel.events import Event
from egovframe.kernel.outbox import BATCH, LEASE, MOST_TRIES, Task, Worker, outbox, retry, waiting
from tests.kernel.place import SmallOffice, things
from tests.support.deeds import deed


class Opened(Event):
    """A case was opened."""

    name: ClassVar[str] = "case.opened"
    case: str


def emit(office: SmallOffice, *cases: str) -> None:
    """Open cases, each in a unit of work of its own."""
    for case in cases:
        with office.work() as work:
            work.emit(Opened(case=case))


def wait(office: SmallOffice) -> list[tuple[int, str | None]]:
    """Return how often each task was tried, and whether it was given up."""
    with office.database.read() as conn:
        return [(row.tries, row.given_up) for row in waiting(conn)]


def failing(_task: Task) -> None:
    """Fail, quoting nothing personal."""
    raise RuntimeError("the post is closed")


def test_a_task_is_done_once_and_gone(office_on_both: SmallOffice) -> None:
    """The follower gets the event as it was emitted; the worker was woken after the commit."""
    done: list[tuple[str, int]] = []
    office_on_both.observers.later(Opened, "post", lambda task: done.append((task.event.case, task.tries)))
    emit(office_on_both, "1", "2")
    assert (office_on_both.woken, done) == (2, [])
    worker = Worker(office_on_both)
    assert (worker.run_once(), worker.run_once()) == (2, 0)
    assert done == [("1", 1), ("2", 1)]
    assert wait(office_on_both) == []


def test_nothing_waits_for_what_was_rolled_back(office: SmallOffice) -> None:
    """Task and deed are one transaction."""
    office.observers.later(Opened, "post", failing)
    with pytest.raises(ZeroDivisionError), office.work() as work:
        work.emit(Opened(case=str(1 // len(work.keys))))
    assert wait(office) == []
    assert office.woken == 0


def test_a_deed_and_the_end_of_its_task_are_one_commit(office_on_both: SmallOffice) -> None:
    """A deed that fails leaves nothing of itself, and its task waits for another try."""
    office, broken = office_on_both, [True]

    def keep(task: Task) -> None:
        with task.work("keeping") as work:
            work.insert(things, {"id": task.event.case, "colour": None, "size": task.tries})
            work.note(deed("thing.kept"))
            if broken.pop():
                raise RuntimeError("the power failed")

    office.observers.later(Opened, "keep", keep)
    emit(office, "1")
    worker = Worker(office)
    worker.run_once()
    assert (office.rows(), wait(office)) == ([], [(1, None)])
    broken.append(False)
    office.time.forward(seconds=2)
    worker.run_once()
    assert ([row["size"] for row in office.rows()], wait(office)) == ([2], [])


@pytest.mark.asvs("V16.5.2")
def test_tries_are_spaced_out_and_given_up(office_on_both: SmallOffice) -> None:
    """After 2, 4, 8… seconds, at most an hour; the error is kept; `retry` begins again."""
    office = office_on_both
    office.observers.later(Opened, "post", failing)
    emit(office, "1")
    worker = Worker(office)
    for tries in range(1, MOST_TRIES + 1):
        assert worker.run_once() == 1
        office.time.forward(seconds=min(2**tries, 3600) - 0.001)
        assert worker.run_once() == 0
        office.time.forward(seconds=0.001)
    office.time.forward(days=30)
    assert worker.run_once() == 0
    with office.database.read() as conn:
        (row,) = waiting(conn)
    assert (row.tries, row.error, row.given_up is None) == (MOST_TRIES, "RuntimeError: the post is closed", False)
    with office.database.write() as conn:
        assert retry(conn, now=office.clock.now(), task_id="another") == 0
        assert retry(conn, now=office.clock.now()) == 1
    assert worker.run_once() == 1


def test_a_task_of_a_worker_that_died_is_taken_over(office_on_both: SmallOffice) -> None:
    """Not before its lease is over; the dead worker, should it come back, finishes nothing twice."""
    office, done = office_on_both, list[str]()
    office.observers.later(Opened, "post", lambda task: done.append(task.worker))
    emit(office, "1")
    died, other = Worker(office), Worker(office)
    (row,) = died._claim()
    assert other.run_once() == 0
    office.time.forward(seconds=LEASE.total_seconds() + 0.001)
    (taken,) = other._claim()
    assert taken.tries == 2
    task = Task(row.id, Opened(case="1"), office, died.name, row.tries)

    def late() -> None:
        with task.work() as work:
            work.insert(things, {"id": "1", "colour": None, "size": 1})
            work.note(deed("thing.kept"))

    with pytest.raises(Conflict, match="took this task over"):
        late()
    assert office.rows() == []
    other._do(taken)
    assert (done, wait(office)) == ([other.name], [])


def test_a_task_that_nobody_follows_any_more_waits(office: SmallOffice) -> None:
    """A release without the follower loses nothing."""
    office.observers.later(Opened, "post", failing)
    emit(office, "1")
    office.observers._later.clear()
    Worker(office).run_once()
    with office.database.read() as conn:
        (row,) = waiting(conn)
    assert row.error.startswith("NotFound: Nobody follows case.opened as 'post'")


def test_two_workers_do_each_task_once(office_on_both: SmallOffice) -> None:
    """More than a batch of tasks, three workers at once: none is left out, none done twice."""
    office, done, lock = office_on_both, list[str](), threading.Lock()

    def note(task: Task) -> None:
        with lock:
            done.append(task.event.case)

    office.observers.later(Opened, "post", note)
    with office.work() as work:
        for number in range(BATCH + 20):
            work.emit(Opened(case=str(number)))

    def run(worker: Worker) -> None:
        while worker.run_once():
            pass

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(run, [Worker(office) for _ in range(3)]))
    assert sorted(done, key=int) == [str(number) for number in range(BATCH + 20)]
    assert office.rows(outbox) == []


def test_the_workers_thread_is_woken_and_stops(office: SmallOffice) -> None:
    """A wake is enough, long before the next poll; stopping ends the thread."""
    done = threading.Event()
    office.observers.later(Opened, "post", lambda _task: done.set())
    worker = Worker(office, poll_seconds=600)
    worker.start()
    try:
        emit(office, "1")
        worker.wake()
        assert done.wait(30)
    finally:
        worker.stop()
    assert worker._thread is not None
    assert not worker._thread.is_alive()
    assert wait(office) == []
