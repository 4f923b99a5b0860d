"""The outbox: what waits, what was given up, and trying again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.forms.events import Closed
from egovframe.kernel.outbox import MOST_TRIES
from egovframe.testing import SetClock, open_office
from tests.web.client import Browser
from tests.web.desk.hall import SCRIPT, Hall, haneul


class Kept:
    """Follows closed petitions; fails as long as it is told to."""

    def __init__(self) -> None:
        self.fails = True
        self.done = 0

    def __call__(self, task: object) -> None:
        """Do the task, or fail with something that looks like markup."""
        if self.fails:
            raise RuntimeError(SCRIPT)
        self.done += 1


@pytest.fixture
def kept() -> Kept:
    """A follower that fails."""
    return Kept()


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock, kept: Kept) -> Iterator[Hall]:
    """A town hall in which something fails after every closing."""
    app = haneul()
    app.later(Closed, name="tell-statistics", may=())(kept)
    with open_office(app, tmp_path, clock=clock) as office:
        yield Hall(office, clock)


def test_given_up_and_tried_again(hall: Hall, kept: Kept) -> None:
    """A task that failed twelve times is shown with its error; trying it again does it, and is a fact."""
    root = hall.officer("root", "admin", unit=None)
    assert "Nothing waits." in root.get("/admin/outbox").text
    close_one(hall, hall.officer("kim", "road-officer"))
    waiting = root.get("/admin/outbox").text
    assert "Waiting: 1" in waiting
    assert SCRIPT not in waiting
    assert "RuntimeError: &lt;script&gt;" in waiting
    for _ in range(MOST_TRIES):
        hall.clock.forward(hours=2)
        hall.office.run_due_tasks()
    root = hall.signed_in("root")
    page = root.get("/admin/outbox")
    assert "Given up: 1" in page.text
    kept.fails = False
    assert root.send(page, "/admin/outbox/retry", {"task": "nothing"}).status_code == 404
    again = root.send(page, "/admin/outbox/retry", {}, follow=True)
    assert "1 task is due now." in again.text
    hall.office.run_due_tasks()
    assert kept.done == 1
    assert "Nothing waits." in root.get("/admin/outbox").text
    assert hall.facts("outbox.retried")[0]["details"] == {"count": 1}


def close_one(hall: Hall, kim: Browser) -> None:
    """Have an officer answer a petition, and the worker do what follows."""
    receipt = hall.petition()
    kim.send(kim.get(f"/desk/petitions/{receipt}"), f"/desk/petitions/{receipt}/answer", {"text": "메웠습니다."})
    hall.office.run_due_tasks()
