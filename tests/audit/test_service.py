"""The trail alone, in any program with SQLAlchemy tables: writes, seals, proves, searches and verifies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from egovframe.audit import NoteInvalid, Proof, ProofInvalid, SignedNote, Trail
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.errors import NotFound
from egovframe.kernel.storage import FolderStorage, Stored
from tests.audit.place import Place


def kept_and_newest_are_one(place: Place) -> bool:
    """Say whether what is kept outside is the newest checkpoint, whoever cosigned that since."""
    kept = place.trail.kept_checkpoint()
    return kept is not None and kept.text == SignedNote.parse(place.trail.checkpoint() or "").text


def test_a_program_of_its_own_keeps_rows_that_are_vouched_for(place_on_both: Place) -> None:
    """Its rows and files are read again and compared with what the facts say."""
    place_on_both.filled()
    report = place_on_both.trail.verify()
    assert report.findings == []
    assert (report.facts, report.unsealed, report.checkpoints, report.rows, report.files) == (4, 1, 4, 5, 1)
    assert place_on_both.sql("UPDATE trail_things SET size = 2 WHERE id = 'b'") == 1
    assert place_on_both.found() == [("edited", "trail_things", "b")]


def test_a_fact_and_its_deed_are_one_transaction(place_on_both: Place) -> None:
    """Rolled back, there is neither."""
    with pytest.raises(ZeroDivisionError), place_on_both.database.write() as conn:
        place_on_both.trail.record(conn, place_on_both.note(object=str(1 // int(conn.closed))))
    assert place_on_both.trail.seal() == 0
    assert place_on_both.trail.search() == []


def test_what_could_not_be_published_is_published_at_the_next_look(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full after the seal: the checkpoint is kept outside later, without waiting for a new fact."""
    place.facts(1)
    place.trail.seal()
    place.facts(1)

    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(place.storage, "put", full)
        with pytest.raises(OSError, match="space"):
            place.trail.seal()
    assert place.trail.seal() == 0
    assert kept_and_newest_are_one(place)


def test_a_slow_process_does_not_leave_an_older_checkpoint_behind(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It read the newest checkpoint, another sealed and published, and then it published what it had read."""
    place.facts(1)
    another = Trail(place.database, place.cabinet, clock=place.clock, storage=FolderStorage(place.storage.root))
    put = place.storage.put

    def slow(path: str, content: bytes) -> Stored:
        if not another.kept_checkpoint():
            place.facts(1)
            another.seal()
        return put(path, content)

    monkeypatch.setattr(place.storage, "put", slow)
    place.trail.seal()
    assert kept_and_newest_are_one(place)


def test_a_proof_is_checked_without_the_office(place_on_both: Place) -> None:
    """With the verifier key alone: the entry is in the log that was signed. Any other key or entry fails."""
    place = place_on_both
    ids = place.facts(300, subjects=("p-1",))
    place.trail.seal()
    for fact_id in (ids[0], ids[255], ids[256], ids[299]):
        proof = Proof.parse(place.trail.proof(fact_id))
        entry = proof.verify(place.trail.vkey)
        assert fact_id.encode() in entry
        with pytest.raises(ProofInvalid):
            proof.verify(place.trail.vkey, entry=entry + b" ")
        with pytest.raises(NoteInvalid):
            proof.verify(place.trail.vkey_of("bada.example/log"))


def test_a_proof_needs_a_fact_that_is_sealed(place: Place) -> None:
    """Unknown and not yet sealed are told apart."""
    (fact_id,) = place.facts(1)
    with pytest.raises(ProofInvalid, match="not sealed yet"):
        place.trail.proof(fact_id)
    with pytest.raises(NotFound, match="no fact nothing"):
        place.trail.proof("nothing")


def test_status_says_what_waits(place_on_both: Place) -> None:
    """How large the log is, how many facts wait, and when it was sealed last."""
    place = place_on_both
    assert place.trail.status() == {"size": 0, "unsealed": 0, "lag_seconds": 0.0, "sealed_at": None, "checkpoint": None}
    assert place.trail.checkpoint() is None
    place.facts(3)
    place.trail.seal()
    place.facts(2)
    place.clock.forward(seconds=7)
    assert place.trail.status() == {
        "size": 3, "unsealed": 2, "lag_seconds": 7.0, "sealed_at": "2026-09-21T01:00:00.000Z",
        "checkpoint": place.one("SELECT note FROM checkpoints"),
    }  # fmt: skip


def test_searching_page_by_page(place_on_both: Place) -> None:
    """Newest first, by action, actor and object; `n` of the last is `before` of the next page; none twice."""
    place = place_on_both
    ids = place.facts(7)
    other = place.facts(1, subjects=("p-1",))
    pages, before = [], None
    while page := place.trail.search(before=before, limit=3):
        pages.append([fact["id"] for fact in page])
        before = page[-1]["n"]
    assert [fact for page in pages for fact in page] == [*other, *reversed(ids)]
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [fact["id"] for fact in place.trail.search(object="3")] == [ids[3]]
    assert [fact["id"] for fact in place.trail.search(object="0", actor="o-1")] == [*other, ids[0]]
    assert place.trail.search(action="nothing.done") == []
    assert place.trail.search(actor="o-2") == []


def test_the_log_keeps_the_name_it_began_with(place: Place) -> None:
    """A later change of the setting changes neither checkpoints nor the key that outsiders know."""
    place.facts(1)
    place.trail.seal()
    renamed = Trail(place.database, place.cabinet, clock=place.clock, origin="bada.example/log", storage=place.storage)
    place.facts(1)
    assert renamed.seal() == 1
    assert str(renamed.checkpoint()).startswith("haneul.example/log\n2\n")
    assert renamed.vkey == place.trail.vkey
    assert renamed.verify().findings == []


def test_another_offices_keys_vouch_for_nothing(place: Place, tmp_path: Path) -> None:
    """With the wrong keys nothing verifies, and nothing raises either."""
    place.filled()
    stranger = Cabinet(FileKeyring(folder=tmp_path / "other", create=True))
    findings = Trail(place.database, stranger, origin="haneul.example/log", storage=place.storage).verify().findings
    assert {"forged", "inserted"} <= {finding.kind for finding in findings}
