"""Verification: each thing that can be done to a trail is found, named by itself, and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from egovframe.audit import Checkpoint, NoteInvalid, Signer
from egovframe.audit.tables import checkpoints, fact_index, facts, runs, tiles
from tests.audit.place import Place, trail_alone

STRANGER = Signer("haneul.example/log", Ed25519PrivateKey.generate())


@pytest.fixture
def filled(place: Place) -> Place:
    """A trail in which something of everything has happened."""
    place.filled()
    return place


@pytest.fixture
def filled_on_both(place_on_both: Place) -> Place:
    """The same on both databases."""
    place_on_both.filled()
    return place_on_both


def test_what_the_office_left_holds(filled_on_both: Place) -> None:
    """Nothing is found, everything was read, and the progress ends at the size of the log."""
    told: list[tuple[int, int]] = []
    report = filled_on_both.trail.verify(progress=lambda done, total: told.append((done, total)))
    assert report.findings == []
    assert told[-1] == (4, 4)
    assert (report.facts, report.unsealed, report.checkpoints) == (4, 1, 4)
    report.check()


def edit_row(place: Place) -> tuple[str, str, str]:
    """One value of a watched row."""
    place.sql("UPDATE trail_things SET size = size + 1 WHERE id = 'b'")
    return "edited", "trail_things", "b"


def delete_fact(place: Place) -> tuple[str, str, str]:
    """A sealed fact in the middle."""
    place.sql("DELETE FROM facts WHERE n = 2")
    return "deleted", "facts", "2"


def cut_the_tail(place: Place) -> tuple[str, str, str]:
    """The last sealed fact and everything in the database that knows of it; only the checkpoint outside remains."""
    place.sql("DELETE FROM facts WHERE n > 3")
    place.sql("DELETE FROM checkpoints WHERE size > 3")
    place.sql("UPDATE runs SET count = 3")
    return "cut", "checkpoints", "4"


def edit_fact(place: Place) -> tuple[str, str, str]:
    """One byte of a sealed entry."""
    entry = bytes(place.one("SELECT entry FROM facts WHERE n = 2"))
    place.sql("UPDATE facts SET entry = :entry WHERE n = 2", entry=entry.replace(b'"done"', b'"dene"'))
    return "edited", "facts", str(place.one("SELECT id FROM facts WHERE n = 2"))


def edit_index(place: Place) -> tuple[str, str, str]:
    """A column by which facts are searched, the entry left alone."""
    place.sql("UPDATE fact_index SET actor = 'o-9' WHERE n = 2")
    return "edited", "fact_index", "2"


def hide_in_the_index(place: Place) -> tuple[str, str, str]:
    """The row by which a fact is found."""
    place.sql("DELETE FROM fact_index WHERE n = 2")
    return "deleted", "fact_index", "2"


def hide_from_the_subject(place: Place) -> tuple[str, str, str]:
    """Whose data a fact is about, in the index."""
    place.sql("DELETE FROM fact_subjects WHERE n = 4")
    return "deleted", "fact_subjects", "p-1/4"


def accuse_in_the_index(place: Place) -> tuple[str, str, str]:
    """Somebody whose data nobody looked at, in the index."""
    place.sql("INSERT INTO fact_subjects (subject, n) VALUES ('p-9', 2)")
    return "inserted", "fact_subjects", "p-9/2"


def invent_in_the_index(place: Place) -> tuple[str, str, str]:
    """A fact that never was, in the index only."""
    place.sql(
        "INSERT INTO fact_index (n, position, id, at, action, does, actor, actor_kind, object, outcome) "
        "VALUES (77, -1, 'x', '', '', '', '', '', '', '')"
    )
    return "inserted", "fact_index", "77"


def copy_a_fact(place: Place) -> tuple[str, str, str]:
    """A sealed fact written down once more, under another id."""
    place.sql("INSERT INTO facts (n, id, entry, mac) SELECT 99, 'x', entry, mac FROM facts WHERE n = 2")
    return "inserted", "facts", "x"


def edit_private(place: Place) -> tuple[str, str, str]:
    """What is kept encrypted beside a fact."""
    place.sql("UPDATE facts SET private = entry WHERE n = 4")
    return "edited", "facts", str(place.one("SELECT id FROM facts WHERE n = 4"))


def empty_private(place: Place) -> tuple[str, str, str]:
    """The same, taken away."""
    place.sql("UPDATE facts SET private = NULL WHERE n = 4")
    return "edited", "facts", str(place.one("SELECT id FROM facts WHERE n = 4"))


def swap_tile(place: Place) -> tuple[str, str, str]:
    """A tile of the tree that does not fit the facts below it."""
    place.sql("UPDATE tiles SET hashes = :hashes", hashes=b"x" * 128)
    return "edited", "tiles", "0/0"


def cut_tile(place: Place) -> tuple[str, str, str]:
    """A tile that is no row of hashes."""
    place.sql("UPDATE tiles SET hashes = :hashes", hashes=b"x" * 33)
    return "edited", "tiles", "0/0"


def delete_tile(place: Place) -> tuple[str, str, str]:
    """A tile of the tree."""
    place.sql("DELETE FROM tiles")
    return "deleted", "tiles", "0/0"


def delete_checkpoint(place: Place) -> tuple[str, str, str]:
    """A checkpoint in the middle."""
    place.sql("DELETE FROM checkpoints WHERE size = 2")
    return "deleted", "checkpoints", "2"


def set_the_clock_back(place: Place) -> tuple[str, str, str]:
    """A checkpoint dated before the one that it follows."""
    place.sql("UPDATE checkpoints SET at = '2001-01-01T00:00:00.000Z' WHERE size = 3")
    return "edited", "checkpoints", "3"


def forge_checkpoint(place: Place) -> tuple[str, str, str]:
    """A checkpoint signed by somebody else under the log's name."""
    forged = Checkpoint("haneul.example/log", 2, bytes(32)).sign(STRANGER)
    place.sql("UPDATE checkpoints SET note = :note WHERE size = 2", note=str(forged))
    return "forged", "checkpoints", "2"


