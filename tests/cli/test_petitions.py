"""Petitions by the command line: taken in line by line, listed without what is personal."""

import json

from tests.cli.run_cli import Place


def _file(here: Place, *wheres: str) -> None:
    lines = [{"id": number, "where": where, "more": "x"} for number, where in enumerate(wheres)]
    here.write("in.jsonl", "".join(json.dumps(line) + "\n" for line in lines))


def test_lines_are_taken_in_once(here: Place) -> None:
    """Refused lines are named with their number, exit 1; a second run adds nothing, and everything verifies."""
    _file(here, "Main Street", "", "Hill Road")
    words = ("petitions", "import", "in.jsonl", "--form", "pothole", "--key", "id", "--json")
    tried = here.run(*words, "--dry-run")
    assert (tried.status, tried.json["accepted"]) == (1, 2)
    assert here.run("petitions", "list", "--json").json == []

    first = here.run(*words)
    assert first.status == 1
    assert (first.json["accepted"], first.json["known"], first.json["unused"]) == (2, 0, ["more"])
    assert [(each["line"], each["reason"][:6]) for each in first.json["refused"]] == [(2, "where:")]
    again = here.run(*words).json
    assert (again["accepted"], again["known"]) == (0, 2)
    assert here.run("verify").status == 0

    said = here.run(*words[:-1])
    assert "line 2: where:" in said.out
    assert "0 accepted, 2 known already, 1 refused." in said.out


def test_list_filters_and_limits(here: Place) -> None:
    """By form and state; each with its receipt and deadline."""
    _file(here, "Main Street", "Hill Road", "Mill Lane")
    assert here.run("petitions", "import", "in.jsonl", "--form", "pothole").status == 0
    assert len(here.run("petitions", "list", "--json").json) == 3
    (newest,) = here.run("petitions", "list", "--limit", "1", "--state", "received", "--json").json
    assert (newest["form"], newest["unit"], newest["state"]) == ("pothole", "roads", "received")
    assert newest["due"] > newest["received"]
    assert newest["receipt"] in here.run("petitions", "list").out
    assert here.run("petitions", "list", "--state", "closed", "--json").json == []
    assert here.run("petitions", "list", "--state", "lost").status == 2
    assert here.run("petitions", "list", "--form", "pond").status == 2


def test_a_file_or_form_that_is_not_there_is_usage(here: Place) -> None:
    """Neither begins an import."""
    _file(here, "Main Street")
    assert here.run("petitions", "import", "out.jsonl", "--form", "pothole").status == 2
    assert here.run("petitions", "import", "in.jsonl", "--form", "pond").status == 2
    assert here.run("petitions", "list", "--json").json == []
