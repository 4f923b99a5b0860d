"""The monthly review at the desk: the months, one with its lines, its file and its signature."""

from __future__ import annotations

from egovframe.office.falling_due import look_for_due
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/desk/supervision"


def test_a_month_is_looked_through_and_signed(hall: Hall) -> None:
    """By whoever supervises the unit; what is missing comes back beside its field, and it is signed once."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("supervisor", may=["petition.supervise", "petition.read"], reason="민원심사관")
    receipt = hall.petition()
    hall.clock.forward(days=45)
    look_for_due(hall.office)
    sim = hall.officer("sim", "supervisor", unit=None)
    first = sim.get(PATH)
    assert_sound(first, language="en")
    assert f'href="{PATH}/2026-10"' in first.text
    assert "3 working days overdue" in first.text
    page = sim.get(f"{PATH}/2026-10")
    assert_sound(page, language="en")
    assert receipt in page.text
    assert "Overdue and undecided" in page.text
    file = sim.get(f"{PATH}/2026-10/file.csv")
    assert file.headers["content-type"].startswith("text/csv")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Unit,What,Receipt")
    assert [receipt in line for line in lines[1:]] == [True]
    wrong = sim.send(page, f"{PATH}/2026-10", {"unit": "roads", "findings": " "})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    assert 'href="#sign-findings-roads"' in wrong.text
    done = sim.send(page, f"{PATH}/2026-10", {"unit": "roads", "findings": "담당자를 늘립니다."})
    after = sim.get(done.headers["location"])
    assert_sound(after, language="en")
    assert "The review is signed" in after.text
    assert "담당자를 늘립니다." in after.text
    again = sim.send(page, f"{PATH}/2026-10", {"unit": "roads", "findings": "또"})
    assert again.status_code == 409
    assert_sound(again, language="en")
    assert sim.get(f"{PATH}/2026-7").status_code == 422
    empty = sim.get(f"{PATH}/2026-08")
    assert_sound(empty, language="en")
    assert "Nothing was late" in empty.text


def test_only_who_supervises_looks(hall: Hall) -> None:
    """An officer of the unit does not, and the menu does not show it."""
    kim = hall.officer("kim", "road-officer")
    for path in (PATH, f"{PATH}/2026-10", f"{PATH}/2026-10/file.csv"):
        assert kim.get(path).status_code == 403
    assert PATH not in kim.get("/desk").text
