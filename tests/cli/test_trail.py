"""More of `audit`: facts handed over, writes from outside, the index made anew, one checkpoint after another."""

import csv
import io
import sqlite3
from contextlib import closing

import pytest

from tests.cli.run_cli import Place


def test_facts_are_handed_over_and_that_is_a_fact(here: Place) -> None:
    """In the form of an exporter, narrowed by time and deed; without a reason it waits in the review."""
    here.run("users", "add", "kim")
    here.run("audit", "reindex")
    found = here.run("audit", "facts", "--format", "csv", "--action", "account.added", "--reason", "complaint 7")
    assert found.status == 0
    rows = list(csv.reader(io.StringIO(found.out.lstrip("\ufeff"))))
    assert len(rows) == 2
    assert "account.added" in rows[1]
    here.run("audit", "facts", "--format", "ocsf")
    silent, told = here.run("audit", "search", "--action", "fact.exported", "--json").json
    assert (told["due"], silent["due"]) == (True, False)
    assert told["details"] == {
        "format": "csv", "with_private": False, "since": "", "until": "", "action": "account.added",
    }  # fmt: skip
    assert "complaint" not in str(told)


def test_a_sheet_goes_into_a_file_that_is_not_there_yet(here: Place) -> None:
    """Not onto a terminal, and over nothing that somebody kept."""
    assert here.run("audit", "facts", "--format", "xlsx").status == 2
    assert here.run("audit", "facts", "--format", "xlsx", "--output", "facts.xlsx").status == 0
    assert (here.folder / "facts.xlsx").read_bytes()[:2] == b"PK"
    again = here.run("audit", "facts", "--format", "xlsx", "--output", "facts.xlsx")
    assert (again.status, "is there already" in again.err) == (2, True)
    unknown = here.run("audit", "facts", "--format", "nothing")
    assert (unknown.status, "csv" in unknown.err) == (2, True)


def test_writes_from_outside_are_listed(here: Place) -> None:
    """With table, deed and row; the office's own are not among them."""
    here.run("users", "add", "kim")
    assert here.run("audit", "outside", "--json").json == []
    with closing(sqlite3.connect(here.folder / "data/office.sqlite3")) as other, other:
        other.execute("UPDATE accounts SET kind = 'citizen'")
    (row,) = here.run("audit", "outside", "--json").json
    assert (row["table"], row["op"]) == ("accounts", "update")
    assert here.run("audit", "coverage", "--json").json[0]["guard"] == "recorded"


def test_the_index_is_made_anew(here: Place) -> None:
    """What another tool did to it is undone; the log is what it was."""
    here.run("users", "add", "kim")
    here.run("audit", "checkpoint")
    with closing(sqlite3.connect(here.folder / "data/office.sqlite3")) as other, other:
        other.execute("UPDATE fact_index SET actor = 'nobody'")
    assert here.run("audit", "verify").status == 1
    assert here.run("audit", "reindex", "--json").json["facts"] > 3
    assert here.run("audit", "verify").status == 0


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old"), ("old",)])
def test_one_checkpoint_continues_another(here: Place, order: tuple[str, ...]) -> None:
    """Any two, in any order; by default the newest one. One of another history does not hold."""
    old = here.write("old", here.run("audit", "checkpoint").out)
    here.run("users", "add", "kim")
    here.write("new", here.run("audit", "checkpoint").out)
    found = here.run("audit", "consistent", *order, "--json")
    assert (found.status, found.json["holds"]) == (0, True)
    assert found.json["old"] < found.json["new"]
    old.write_text(old.read_text().replace("office.invalid/log", "other.invalid/log"))
    assert here.run("audit", "consistent", *order).status == 1


def test_a_verification_goes_on_and_looks_deeper(here: Place) -> None:
    """With --resume only what is new is read; with --deep what is sealed is opened."""
    here.run("users", "add", "kim")
    first = here.run("audit", "verify", "--resume", "--json").json
    here.run("users", "add", "lee")
    again = here.run("audit", "verify", "--resume", "--deep", "--json").json
    assert (first["resumed"], again["resumed"], again["holds"]) == (0, first["facts"], True)
    assert 0 < again["facts"] < first["facts"]


def test_the_logs_key_is_rotated(here: Place) -> None:
    """Both keys are listed with their times, a proof holds under the new one, and so does a checkpoint kept before."""
    kept = here.write("kept", here.run("audit", "checkpoint").out)
    new = here.run("keys", "rotate", "--log", "--overlap", "1", "--json").json["vkey"]
    first, second = here.run("keys", "list", "--json").json["log"]
    assert (first["until"] is None, second["vkey"], second["until"]) == (False, new, None)
    fact = here.run("audit", "search", "--action", "log-key.rotated", "--json").json[0]["id"]
    here.write("proof", here.run("audit", "proof", fact).out)
    for key in (new, first["vkey"]):
        assert here.run("audit", "verify", "--proof", "proof", "--vkey", key).status == 0
    assert here.run("audit", "verify", "--since", str(kept)).status == 0
