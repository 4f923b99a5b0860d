"""The witness: C2SP tlog-witness, status by status, race by race."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.audit import store
from egovframe.audit.cosignatures import ED25519_COSIGNATURE, ML_DSA_44, Cosigner, Head, verifier_from_vkey
from egovframe.audit.errors import ProofInvalid
from egovframe.audit.notes import Checkpoint, Signature, SignedNote, Verifier
from egovframe.audit.proofs import verify_consistency
from egovframe.audit.tree import EMPTY_ROOT
from egovframe.audit.witness import MAX_BODY, SIZE, Answer, Refused, Submission, Witness, judge
from tests.audit.peers import NAME, ORIGIN, Peer, two_processes, witness_of
from tests.audit.place import Place

PEER = Peer()
FORKED = Peer(history=1, parts_at=5)


def taken(witness: Witness, old: int, size: int, peer: Peer = PEER) -> Answer:
    """Submit a checkpoint that the witness must take."""
    answer = witness.add_checkpoint(peer.body(old, size))
    assert answer.status == 200, answer
    return answer


def kept(witness: Witness, origin: str = ORIGIN) -> str:
    """Return what a monitor fetches."""
    note = witness.checkpoint(sha256(origin.encode()).hexdigest())
    assert note is not None
    return note


def test_a_log_that_grows_is_cosigned(place_on_both: Place) -> None:
    """From nothing, then on; the lines verify against the checkpoint, and monitors find note and lines."""
    witness = witness_of(place_on_both, PEER)
    for old, size in ((0, 3), (3, 8), (8, 8), (8, 300)):
        answer = taken(witness, old, size)
        lines = SignedNote.parse(f"{PEER.note(size).text}\n{answer.body}")
        assert len(lines.verify(*map(verifier_from_vkey, witness.vkeys))) == 2
        assert {line.name for line in lines.signatures} == {NAME}
        assert kept(witness) == f"{PEER.note(size)}{answer.body}"
        assert SignedNote.parse(kept(witness)).verify(PEER.key.verifier)
    assert witness.alarms() == []
    assert place_on_both.found() == []


def test_the_time_of_a_cosignature_is_the_witnesss_and_never_left_out(place: Place) -> None:
    """Every kind states the second; cosigning again states a later one."""
    witness = witness_of(place, PEER)
    for _ in range(2):
        note = SignedNote.parse(f"{PEER.note(3).text}\n{taken(witness, 3 if _ else 0, 3).body}")
        stated = [int.from_bytes(line.value[:8], "big") for line in note.signatures]
        assert stated == [int(place.clock.now().timestamp())] * 2
        place.clock.forward(seconds=90)


def test_an_empty_log_may_be_witnessed_first(place: Place) -> None:
    """Size 0 has the root of the empty tree; whatever follows is consistent with it."""
    witness = witness_of(place, PEER)
    assert witness.checkpoint(sha256(ORIGIN.encode()).hexdigest()) is None
    taken(witness, 0, 0)
    taken(witness, 0, 0)
    taken(witness, 0, 3)
    assert witness.add_checkpoint(PEER.body(0, 0)) == Answer(409, "3\n", SIZE)
    other = Peer(origin="other.example/log", seed=2)
    both = witness_of(place, PEER, other)
    taken(both, 0, 3, other)
    assert both.add_checkpoint(other.body(0, 0)).status == 409
    assert witness.alarms() == [], "an empty log contradicts nothing"


def test_409_says_how_far_the_witness_is(place_on_both: Place) -> None:
    """The size in decimal and a newline, under its own media type; 0 is a way to ask."""
    witness = witness_of(place_on_both, PEER)
    assert witness.add_checkpoint(PEER.body(2, 3)) == Answer(409, "0\n", "text/x.tlog.size")
    taken(witness, 0, 7)
    for old in (0, 6, 8):
        assert witness.add_checkpoint(PEER.body(old, 9)) == Answer(409, "7\n", "text/x.tlog.size")
    assert kept(witness).split("\n")[1] == "7"


def test_404_for_a_log_nobody_told_it_of(place: Place) -> None:
    """Even with a genuine signature; and a monitor who asks for it."""
    witness = witness_of(place, PEER)
    stranger = Peer(origin="other.example/log")
    assert witness.add_checkpoint(stranger.body(0, 3)).status == 404
    assert witness.checkpoint(sha256(stranger.origin.encode()).hexdigest()) is None
    assert witness.checkpoint("nonsense") is None


def test_403_without_a_signature_of_a_trusted_key(place: Place) -> None:
    """Another key, another log's key, a false signature beside a genuine one; unknown signatures are ignored."""
    other = Peer(origin="other.example/log", seed=2)
    witness = witness_of(place, PEER, other)
    genuine, verifier = PEER.note(3), PEER.key.verifier
    false = Signature(verifier.name, verifier.key_hash, bytes(64))
    for note in (
        Peer(seed=9).note(3),
        Checkpoint(ORIGIN, 3, bytes(32)).sign(other.key),
        SignedNote(genuine.text, (false,)),
        SignedNote(genuine.text, (*genuine.signatures, false)),
        SignedNote(PEER.note(4).text, genuine.signatures),
    ):
        assert witness.add_checkpoint(PEER.body(0, 3, note=note)).status == 403, note
    unknown = Signature("stranger", b"\0\0\0\0", b"x")
    assert (
        witness.add_checkpoint(PEER.body(0, 3, note=SignedNote(genuine.text, (unknown, *genuine.signatures)))).status
        == 200
    )
    assert "stranger" not in kept(witness)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"old 0\n",
        PEER.body(0, 3).replace(b"old 0\n", b""),
        PEER.body(0, 3).replace(b"old 0", b"old 00"),
        PEER.body(0, 3).replace(b"old 0", b"old  0"),
        PEER.body(0, 3).replace(b"old 0", b"old -0"),
        PEER.body(0, 3).replace(b"old 0", b"Old 0"),
        PEER.body(0, 3).replace(b"old 0", b"old 0 "),
        PEER.body(0, 3).replace(b"old 0", "old ٠".encode()),
        PEER.body(0, 3).replace(b"old 0\n", b"old 0\r\n"),
        PEER.body(0, 3).replace(b"old 0\n\n", b"old 0\n"),
        PEER.body(0, 3).replace(b"old 0\n\n", b"old 0\nAAAA\n\n"),
        PEER.body(0, 3).replace(b"old 0\n\n", b"old 0\n" + b"=" * 44 + b"\n\n"),
        PEER.body(0, 3)[:-1],
        PEER.body(0, 3) + b"x",
        PEER.body(0, 3) + b"\n",
        PEER.body(0, 3).replace(b"\n3\n", b"\n03\n"),
        PEER.body(0, 3).replace(b"\n3\n", b"\n\xff\n"),
        PEER.body(0, 3, path=[bytes(32)] * 64),
        b"old 0\n\nhello\n\n" + b"\xe2\x80\x94 a AAAAAAA=\n",
        b"x" * (MAX_BODY + 1),
        PEER.body(4, 3, path=[]),
    ],
)
def test_400_for_what_the_specification_does_not_have(place: Place, body: bytes) -> None:
    """Malformed lines, too many, no checkpoint, an old size beyond the new one."""
    witness = witness_of(place, PEER)
    assert witness.add_checkpoint(body).status == 400
    assert witness.checkpoint(sha256(ORIGIN.encode()).hexdigest()) is None


