"""Sign-in history: what let somebody in and what failed, from where, by which policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth import SignInFailed
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.kernel.work import Origin
from egovframe.office.signins import SignIn
from egovframe.testing import open_office
from tests.web.desk.hall import CONSOLE, PASSWORD, Hall, haneul

HOME, AWAY = Origin(address="198.51.100.7", agent="Firefox"), Origin(address="203.0.113.9", agent="curl")


def history(hall: Hall, name: str, by: Actor = CONSOLE, **how: int) -> list[SignIn]:
    """What the office knows of the sign-ins of an account."""
    with hall.office.look(by=by, why="asked") as work:
        return list(work.sign_ins.of(name, **how))


def test_successes_and_failures(office_url: str, tmp_path: Path) -> None:
    """The newest first; a failure is found though the public log names nobody; others' failures are not."""
    from egovframe.testing import SetClock

    clock = SetClock()
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as office:
        hall = Hall(office, clock)
        with office.work(by=CONSOLE) as work:
            for name in ("kim", "lee"):
                work.accounts.add(name, password=PASSWORD)
        office.auth.sign_in("kim", PASSWORD, origin=HOME)
        clock.forward(seconds=60)
        for name, typed in (("KIM", "wrong"), ("lee", "wrong"), ("nobody", "kim")):
            with pytest.raises(SignInFailed):
                office.auth.sign_in(name, typed, origin=AWAY)
        failed, came = history(hall, "kim")
        assert (failed.kind, failed.address, failed.agent, failed.authenticator) == (
            "failed",
            "203.0.113.9",
            "curl",
            "password",
        )
        assert failed.reason
        assert (came.kind, came.address, came.methods, came.assurance) == ("succeeded", "198.51.100.7", ("pwd",), 1)
        assert came.policy == office.auth.access.registry.now.version
        assert came.at < failed.at
        assert [each.kind for each in history(hall, "lee")] == ["failed"]
        assert [each.fact for each in history(hall, "kim", limit=1)] == [failed.fact]


def test_who_may_look(tmp_path: Path) -> None:
    """One's own without a fact; anybody's by whoever manages accounts, and that is a fact; by nobody else."""
    from egovframe.testing import SetClock

    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock) as office:
        hall = Hall(office, clock)
        hall.officer("kim")
        hall.officer("looker", "looker", unit=None)
        _, kim = office.auth.sign_in("kim", PASSWORD)
        _, looker = office.auth.sign_in("looker", PASSWORD)
        assert len(history(hall, "kim", kim.actor)) == 2
        assert hall.facts("sign-in.shown") == []
        with pytest.raises(Forbidden):
            history(hall, "kim", looker.actor)
        history(hall, "kim")
        (shown,) = hall.facts("sign-in.shown")
        assert shown["subjects"] == [f"account:{kim.account}"]
        assert shown["details"] == {"count": 2}
