"""Taking in petitions by the file: the same rules as for one, whole batches, and never twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.forms.intake import Intake, intake
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import read_receipt
from egovframe.kernel.lines import Line, read_lines
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.desk import GARDENER, OFFICER, READER, Desk

ODD = " 앞뒤 공백 \u3000e\u0301 \u00e9 \u200b🏛️\r\n\t끝  "
GOOD = {"category": "교통", "title": "버스", "content": ODD}


def lines(*values: Any) -> list[Line]:
    """Lines of a file."""
    return [Line(number, value) for number, value in enumerate(values, start=1)]


def take(desk: Desk, given: Any, *, by: Actor = GARDENER, form: str = "suggestion", **options: Any) -> Intake:
    """Take lines in."""
    return intake(given, forms=desk.forms, form=form, work=lambda: desk.work(by, why="import"), **options)


def contents(desk: Desk) -> list[str]:
    """The contents of all suggestions, in the order of the register."""
    query = sa.select(petitions.c.answers).where(petitions.c.form == "suggestion").order_by(petitions.c.registered_no)
    with desk.database.read() as conn:
        return [json.loads(answers)["content"] for (answers,) in conn.execute(query)]


def test_each_line_becomes_a_petition_with_its_texts_as_they_are(desk: Desk) -> None:
    """Neither trimmed nor normalised; each with receipt, register, deadline and fact, marked as imported."""
    outcome = take(desk, lines(GOOD | {"n": "1", "votes": 3}, GOOD | {"n": "2", "status": ""}), key="n")
    assert outcome.as_json() == {"accepted": 2, "known": 0, "refused": [], "unused": ["votes", "status"]}
    assert contents(desk) == [ODD, ODD]
    with desk.look(GARDENER) as work:
        newest = desk.at(work).list().items[0]
    assert (newest.registered, newest.channel, newest.state) == ("2026-2", "import", "received")
    assert read_receipt(newest.receipt)
    assert desk.facts.count("petition.submitted") == 2


def test_a_second_run_adds_nothing(desk: Desk) -> None:
    """Known lines are counted as known, new ones are received; within one run too."""
    first = lines(GOOD | {"n": 1}, GOOD | {"n": 2}, GOOD | {"n": 1})
    assert take(desk, first, key="n").as_json() == {"accepted": 2, "known": 1, "refused": [], "unused": []}
    again = take(desk, [*first, Line(4, GOOD | {"n": 3})], key="n")
    assert (again.accepted, again.known) == (1, 3)
    assert len(contents(desk)) == 3


def test_a_line_that_does_not_hold_is_refused_with_its_number(desk: Desk) -> None:
    """Broken, incomplete, without its key: each is named with what to do, nothing of it is quoted, the rest goes on."""
    given = [
        *lines(GOOD | {"n": 1}, {"n": 2, "category": "c", "title": "t", "content": ""}, GOOD, GOOD | {"n": True}),
        *read_lines_of(
            desk, 'not json\n["a list"]\n{"n": 9, "category": "c", "title": 5, "content": "secret\\u0000"}\n'
        ),
        Line(8, GOOD | {"n": "\ud800"}),
    ]
    outcome = take(desk, given, key="n", language="en")
    assert (outcome.accepted, outcome.known) == (1, 0)
    assert [(each.line, each.reason) for each in outcome.refused] == [
        (2, "content: Write an answer"),
        (3, "It has no n"),
        (4, "It has no n"),
        (1, "It is not JSON"),
        (2, "It is not a JSON object"),
        (3, "title: Write it as text; content: It contains a character that cannot be kept: remove it"),
        (8, "Its n cannot be kept"),
    ]


def read_lines_of(desk: Desk, text: str) -> list[Line]:
    """The lines of a JSONL file with this text."""
    path = desk.folder / "lines.jsonl"
    path.write_text(text, encoding="utf-8")
    return list(read_lines(path))


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    """Accepted, known and refused come out as the real run then finds them; no row and no fact of a petition."""
    given = lines(GOOD | {"n": 1}, GOOD | {"n": 1}, {"n": 2}, GOOD | {"n": 3, "x": 1})
    tried = take(desk, given, key="n", dry_run=True)
    assert contents(desk) == []
    assert desk.facts.count("petition.submitted") == 0
    assert tried.as_json() == take(desk, given, key="n").as_json()
    assert take(desk, given, key="n", dry_run=True).known == 3


def test_without_a_key_every_run_is_new(desk: Desk) -> None:
    """Nothing tells lines apart, so nothing is taken for known."""
    assert take(desk, lines(GOOD)).accepted == take(desk, lines(GOOD)).accepted == 1
    assert len(contents(desk)) == 2


def test_importing_needs_its_permission_in_the_forms_unit(desk: Desk) -> None:
    """Before anything is read; an unknown form is not found."""
    read: list[int] = []

    def unread() -> Iterator[Line]:
        read.append(1)
        yield Line(1, GOOD)

    for actor in (READER, OFFICER):  # the officer may import, but for another unit
        with pytest.raises(Forbidden):
            take(desk, unread(), by=actor)
    with pytest.raises(NotFound):
        take(desk, unread(), form="no-such-form")
    assert read == []


def test_two_imports_of_the_same_file_at_once(desk: Desk) -> None:
    """Each line becomes one petition, whoever comes first; the counts of both add up."""
    given = lines(*(GOOD | {"n": n} for n in range(40)))
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda _: take(desk, given, key="n"), range(2)))
    assert sum(each.accepted for each in outcomes) == 40
    assert sum(each.known for each in outcomes) == 40
    assert len(contents(desk)) == 40


def test_714_real_petitions(desk: Desk, real_petitions: Path) -> None:
    """710 are received, the 4 without content refused; a second run knows all 710; progress is told on the way."""
    done: list[int] = []
    outcome = take(desk, read_lines(real_petitions), key="petition_idx", progress=done.append)
    assert (outcome.accepted, outcome.known, len(outcome.refused)) == (710, 0, 4)
    assert outcome.unused == ["begin", "end", "num_agree", "status"]
    assert done == [100, 200, 300, 400, 500, 600, 700, 714]
    again = take(desk, read_lines(real_petitions), key="petition_idx")
    assert (again.accepted, again.known, again.refused) == (0, 710, outcome.refused)
    given = [json.loads(line)["content"] for line in real_petitions.read_text(encoding="utf-8").split("\n") if line]
    assert contents(desk) == [content for content in given if content]


_KILLED = """
import os, sys, signal
from pathlib import Path
from egovframe.forms.intake import intake
from egovframe.kernel.lines import Line
from tests.forms.desk import GARDENER, Desk