def test_422_where_the_proof_does_not_lead_there(place: Place) -> None:
    """A proof from 0, none where one is due, a wrong one, a superfluous one; nothing is stored."""
    witness = witness_of(place, PEER)
    assert witness.add_checkpoint(PEER.body(0, 3, path=[bytes(32)])).status == 422
    taken(witness, 0, 5)
    right = [bytes(item) for item in Submission.parse(PEER.body(5, 9)).path]
    for path in ([], right[:-1], [*right, bytes(32)], [bytes(32), *right[1:]], list(reversed(right))):
        assert witness.add_checkpoint(PEER.body(5, 9, path=path)).status == 422
    assert witness.add_checkpoint(PEER.body(5, 5, path=[bytes(32)])).status == 422
    assert kept(witness).split("\n")[1] == "5"
    assert witness.alarms() == [], "anyone can send a genuine checkpoint with a senseless proof"


@pytest.mark.parametrize("kind", ["ed25519", "ml-dsa"])
def test_422_for_an_empty_log_with_a_root(place: Place, kind: str) -> None:
    """Whatever the log signs with: the signature holds, what is signed cannot be."""
    key: Any = PEER.key
    if kind == "ml-dsa":
        key = Cosigner(ORIGIN, bytes(32), clock=place.clock, kind=ML_DSA_44)
    text = f"{ORIGIN}\n0\n{b64encode(bytes(32)).decode()}\n"
    note = SignedNote(text, (key.sign(text),))
    witness = witness_of(place, Peer(key=key))
    assert witness.add_checkpoint(f"old 0\n\n{note}".encode()).status == 422
    assert witness.add_checkpoint(f"old 1\n\n{note}".encode()).status == 400


