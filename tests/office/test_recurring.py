"""What the office does by itself: again and again, whatever becomes of one time, until it stops."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from egovframe.kernel.permissions import Actor
from egovframe.office.recurring import Recurring
from egovframe.testing import SetClock, open_office
from tests.auth.test_departures import Staff
from tests.office.city import PASSWORD, haneul


def test_it_is_done_again_after_a_failure() -> None:
    """The first time fails; the second is done all the same."""
    times, twice = [], threading.Event()

    def deed() -> None:
        times.append(1)
        if len(times) == 1:
            raise RuntimeError("not now")
        twice.set()

    recurring = Recurring("deed", deed, seconds=0.01)
    recurring.start()
    assert twice.wait(10)
    recurring.stop()
    done = len(times)
    assert not threading.Event().wait(0.1)
    assert len(times) == done, "it has stopped"


def test_what_never_began_can_be_stopped() -> None:
    """Nothing to wait for."""
    Recurring("deed", lambda: None, seconds=1).stop()


def test_an_office_that_runs_forgets_old_sessions_by_itself(tmp_path: Path) -> None:
    """What ended more than a week ago is gone from the database without anybody asking."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock, auth={"tidy_every": 0.05}) as office:
        with office.work(by=Actor.system("test")) as work:
            work.accounts.add("kim", password=PASSWORD)
        token, session = office.auth.sign_in("kim", PASSWORD)
        office.auth.sign_out(token)

        def kept() -> int:
            with office.database.read() as conn:
                return int(conn.exec_driver_sql("SELECT count(*) FROM sessions").scalar_one())

        assert kept() == 1, session.id
        clock.forward(days=60)
        office.start(worker=False)
        for _ in range(200):
            if not kept():
                break
            threading.Event().wait(0.05)
        office.stop()
        assert kept() == 0


def test_somebody_may_hurry_it() -> None:
    """It is done at once, and not again before its soonest time, however often it is hurried."""
    times: list[float] = []
    hurry, done = threading.Event(), threading.Event()

    def deed() -> None:
        times.append(time.monotonic())
        done.set()

    recurring = Recurring("deed", deed, seconds=60, hurry=hurry, soonest=0.3)
    recurring.start()
    assert not done.wait(0.1), "not before its time"
    for _ in range(2):
        hurry.set()
        assert done.wait(10)
        done.clear()
    hurry.set()
    begun = time.monotonic()
    recurring.stop()
    assert time.monotonic() - begun < 2, "it does not wait for its time to stop"
    assert len(times) == 2
    assert times[1] - times[0] >= 0.25


def test_an_office_that_runs_signs_out_whoever_left_the_directory(tmp_path: Path) -> None:
    """Without anybody asking, in the time that the settings say."""
    with open_office(haneul(), tmp_path, auth={"sources_every": 0.1}) as office:
        office.auth.sources["staff"] = staff = Staff()
        token, _ = office.auth.sign_in("park", "parkpark")
        office.start(worker=False)
        staff.left.add("park")
        for _ in range(200):
            if office.auth.session(token) is None:
                break
            threading.Event().wait(0.05)
        office.stop()
        assert office.auth.session(token) is None
        assert office.trail.search(action="session.ended")[0]["reason"] == "no longer known to staff"
