"""The measures of a whole office."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel import outbox
from egovframe.kernel.events import Event
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.office.conftest import CONSOLE


def told(office: Office) -> dict[str, float]:
    """Return the measures of the outbox by name."""
    return {
        each.name.removeprefix("egovframe_outbox_"): each.value
        for each in office.measures()
        if each.name.startswith("egovframe_outbox_")
    }


def test_the_outbox_is_measured_beside_the_trail(office: Office, clock: SetClock) -> None:
    """Tasks that wait, for how long one is overdue, and those that were given up."""
    assert told(office) == {"waiting": 0, "lag_seconds": 0, "given_up": 0}
    with office.work(by=CONSOLE) as work:
        outbox.post(work.conn, Nobody(), ["one", "two"], at=work.at)
        work.note(outbox.RETRIED, details={"count": 2})
    clock.forward(seconds=90)
    assert told(office) == {"waiting": 2, "lag_seconds": 90, "given_up": 0}
    with office.database.write() as conn:
        conn.execute(outbox.outbox.update().where(outbox.outbox.c.follower == "one").values(given_up="now"))
    assert told(office) == {"waiting": 1, "lag_seconds": 90, "given_up": 1}
    assert any(each.name == "egovframe_trail_size" for each in office.measures())


class Nobody(Event):
    """An event that nobody follows."""

    name: ClassVar[str] = "nobody.follows"