def wrong_size(place: Place) -> tuple[str, str, str]:
    """A true checkpoint in the place of another."""
    place.sql("UPDATE checkpoints SET note = (SELECT note FROM checkpoints AS other WHERE size = 1) WHERE size = 2")
    return "forged", "checkpoints", "2"


def break_runs(place: Place) -> tuple[str, str, str]:
    """The list of what is sealed claims more than was sealed."""
    place.sql("UPDATE runs SET count = 5")
    return "edited", "runs", "4"


ATTACKS = (
    edit_row, delete_fact, cut_the_tail, edit_fact, edit_index, hide_in_the_index, hide_from_the_subject,
    accuse_in_the_index, invent_in_the_index, copy_a_fact, edit_private,
    empty_private, swap_tile, cut_tile, delete_tile,
    delete_checkpoint, set_the_clock_back, forge_checkpoint, wrong_size, break_runs,
)  # fmt: skip
Attack = Callable[[Place], tuple[str, str, str]]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_each_attack_is_found_and_named(filled: Place, attack: Attack) -> None:
    """The kind, the table and the key, with a hint, and by hand it would be found again."""
    expected = attack(filled)
    assert expected in filled.found()
    report = filled.trail.verify()
    assert all(finding.message and finding.hint for finding in report.findings)


@pytest.mark.postgres
@pytest.mark.parametrize("attack", ATTACKS[:3], ids=lambda attack: attack.__name__)
def test_representative_attacks_are_found_on_postgresql(postgres_url: str, tmp_path: Path, attack: Attack) -> None:
    """A row edited, a fact deleted, the tail cut: found by the same reading, and nothing else is accused."""
    with trail_alone(postgres_url, tmp_path) as place:
        place.filled()
        expected = attack(place)
        assert {finding for finding in place.found() if finding[1] != "files"} >= {expected}


def test_two_histories_are_shown_by_a_checkpoint_from_outside(filled: Place) -> None:
    """A city that signed another root for the same size has forked its log."""
    signer = filled.trail._sequencer.signer("haneul.example/log")
    other = Checkpoint("haneul.example/log", 3, b"x" * 32).sign(signer)
    assert filled.found(since=str(other)) == [("forged", "checkpoints", "3")]


