"""The run: all of it or nothing, once, for whoever may, with facts; and it goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth.importing import run
from egovframe.auth.importing.errors import ImportStopped
from egovframe.auth.importing.model import Person
from egovframe.auth.importing.people import PeopleFile
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.auth.gatehouse import NOBODY, READER, Gatehouse
from tests.auth.importing.clerk import CLERK, codes, imported, written

LIST = "name,full name,email,roles,reason\nkim,김하늘,kim@x.kr,road-officer@roads,인사발령\nlee,이바다,,,\n"


def names(gate: Gatehouse) -> list[str]:
    """The accounts there are."""
    with gate.work() as work:
        return [account.name for account in gate.accounts(work).list(limit=1000)]


def test_a_dry_run_writes_nothing_but_that_it_was_made(gate: Gatehouse, tmp_path: Path) -> None:
    """One fact with the digest of the file, and no name in what is public."""
    path = written(tmp_path, LIST)
    tally, verdicts = imported(gate, path, CLERK, dry_run=True)
    assert [each.outcome for each in verdicts] == ["new", "new"]
    assert (tally.written, names(gate)) == (False, [])
    (fact,) = gate.facts.notes
    assert fact.action == "accounts.import-checked"
    assert tally.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert fact.details == {"source": "csv", "new": 2, "changed": 0, "unchanged": 0, "error": 0}
    assert fact.private == {"file": "people.csv", "digest": tally.digest}


def test_everything_is_imported_with_facts_of_each_account_and_one_of_the_list(gate: Gatehouse, tmp_path: Path) -> None:
    """Who may import needs no more than `account.manage` and `role.grant`; a second run changes nothing."""
    path = written(tmp_path, LIST)
    tally, _ = imported(gate, path, CLERK)
    assert (tally.written, names(gate)) == (True, ["kim", "lee"])
    actions = [note.action for note in gate.facts.notes]
    assert actions == [
        "accounts.import-checked",
        "account.added", "profile.changed", "role.granted",
        "account.added", "profile.changed",
        "accounts.imported",
    ]  # fmt: skip
    (granted,) = gate.facts.of("role.granted")
    assert granted.private["reason"] == "인사발령"
    (done,) = gate.facts.of("accounts.imported")
    assert (done.details["new"], done.private["digest"], done.actor.id) == (2, tally.digest, "clerk")
    gate.facts.notes.clear()
    again, _ = imported(gate, path, CLERK)
    assert (again.written, again.counts["unchanged"]) == (False, 2)
    assert [note.action for note in gate.facts.notes] == ["accounts.import-checked"]


def test_one_wrong_row_keeps_all_others_out(small: Gatehouse, tmp_path: Path) -> None:
    """Unless one says that it is to be left out."""
    path = written(tmp_path, LIST + "park,,no address,,\n")
    tally, verdicts = imported(small, path)
    assert (tally.holds, tally.written, names(small)) == (False, False, [])
    assert codes(verdicts[2]) == [(3, "email_invalid")]
    tally, _ = imported(small, path, leave_out=True)
    assert (tally.holds, tally.written, names(small)) == (False, True, ["kim", "lee"])


def test_a_name_that_stands_twice_is_told_with_both_rows(small: Gatehouse, tmp_path: Path) -> None:
    """Case and blanks tell no names apart, and batches do not hide it."""
    _, verdicts = imported(small, written(tmp_path, "name\nkim\nlee\nKIM\n kim \n"))
    assert [codes(each) for each in verdicts] == [[], [], [(1, "name_twice")], [(1, "name_twice")]]
    assert "row 2" in verdicts[3].problems[0].message.in_("en")


def test_without_the_permission_nothing_is_even_looked_at(small: Gatehouse, tmp_path: Path) -> None:
    """Refusals are facts."""
    for actor in (NOBODY, READER, Actor("officer", "r", "R", holds={"role.grant": EVERYWHERE})):
        with pytest.raises(Forbidden):
            imported(small, written(tmp_path, LIST), actor, dry_run=True)
    assert {note.action for note in small.facts.notes} == {"access.denied"}


def test_a_long_list_goes_on_where_it_stopped(
    small: Gatehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed is whole; the next run finds it done and takes the rest."""
    monkeypatch.setattr(run, "BATCH", 2)
    path = written(tmp_path, "name\n" + "".join(f"k{n}\n" for n in range(5)))
    real = run._do
    done: list[object] = []

    def stops(*said: object) -> None:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(said)
        real(*said)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "_do", stops)
    with pytest.raises(KeyboardInterrupt):
        imported(small, path)
    assert names(small) == ["k0", "k1"]
    monkeypatch.setattr(run, "_do", real)
    tally, verdicts = imported(small, path)
    assert [each.outcome for each in verdicts] == ["unchanged", "unchanged", "new", "new", "new"]
    assert names(small) == [f"k{n}" for n in range(5)]
    assert len(small.facts.of("accounts.imported")) == 1
    assert tally.written


class Moving(PeopleFile):
    """A file whose people, or what the office knows of them, change after the check."""

    def __init__(self, path: Path, gate: Gatehouse) -> None:
        super().__init__(path)
        self._gate = gate
        self._walks = 0

    def people(self) -> Iterator[Person]:
        """Yield the people; before the second walk the name is taken by another kind of account."""
        self._walks += 1
        if self._walks == 2:
            with self._gate.work() as work:
                self._gate.accounts(work).add("lee", kind="citizen")
        yield from super().people()


def test_what_changes_between_check_and_run_stops_it(small: Gatehouse, tmp_path: Path) -> None:
    """An office that moved on undoes the batch; a file that is another one is not read at all."""
    with pytest.raises(ImportStopped, match="Row 3") as caught:
        imported(small, Moving(written(tmp_path, LIST), small))
    assert "again" in caught.value.hint
    assert names(small) == ["lee"]
    path = written(tmp_path, LIST)
    source = PeopleFile(path)
    written(tmp_path, LIST + "choi,,,,\n")
    with pytest.raises(ImportStopped, match="changed while"):
        imported(small, source, leave_out=True)
    assert names(small) == ["lee"]


def test_progress_is_told_by_batches(small: Gatehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the check, then of the run."""
    monkeypatch.setattr(run, "BATCH", 2)
    told: list[int] = []
    imported(small, written(tmp_path, "name\na\nb\nc\n"), progress=told.append)
    assert told == [2, 3, 2, 3]
