"""Records by the command line: when they are due, computed and kept."""

import json
from datetime import date

import pytest

from egovframe.audit import Search
from egovframe.kernel.permissions import Actor
from tests.cli.run_cli import Place


def test_a_batch_computes_retention(here: Place) -> None:
    """기산일 is 1 January of the year after (영 26③); no office is needed."""
    lines = [
        {"id": 1, "completed": "2020-02-29", "keep": "5y", "on": "2026-01-01"},
        {"id": 2, "completed": "2020-02-29", "keep": "permanent"},
        {"id": 3, "completed": "soon", "keep": "5y"},
    ]
    here.write("in.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    ran = here.run("records", "due", "--batch", "in.jsonl")
    first, second, third = (json.loads(line) for line in ran.out.splitlines())
    assert first == {"id": 1, "starts": "2021-01-01", "due": "2026-01-01", "outcome": "eligible"}
    assert second["due"] is None
    assert (third["id"], third["error"]["code"], ran.status) == (3, "records.retention", 1)
    assert not (here.folder / "data").exists()


def test_what_is_kept_is_listed_and_becomes_due(here: Place) -> None:
    """By class; due on the day its time is over and not before."""
    here.run("users", "list")
    with (
        here.office() as office,
        office.work(by=Actor.system("test"), why="a record") as work,
    ):
        kept = work.records.declare("pothole", "Plan of 2020", "text", completed=date(2020, 5, 1), unit="roads")
    (listed,) = here.run("records", "list", "--json").json
    assert (listed["id"], listed["keep"], listed["due"]) == (kept.id, "5y", "2026-01-01")
    assert "Plan of 2020" in here.run("records", "list", "--class", "pothole").out
    assert here.run("records", "due", "--on", "2025-12-31", "--json").json == []
    assert [each["id"] for each in here.run("records", "due", "--on", "2026-01-01", "--json").json] == [kept.id]
    assert here.run("records", "due", "--on", "new year").status == 2


@pytest.mark.parametrize("name", ["nothing.jsonl", "."])
def test_a_batch_that_cannot_be_read_is_usage(here: Place, name: str) -> None:
    """A file that is not there, or a folder."""
    assert here.run("records", "due", "--batch", name).status == 2


def test_content_is_written_with_the_reason(here: Place) -> None:
    """Into a file that is not there yet; without a reason the download waits for the review."""
    here.run("users", "list")
    with here.office() as office, office.work(by=Actor.system("test"), why="a record") as work:
        kept = work.records.declare("pothole", "Plan of 2020", "text", completed=date(2020, 5, 1), unit="roads")
    ran = here.run("records", "content", kept.id, "--output", "plan.txt", "--reason", "For the audit", "--json")
    assert (ran.status, ran.json["bytes"]) == (0, 4)
    assert (here.folder / "plan.txt").read_text() == "text"
    assert here.run("records", "content", kept.id, "--output", "plan.txt").status == 2
    assert here.run("records", "content", kept.id, "--output", "again.txt").status == 0
    [missing] = here.run("audit", "search", "--unexplained", "--json").json
    assert missing["action"] == "record.downloaded"
    with here.office() as office:
        facts = office.trail.facts(Search(action="record.downloaded"), private=True)
    assert [fact.private.get("reason", "") for fact in facts] == ["", "For the audit"]
