"""Whether the process runs and whether it can serve."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from egovframe.testing import SetClock, open_office
from egovframe.web import build, health
from egovframe.web.application import Application
from tests.web.client import Browser
from tests.web.desk.hall import haneul
from tests.web.fakes import FakeOffice


def test_a_city_that_is_open(tmp_path: Path) -> None:
    """A process that runs says so under any Host; an office that works is ready."""
    with open_office(haneul(), tmp_path) as office:
        browser = Browser(build(office))
        assert browser.get("/healthz", headers={"host": "10.0.0.7:9"}).text == "ok\n"
        ready = browser.get("/readyz", headers={"host": "anything.example"})
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        assert ready.json()["degraded"] == []


def test_sealing_that_is_behind_is_said_and_the_city_goes_on(tmp_path: Path) -> None:
    """A fact that waits longer than the setting allows makes the city degraded, not unready."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock, audit={"behind_after": "PT30S"}) as office:
        browser = Browser(build(office))
        for seconds, degraded in ((20, []), (20, ["sealing"])):
            clock.forward(seconds=seconds)
            answer = browser.get("/readyz")
            assert (answer.status_code, answer.json()["degraded"]) == (200, degraded)
        office.seal()
        assert browser.get("/readyz").json()["degraded"] == []


def test_a_database_that_is_gone(tmp_path: Path) -> None:
    """A part that does not answer makes the city not ready, by name and without its words; the process still runs."""
    office = FakeOffice(tmp_path)
    office.storage = SimpleNamespace(exists=lambda _name: False)
    browser = Browser(Application(office, health.areas))
    ready = browser.get("/readyz")
    assert ready.status_code == 503
    assert ready.json() == {"ready": False, "degraded": [], "parts": {"database": "failed", "storage": "ok"}}
    assert browser.get("/healthz").status_code == 200
