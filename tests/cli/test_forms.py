"""Deadlines by the command line: the worked cases of the statute, one by one and as a batch."""

import json
from itertools import pairwise

import pytest

from tests.cli.run_cli import Place

CASES = [
    ("2026-04-30T16:00", "3d", "2026-05-07T16:00"),
    ("2026-11-20T17:00", "now", "2026-11-23T11:00"),
    ("2026-09-21T09:00", "7d", "2026-10-01T18:00"),
    ("2026-12-24T10:00", "14d", "2027-01-14T18:00"),
]
"""Received, limit, due: from 민원 처리에 관한 법률 19 and its Decree."""


@pytest.mark.parametrize(("received", "limit", "due"), CASES)
def test_due_gives_day_and_ledger(here: Place, received: str, limit: str, due: str) -> None:
    """The ledger's spans follow each other from receipt to due and sum to the limit."""
    found = here.run("forms", "due", "--received", received, "--limit", limit, "--json").json
    assert found["due"] == due
    spans = found["ledger"]
    assert (spans[0]["from"], spans[-1]["to"]) == (received, due)
    assert all(one["to"] == other["from"] for one, other in pairwise(spans))
    minutes = {"3d": 1440, "now": 180, "7d": 7, "14d": 14}
    assert sum(span["counted"] for span in spans) == minutes[limit]
    assert not (here.folder / "data").exists()


def test_a_pause_leaves_its_days_out(here: Place) -> None:
    """A supplement takes the days of dispatch and arrival out, and says by which article."""
    words = ("forms", "due", "--received", "2026-09-07T10:00", "--limit", "7d")
    assert here.run(*words, "--json").json["due"] == "2026-09-15T18:00"
    paused = here.run(*words, "--pause", "2026-09-09..2026-09-10:supplement", "--json").json
    assert paused["due"] == "2026-09-17T18:00"
    assert any("제11조" in span["article"] and span["counted"] == 0 for span in paused["ledger"])


def test_a_batch_answers_line_by_line(here: Place) -> None:
    """In order, each with its id; a line that cannot be counted says why and does not stop the others: exit 1."""
    lines = [
        {"id": n, "received": received, "limit": limit, "pauses": []} for n, (received, limit, _) in enumerate(CASES)
    ]
    file = here.write("lines.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    ran = here.run("forms", "due", "--batch", str(file))
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert [(each["id"], each["due"]) for each in answers] == [(n, due) for n, (_, _, due) in enumerate(CASES)]

    file.write_text(
        '{"id": 7, "received": "2026-04-30T16:00", "limit": "3x"}\nnot json\n' + json.dumps(lines[0]) + "\n"
    )
    ran = here.run("forms", "due", "--batch", str(file))
    wrong, broken, fine = (json.loads(line) for line in ran.out.splitlines())
    assert ran.status == 1
    assert (wrong["id"], wrong["error"]["code"], broken["line"]) == (7, "forms.limit", 2)
    assert fine["due"] == CASES[0][2]


def test_what_cannot_be_counted_is_usage(here: Place) -> None:
    """A limit, a moment or a file that is none, or half of what it takes."""
    for words in (
        ("--received", "yesterday", "--limit", "3d"),
        ("--received", "2026-04-30T16:00"),
        ("--batch", "nothing.jsonl"),
    ):
        ran = here.run("forms", "due", *words)
        assert (ran.status, ran.out) == (2, "")


def test_list_and_schema_say_what_is_offered(here: Place) -> None:
    """Name, version, unit, role, limit and retention; the schema has the questions in order."""
    assert here.run("forms", "list", "--json").json == [
        {
            "name": "pothole",
            "version": 1,
            "title": "Pothole",
            "unit": "roads",
            "role": "road-officer",
            "limit": "7d",
            "keep": "5y",
        }
    ]
    schema = here.run("forms", "schema", "pothole", "--json").json
    assert schema["required"] == ["where"]
    assert schema["properties"]["where"]["x-egov-public"] is True
    assert here.run("forms", "schema", "pond").status == 2
