"""Days off by the command line: entered, listed, taken back, and what is due moves with them."""

from __future__ import annotations

from egovframe.kernel.permissions import Actor
from tests.cli.run_cli import Place

WORDS = ("--ko", "임시공휴일", "--en", "Temporary holiday", "--decree", "국무회의 의결")


def test_a_day_off_moves_what_is_due_and_may_be_taken_back(here: Place) -> None:
    """The day on which a petition is due becomes a day off: it is due on the next working day, until that is undone."""
    with here.office() as office, office.work(by=Actor.visitor()) as work:
        petition = work.petitions.submit("pothole", {"where": "12"}).petition
        day = office.forms.calendar.local(petition.due).date().isoformat()

    def due() -> str:
        found: str = here.run("petitions", "list", "--json").json[0]["due"]
        return found

    before = due()
    found = here.run("holidays", "declare", day, *WORDS, "--json").json
    assert (found["day"], found["unit"], found["decree"]) == (day, None, "국무회의 의결")
    assert due() > before
    assert [each["id"] for each in here.run("holidays", "list", "--json").json] == [found["id"]]
    assert day in here.run("holidays", "list").out
    assert here.run("holidays", "revoke", found["id"]).status == 0
    assert here.run("holidays", "list", "--json").json == []
    assert due() == before


def test_what_cannot_be_entered(here: Place) -> None:
    """A Sunday, an unknown unit, something that was never entered."""
    assert "egov.conflict" in here.run("holidays", "declare", "2027-03-07", *WORDS).err
    assert here.run("holidays", "declare", "2027-03-02", *WORDS, "--unit", "moon").status != 0
    assert here.run("holidays", "revoke", "nothing").status != 0
    assert here.run("holidays", "declare", "2027-03-02", *WORDS, "--unit", "roads", "--json").json["unit"] == "roads"