def test_a_log_that_ends_before_a_known_checkpoint_was_cut(filled: Place) -> None:
    """Whoever kept a checkpoint of more facts proves it; one of fewer facts must lie within the log."""
    for size in (1, 2, 3, 4):
        note = str(filled.one(f"SELECT note FROM checkpoints WHERE size = {size}"))
        assert filled.found(since=note) == []
    signer = filled.trail._sequencer.signer("haneul.example/log")
    assert filled.found(since=str(Checkpoint("haneul.example/log", 9, b"x" * 32).sign(signer))) == [
        ("cut", "checkpoints", "9")
    ]


@pytest.mark.parametrize("size", [2, 3])
def test_a_known_checkpoint_between_the_logs_own_is_compared_too(place: Place, size: int) -> None:
    """The log has checkpoints of 1 and 4 only: the root at any size in between is counted again."""
    place.facts(1)
    place.trail.seal()
    place.facts(3)
    place.trail.seal()
    signer = place.trail._sequencer.signer("haneul.example/log")
    wrong = str(Checkpoint("haneul.example/log", size, b"x" * 32).sign(signer))
    assert place.found(since=wrong) != []


def test_somebody_elses_checkpoint_proves_nothing(filled: Place) -> None:
    """It is refused before anything is compared."""
    other = Checkpoint("haneul.example/log", 3, b"x" * 32).sign(STRANGER)
    for note in (str(other), "no note at all", ""):
        with pytest.raises(NoteInvalid):
            filled.trail.verify(since=note)


@pytest.mark.parametrize("content", [b"", b"no note", b"\xff\xfe", b"a\n\xe2\x80\x94 b c\n"])
def test_a_damaged_checkpoint_file_is_named(filled: Place, content: bytes) -> None:
    """The one kept outside the database is compared as well; sealing goes on and writes a good one again."""
    filled.storage.put("log/checkpoint", content)
    assert filled.found() == [("edited", "files", "log/checkpoint")]
    filled.facts(1)
    filled.trail.seal()
    assert filled.found() == []


@pytest.mark.parametrize("entry", [b"{}", b'{"v":1,"id":"x"}', b'{"v":1,"id":"x","writes":7}', b"[" * 60_000])
def test_an_entry_that_is_none_is_named_also_without_tiles(filled: Place, entry: bytes) -> None:
    """With nothing left to compare it with, it is read, and still there is no traceback."""
    filled.sql("DELETE FROM tiles")
    filled.sql("UPDATE facts SET entry = :entry WHERE n = 2", entry=entry)
    assert ("edited", "facts", str(filled.one("SELECT id FROM facts WHERE n = 2"))) in filled.found()


def test_a_list_of_facts_without_end_is_cut_short(filled: Place) -> None:
    """A count of billions costs neither time nor memory: no more is read than was sealed."""
    filled.sql("UPDATE runs SET count = 4000000000000")
    assert ("edited", "runs", "4") in filled.found()


GARBAGE = (
    "NULL", "'text'", "''", "x'FF00'", "CAST(x'FFFE' AS TEXT)", "-1", "1.5", "9e999", "9223372036854775807",
)  # fmt: skip
AS_IT_IS = {("facts", "private", "NULL"), ("fact_index", "due", "NULL"), ("fact_index", "trace", "NULL")}
"""The fact asked about has no private part, no trace, and no reason is due: this changes nothing."""
COLUMNS = [
    pytest.param(table.name, column.name, value, id=f"{table.name}.{column.name}={value}")
    for table in (facts, fact_index, runs, tiles, checkpoints)
    for column in table.columns
    for value in GARBAGE
    if (table.name, column.name, value) not in AS_IT_IS
]


@pytest.mark.sampled(one_in=4)
@pytest.mark.parametrize(("table", "column", "value"), COLUMNS)
def test_garbage_of_any_type_gives_findings_and_never_a_traceback(
    filled: Place, table: str, column: str, value: str
) -> None:
    """Whatever another tool puts into any column of the log, verification ends and says that it does not hold."""
    filled.sql("PRAGMA ignore_check_constraints=ON")
    last = {"facts": "n = 2", "fact_index": "n = 2", "runs": "1 = 1", "tiles": "level = 0", "checkpoints": "size = 2"}[
        table
    ]
    with suppress(sa.exc.IntegrityError):  # some the database itself refuses
        assert filled.sql(f"UPDATE {table} SET {column} = {value} WHERE {last}") == 1
        assert filled.found() != []
