"""`verify` names what was changed behind the office's back, and ends with 1."""

import sqlite3
from datetime import timedelta

from egovframe.kernel.facts import Note
from egovframe.kernel.permissions import Actor
from tests.cli.run_cli import Place
from tests.support.deeds import deed


def test_an_untouched_office_holds(here: Place) -> None:
    """Rows, facts and files were read, nothing was found; verifying writes nothing."""
    here.run("users", "add", "kim")
    before = here.run("verify", "--json")
    assert before.status == 0
    assert before.json["holds"] is True
    assert before.json["rows"] > 0
    assert before.json["findings"] == []
    assert here.run("verify", "--json").json["facts"] == before.json["facts"]


def test_a_changed_row_is_named(here: Place) -> None:
    """With table and key and what to do, for people and for programs."""
    account = here.run("users", "add", "kim", "--json").json["id"]
    with sqlite3.connect(here.folder / "data" / "office.sqlite3") as database:
        database.execute("UPDATE accounts SET kind = 'service'")
    database.close()
    found = here.run("verify", "--json")
    assert found.status == 1
    (finding,) = found.json["findings"]
    assert (finding["table"], finding["key"], finding["kind"]) == ("accounts", account, "edited")
    said = here.run("verify")
    assert said.status == 1
    assert f"accounts {account}" in said.out
    assert finding["hint"] in said.out


def test_a_clock_that_was_set_back_is_a_remark(here: Place) -> None:
    """It is shown with the size of the jump, and the command ends with 0."""
    with here.office() as office, office.database.write() as conn:
        for days in (0, 2):
            at = office.clock.now() - timedelta(days=days)
            fact = office.trail.record(conn, Note(deed("thing.done"), Actor.system("test"), at))
    ran = here.run("verify")
    assert ran.status == 0
    assert fact in ran.out
    assert "a clock was set back by 2 days" in ran.out
    told = here.run("verify", "--json").json
    assert (told["holds"], told["findings"]) == (True, [])
    assert [(each["kind"], each["key"]) for each in told["remarks"]] == [("backdated", fact)]
