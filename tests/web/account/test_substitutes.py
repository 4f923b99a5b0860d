"""My substitutes: lent, acted by, given back and ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from tests.web.desk.hall import CONSOLE, Hall, haneul

HERE, LEND = "/account/substitutes", "/account/substitutes/lend"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """The town hall."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock) as office:
        yield Hall(office, clock)


def test_lent_used_and_ended(hall: Hall) -> None:
    """The substitute sees the desk while acting, every page names both, and nothing of it is left at the end."""
    receipt = hall.petition()
    kim, lee = hall.officer("kim", "road-officer"), hall.officer("lee")
    assert lee.get("/desk").status_code == 403
    entered = {"to": "lee", "roles": ["road-officer"], "until": "2026-09-30", "reason": "휴가"}
    lent = kim.send(kim.get(LEND), LEND, entered, follow=True)
    assert "Lent." in lent.text
    assert "Road officer" in lent.text
    mine = lee.get(HERE)
    assert "Act for kim" in mine.text
    acting = lee.send(mine, HERE + "/act", {}, follow=True)
    assert "lee acting for kim" in acting.text
    assert receipt in lee.get("/desk").text
    assert "lee acting for kim" in lee.get("/").text
    stopped = lee.send(acting, "/account/acting/stop", {}, follow=True)
    assert "You act for yourself again." in stopped.text
    assert lee.get("/desk").status_code == 403
    ended = kim.send(kim.get(HERE), HERE + "/end", {}, follow=True)
    assert "It has ended." in ended.text
    assert "1 of before" in ended.text
    gone = lee.send(mine, HERE + "/act", {}, follow=True)
    assert "it may have ended" in gone.text
    assert [len(hall.facts(f"delegation.{each}")) for each in ("made", "ended")] == [1, 1]


def test_faults(hall: Hall) -> None:
    """Nobody, no end, too long, no reason, a role not held: at the field, what was typed kept, nothing lent."""
    kim = hall.officer("kim", "road-officer")
    hall.officer("lee")
    page = kim.get(LEND)
    good = {"to": "lee", "until": "2026-09-30", "reason": "휴가"}
    for wrong, field in (
        ({"to": "nobody"}, "to"),
        ({"to": "kim"}, "to"),
        ({"until": ""}, "until"),
        ({"until": "2027-12-31"}, "until"),
        ({"since": "2026-09-01"}, "since"),
        ({"reason": ""}, "reason"),
        ({"roles": ["admin"]}, "roles"),
    ):
        refused = kim.send(page, LEND, {**good, **wrong})
        assert refused.status_code == 422, wrong
        assert f'href="#lend-{field}"' in refused.text, wrong
    assert "휴가" in refused.text
    assert hall.facts("delegation.made") == []


def test_who_cannot_lend(hall: Hall) -> None:
    """A citizen has no substitutes to name; roles held apart are not brought together."""
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.add("lee")
    hall.officer("kim")
    kim = hall.signed_in("kim")
    assert "Only an officer who holds roles" in kim.get(LEND).text
    refused = kim.send(kim.get(LEND), LEND, {"to": "lee", "until": "2026-09-30", "reason": "휴가"})
    assert refused.status_code == 422
