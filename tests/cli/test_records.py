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


def test_records_are_exported_and_their_packages_hold(here: Place) -> None:
    """A folder a record, each copy a fact with its reason; a second time nothing is written over."""
    here.run("users", "list")
    with here.office() as office, office.work(by=Actor.system("test"), why="two records") as work:
        plan = work.records.declare("pothole", "도로 계획", "도로를 고친다", completed=date(2020, 5, 1), unit="roads")
        work.records.declare("pothole", "Another", b"\x00", completed=date(2020, 5, 1), unit="roads")
    ran = here.run("records", "export", "out", "--format", "bagit", "--reason", "정보공개 청구", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.status, len(lines)) == (0, 2)
    (line,) = [each for each in lines if each["id"] == plan.id]
    assert (here.folder / line["path"] / "data/content.txt").read_text(encoding="utf-8") == "도로를 고친다"
    judged = here.run("records", "validate", "--format", "bagit", *[each["path"] for each in lines], "--json")
    assert judged.status == 0
    assert [json.loads(each)["valid"] for each in judged.out.splitlines()] == [True, True]
    with here.office() as office:
        assert len(office.trail.search(action="record.downloaded", limit=9)) == 2
    again = here.run("records", "export", "out", "--format", "bagit", "--record", plan.id, "--json")
    assert (again.status, again.json["error"]["code"]) == (1, "records.package_refused")
    assert plan.id in here.run("records", "export", "out", "--format", "bagit", "--record", plan.id).out
    with here.office() as office:
        assert len(office.trail.search(action="record.downloaded", limit=9)) == 2, "nothing more was taken away"
    missing = here.run("records", "export", "out", "--format", "bagit", "--record", "nobody", "--json")
    assert (missing.status, missing.json["error"]["code"]) == (1, "records.not_found")


def test_an_object_of_ocfl_is_written_and_holds(here: Place) -> None:
    """The same record in the other format: what it says of itself is whose it is and when it was taken away."""
    here.run("users", "list")
    with here.office() as office, office.work(by=Actor.system("test"), why="a record") as work:
        plan = work.records.declare("pothole", "도로 계획", "도로를 고친다", completed=date(2020, 5, 1), unit="roads")
    line = here.run("records", "export", "out", "--format", "ocfl", "--reason", "이관", "--json").json
    assert here.run("records", "validate", "--format", "ocfl", line["path"]).status == 0
    inventory = json.loads((here.folder / line["path"] / "inventory.json").read_bytes())
    assert inventory["id"] == f"urn:uuid:{plan.id}"
    assert inventory["versions"]["v1"]["message"] == f"Record {plan.registration}"


def test_a_package_that_does_not_hold_is_told_with_codes(here: Place) -> None:
    """One line a path; exit 1 where one does not hold; no office is needed."""
    (here.folder / "bag").mkdir()
    (here.folder / "bag" / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    ran = here.run("records", "validate", "--format", "bagit", "bag", "none", "--json")
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (ran.status, first["path"], first["valid"], second["valid"]) == (1, "bag", False, False)
    assert [each["code"] for each in first["errors"]] == ["2.1.1", "2.1.2", "2.1.3"]
    assert set(first["errors"][0]) == {"code", "message", "path"}
    said = here.run("records", "validate", "--format", "bagit", "bag").out
    assert "bag: " in said
    assert "2.1.1  bagit.txt: " in said
    assert not (here.folder / "data").exists()


def test_an_unknown_format_is_usage(here: Place) -> None:
    """And those that there are stand in the answer."""
    ran = here.run("records", "validate", "--format", "zip", "bag")
    assert ran.status == 2
    assert "bagit" in ran.err


def test_damaged_content_is_named(here: Place) -> None:
    """Whatever was done to the vault: exit 1 and the record, nothing when all is as it was kept."""
    here.run("users", "list")
    with here.office() as office, office.work(by=Actor.system("test"), why="two records") as work:
        one = work.records.declare("pothole", "One", "text", completed=date(2020, 5, 1), unit="roads")
        work.records.declare("pothole", "Two", "other", completed=date(2020, 5, 1), unit="roads")
    assert here.run("records", "verify", "--json").json == {"records": 2, "damaged": []}
    (place,) = here.folder.rglob(one.digest.removeprefix("sha256:"))
    place.write_bytes(place.read_bytes()[:-1])
    ran = here.run("records", "verify", "--json")
    assert (ran.status, [(each["id"], each["code"]) for each in ran.json["damaged"]]) == (
        1,
        [(one.id, "records.tampered")],
    )
    place.unlink()
    ran = here.run("records", "verify")
    assert ran.status == 1
    assert one.id in ran.out
