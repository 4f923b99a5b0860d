"""`verify` names what was changed behind the office's back, and ends with 1."""

import sqlite3

from tests.cli.run_cli import Place


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