def test_a_log_that_signs_with_ml_dsa_is_witnessed(place: Place) -> None:
    """The specification recommends it to logs."""
    peer = Peer(key=Cosigner(ORIGIN, bytes(32), clock=place.clock, kind=ML_DSA_44))
    witness = witness_of(place, peer, kinds=(ED25519_COSIGNATURE,))
    taken(witness, 0, 3, peer)
    taken(witness, 3, 4, peer)


# ------------------------------------------------------------------------------------------------------- two histories


def evidence(witness: Witness) -> Any:
    """Return the only alarm; both notes are signed by the log, so that a stranger believes them."""
    (alarm,) = witness.alarms()
    for note in (alarm.kept, alarm.shown):
        SignedNote.parse(note).verify(PEER.key.verifier)
    return alarm


def test_another_root_of_the_same_size_is_a_fork(place_on_both: Place) -> None:
    """422 as the specification says, and both notes are kept; a fact vouches for the alarm."""
    witness = witness_of(place_on_both, PEER)
    taken(witness, 0, 8)
    assert witness.add_checkpoint(FORKED.body(8, 8)).status == 422
    alarm = evidence(witness)
    assert (alarm.kind, alarm.origin, alarm.size) == ("fork", ORIGIN, 8)
    heads = [Head.parse(SignedNote.parse(note).text) for note in (alarm.kept, alarm.shown)]
    assert heads[0].size == heads[1].size
    assert heads[0].root != heads[1].root
    assert [fact["action"] for fact in place_on_both.trail.search(object=f"alarm:{alarm.id}")] == ["witness.alarmed"]
    place_on_both.trail.seal()
    assert place_on_both.found() == []
    place_on_both.sql("DELETE FROM alarms")
    assert place_on_both.found() == [("deleted", "alarms", alarm.id)], "kept for good"


def test_a_fork_shows_at_any_size_that_was_ever_cosigned(place: Place) -> None:
    """Not only at the newest; also when the answer is 409."""
    witness = witness_of(place, PEER)
    taken(witness, 0, 6)
    taken(witness, 6, 20)
    assert witness.add_checkpoint(FORKED.body(0, 6)).status == 409
    assert (evidence(witness).kind, evidence(witness).size) == ("fork", 6)


def test_a_proof_from_another_history_is_a_fork(place: Place) -> None:
    """The log's own proof shows another root where we cosigned one: the evidence holds without us."""
    witness = witness_of(place, PEER)
    taken(witness, 0, 7)
    assert witness.add_checkpoint(FORKED.body(7, 12)).status == 422
    alarm = evidence(witness)
    older, newer = (Head.parse(SignedNote.parse(note).text) for note in (alarm.kept, alarm.shown))
    path = [bytes.fromhex(line) for line in alarm.path.split()]
    verify_consistency(path, old_size=7, old_root=FORKED_ROOT_AT_7, new_size=12, new_root=newer.root)
    with pytest.raises(ProofInvalid):
        verify_consistency(path, old_size=7, old_root=older.root, new_size=12, new_root=newer.root)


FORKED_ROOT_AT_7 = Head.parse(FORKED.note(7).text).root


def test_a_smaller_checkpoint_that_was_never_seen_is_a_rollback(place: Place) -> None:
    """Once for each size that was kept; a replay of what we cosigned before is none."""
    witness = witness_of(place, PEER)
    taken(witness, 0, 4)
    taken(witness, 4, 10)
    assert witness.add_checkpoint(PEER.body(0, 4)).status == 409
    assert witness.alarms() == []
    for size in (6, 7):
        assert witness.add_checkpoint(PEER.body(4, size)).status == 409
    alarm = evidence(witness)
    assert (alarm.kind, alarm.size, alarm.shown.split("\n")[1]) == ("rollback", 10, "6")


def test_who_is_not_the_log_raises_no_alarm(place: Place) -> None:
    """A stranger's signature contradicts nothing."""
    witness = witness_of(place, PEER)
    taken(witness, 0, 8)
    for size in (4, 8):
        assert witness.add_checkpoint(Peer(seed=9, history=3).body(8, 8, note=Peer(seed=9).note(size))).status == 403
    assert witness.alarms() == []


# ----------------------------------------------------------------------------------------------------- at the same time


def test_of_two_at_once_exactly_one_is_cosigned(database_url: str, tmp_path: Path) -> None:
    """Two processes read the same size, both proofs hold: one gets 200, the other 409 with the size that won."""
    with two_processes(database_url, tmp_path, PEER) as (_, one, two):
        taken(one, 0, 3)
        size = 3
        for round_ in range(5):
            begin = Barrier(2)

            def submit(witness: Witness, to: int, begin: Barrier = begin, old: int = size) -> Answer:
                begin.wait()
                return witness.add_checkpoint(PEER.body(old, to))

            sizes = (size + 1, size + 2) if round_ % 2 else (size + 2, size + 1)
            with ThreadPoolExecutor(2) as threads:
                answers = list(threads.map(submit, (one, two), sizes))
            assert sorted(answer.status for answer in answers) == [200, 409]
            size = next(to for to, answer in zip(sizes, answers, strict=True) if answer.status == 200)
            assert [answer for answer in answers if answer.status == 409] == [Answer(409, f"{size}\n", SIZE)]
            assert kept(one).split("\n")[1] == str(size)