folder = Path(sys.argv[1])
desk = Desk(f"sqlite:///{folder / 'office.sqlite3'}", folder)

def lines():
    for n in range(1, 400):
        if n == 350:
            os.kill(os.getpid(), signal.SIGKILL)
        yield Line(n, {"category": "c", "title": "t", "content": f"{n}", "n": n})

intake(lines(), forms=desk.forms, form="suggestion", work=lambda: desk.work(GARDENER), key="n")
"""


def test_nothing_is_half_done_when_it_is_killed(tmp_path: Path, repository: Path) -> None:
    """A kill in the fourth batch leaves three whole ones; the next run receives the rest, without a gap."""
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path)], cwd=repository, check=False, timeout=60, env=dict(os.environ)
    )
    assert killed.returncode == -signal.SIGKILL
    desk = Desk(f"sqlite:///{tmp_path / 'office.sqlite3'}", tmp_path)
    assert contents(desk) == [str(n) for n in range(1, 301)]
    given = [Line(n, {"category": "c", "title": "t", "content": f"{n}", "n": n}) for n in range(1, 400)]
    outcome = take(desk, given, key="n")
    assert (outcome.accepted, outcome.known) == (99, 300)
    assert contents(desk) == [str(n) for n in range(1, 400)]
    desk.database.close()