def test_the_slower_one_never_takes_the_log_back(place_on_both: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The race of the specification: checked for 6, meanwhile 9 is stored; 6 must not replace it."""
    witness, swap = witness_of(place_on_both, PEER), store.swap_witnessed
    taken(witness, 0, 3)

    def meanwhile(conn: Any, values: Any, *, before: Any) -> bool:
        monkeypatch.setattr(store, "swap_witnessed", swap)
        assert swap(conn, {**values, "size": 9, "root": Head.parse(PEER.note(9).text).root}, before=before)
        return swap(conn, values, before=before)

    monkeypatch.setattr(store, "swap_witnessed", meanwhile)
    assert witness.add_checkpoint(PEER.body(3, 6)) == Answer(409, "9\n", SIZE)


def test_of_two_first_checkpoints_one_is_cosigned(database_url: str, tmp_path: Path) -> None:
    """There is no row yet that could be compared: the database refuses the second one."""
    with two_processes(database_url, tmp_path, PEER) as (_, one, two):
        begin = Barrier(2)

        def submit(witness: Witness, to: int) -> int:
            begin.wait()
            return witness.add_checkpoint(PEER.body(0, to)).status

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(submit, (one, two), (4, 5))) == [200, 409]


def test_a_crash_between_check_and_store_leaves_nothing(place_on_both: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cosignature left the house; the next attempt starts from where the witness was."""
    witness = witness_of(place_on_both, PEER)
    taken(witness, 0, 3)
    for name in ("swap_witnessed", "add_sighting"):

        def crash(*_: Any, **__: Any) -> None:
            raise OSError("No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(store, name, crash)
            with pytest.raises(OSError, match="space"):
                witness.add_checkpoint(PEER.body(3, 9))
        assert kept(witness).split("\n")[1] == "3"
    taken(witness_of(place_on_both, PEER), 3, 9)


def test_after_a_crash_between_store_and_answer_the_log_goes_on(place: Place) -> None:
    """What was stored was never handed out: the log learns the size and is cosigned there."""
    taken(witness_of(place, PEER), 0, 3)
    again = witness_of(place, PEER)  # the answer was lost
    assert again.add_checkpoint(PEER.body(0, 3)) == Answer(409, "3\n", SIZE)
    taken(again, 3, 3)


def test_what_was_answered_was_stored_before(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the answer leaves, the transaction has ended."""
    order: list[str] = []
    write = type(place.database).write

    def watched(self: Any) -> Any:
        from contextlib import contextmanager

        @contextmanager
        def inner() -> Any:
            with write(self) as conn:
                yield conn
            order.append("committed")

        return inner()

    monkeypatch.setattr(type(place.database), "write", watched)
    taken(witness_of(place, PEER), 0, 3)
    order.append("answered")
    assert order == ["committed", "answered"]


# ------------------------------------------------------------------------------------------------------ without any I/O


@given(st.binary(max_size=300) | st.builds(lambda a, b: PEER.body(0, 3)[:a] + b, st.integers(0, 250), st.binary()))
def test_no_bytes_bring_the_reader_down(body: bytes) -> None:
    """What is no submission is refused with 400, and with nothing else."""
    status = 200
    try:
        Submission.parse(body)
    except Refused as refused:
        status = refused.answer.status
    assert status in {200, 400}


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_the_rules_agree_with_the_definition(stored: int, grown: int, old: int, honest: bool) -> None:
    """Cosigned exactly where the old size is the stored one and the new log begins with the old one."""
    peer = PEER if honest else Peer(history=2, parts_at=stored - 1)
    size = stored + grown
    submission = Submission.parse(peer.body(min(old, size), size))
    row = Checkpoint(ORIGIN, stored, Head.parse(PEER.note(stored).text).root)

    class Row:
        size, root, note = row.size, row.root, ""

    answer = judge(submission, Row())
    expected = 409 if submission.old != stored else None if honest else 422
    assert (None if answer is None else answer.status) == expected


def test_an_empty_root_is_the_hash_of_nothing() -> None:
    """As RFC 6962 defines it."""
    assert Head.parse(PEER.note(0).text).root == EMPTY_ROOT == sha256(b"").digest()
    assert isinstance(PEER.key.verifier, Verifier)
