"""Cosignatures: C2SP tlog-cosignature, both kinds."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from proofbundle.checkpoint import cosign_checkpoint, cosign_checkpoint_mldsa, verify_cosignature

from egovframe.audit import cosignatures
from egovframe.audit.cosignatures import (
    ED25519_COSIGNATURE,
    LATEST,
    ML_DSA_44,
    CosignatureVerifier,
    Cosigner,
    Head,
    Kind,
    cosigners,
    ed25519_message,
    ml_dsa_here,
    ml_dsa_message,
    verifier_from_vkey,
)
from egovframe.audit.errors import NoteInvalid
from egovframe.audit.notes import Checkpoint, Signature, SignedNote, Signer, Verifier
from egovframe.audit.proofs import Proof
from egovframe.audit.tree import leaf_hash
from egovframe.kernel.errors import MissingExtra
from egovframe.testing.clock import SetClock

SPEC = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
AT = datetime(2026, 9, 21, 1, 2, 3, tzinfo=UTC)
SEED = bytes(range(32))
KINDS = [ED25519_COSIGNATURE, ML_DSA_44]
NAME = "bada.example/witness"


def a_log() -> Signer:
    """Return the key of the log that is cosigned."""
    return Signer("haneul.example/log", Ed25519PrivateKey.from_private_bytes(SEED))


def a_note(size: int = 7, *extensions: str) -> SignedNote:
    """Return a checkpoint of the log, signed."""
    return Checkpoint("haneul.example/log", size, bytes([size]) * 32, extensions).sign(a_log())


def cosigner(kind: Kind = ED25519_COSIGNATURE, *, name: str = NAME) -> Cosigner:
    """Return a witness whose clock stands at AT."""
    return Cosigner(name, SEED, clock=SetClock(AT), kind=kind)


def test_the_example_of_the_specification_is_read() -> None:
    """Its cosignature is a time and 64 bytes, and the message is laid out as the specification shows it."""
    note = SignedNote.parse(SPEC)
    value = note.signatures[1].value
    assert (int.from_bytes(value[:8], "big"), len(value)) == (1679315147, 72)
    shown = (
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )
    assert ed25519_message(note.text, 1679315147) == shown.encode()


def test_the_ml_dsa_message_is_the_structure_of_the_specification() -> None:
    """Label, name, time, origin, start, end, hash: names behind one byte of length, numbers in 8 bytes, big-endian."""
    message = ml_dsa_message(Head("o", 258, b"R" * 32), name="w", timestamp=1)
    assert (
        message == b"subtree/v1\n\0" + b"\1w" + b"\0" * 7 + b"\1" + b"\1o" + b"\0" * 8 + b"\0" * 6 + b"\1\2" + b"R" * 32
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_cosignature_states_when_it_was_made(kind: Kind) -> None:
    """Verified under the key that was published as text; the log's own signature stays."""
    note = a_note().sign(cosigner(kind))
    verifier = verifier_from_vkey(cosigner(kind).vkey)
    assert isinstance(verifier, CosignatureVerifier)
    (found,) = cosigners(SignedNote.parse(str(note)), verifier)
    assert (found.name, found.timestamp) == (NAME, int(AT.timestamp()))
    assert len(note.verify(verifier, a_log().verifier)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_another_implementation_believes_our_cosignature(kind: Kind) -> None:
    """proofbundle, which shares no code with us."""
    found = verify_cosignature(str(a_note().sign(cosigner(kind))), cosigner(kind).vkey)
    assert (found["ok"], found["timestamp"], found["tree_size"]) == (True, int(AT.timestamp()), 7)


@pytest.mark.parametrize("kind", KINDS)
def test_we_believe_the_cosignature_of_another_implementation(kind: Kind) -> None:
    """Made by proofbundle from the same seed, under the same name."""
    theirs = (
        cosign_checkpoint(str(a_note()), Ed25519PrivateKey.from_private_bytes(SEED), NAME, 1_700_000_000)
        if kind == ED25519_COSIGNATURE
        else cosign_checkpoint_mldsa(str(a_note()), MLDSA44PrivateKey.from_seed_bytes(SEED), NAME, 1_700_000_000)
    )
    assert [each.timestamp for each in cosigners(SignedNote.parse(theirs), cosigner(kind).verifier)] == [1_700_000_000]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_altered_afterwards_is_refused(kind: Kind) -> None:
    """The time, the signature, size, root and origin; a cut line; a time that no cosignature can state."""
    note, verifier = a_note().sign(cosigner(kind)), cosigner(kind).verifier
    value = note.signatures[-1].value
    later = (int(AT.timestamp()) + 1).to_bytes(8, "big") + value[8:]
    for broken in (later, value[:-1], value + b"\0", value[:8] + bytes(len(value) - 8), b"\xff" + value[1:], value[:7]):
        with pytest.raises(NoteInvalid, match="does not hold"):
            verifier.verify(note.text, broken)
    for text in (a_note(8).text, note.text.replace("haneul", "hanuel")):
        with pytest.raises(NoteInvalid, match="does not hold"):
            verifier.verify(text, value)
    with pytest.raises(NoteInvalid, match="not a checkpoint"):
        verifier.verify("hello\n", value)


def test_only_the_ed25519_kind_covers_extension_lines() -> None:
    """And only the ML-DSA-44 kind covers the cosigner's name."""
    text, other = a_note(7).text, a_note(7, "extension").text
    ed, pq = cosigner(ED25519_COSIGNATURE), cosigner(ML_DSA_44)
    with pytest.raises(NoteInvalid):
        ed.verifier.verify(other, ed.sign(text).value)
    pq.verifier.verify(other, pq.sign(text).value)
    CosignatureVerifier("other", ed.verifier.public_key).verify(text, ed.sign(text).value)
    with pytest.raises(NoteInvalid):
        CosignatureVerifier("other", pq.verifier.public_key, ML_DSA_44).verify(text, pq.sign(text).value)


def test_a_time_beyond_the_last_second_is_refused_though_it_was_signed() -> None:
    """2^63 - 1 is the largest that the specification allows."""
    key, text = Ed25519PrivateKey.from_private_bytes(SEED), a_note().text
    for timestamp, holds in ((LATEST, True), (LATEST + 1, False)):
        value = timestamp.to_bytes(8, "big") + key.sign(ed25519_message(text, timestamp))
        if holds:
            assert cosigner().verifier.stated(text, value) == timestamp
        else:
            with pytest.raises(NoteInvalid):
                cosigner().verifier.stated(text, value)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_checkpoint_is_not_cosigned(kind: Kind) -> None:
    """A witness signs statements about logs, nothing else."""
    with pytest.raises(NoteInvalid):
        cosigner(kind).sign("If you think cryptography is the answer\n")


def test_a_note_without_cosignatures_has_none_and_a_false_one_spoils_it() -> None:
    """Silence is no error; a known witness's signature that does not hold is."""
    verifier = cosigner().verifier
    assert cosigners(a_note(), verifier) == ()
    false = Signature(NAME, verifier.key_hash, bytes(72))
    with pytest.raises(NoteInvalid, match="does not hold"):
        cosigners(SignedNote(a_note().text, (*a_note().signatures, false)), verifier)


def test_a_key_is_read_by_its_signature_type() -> None:
    """One function for every type; the hash differs by type, so that one key never counts as another."""
    assert verifier_from_vkey(a_log().vkey) == a_log().verifier
    for kind in KINDS:
        assert verifier_from_vkey(f" {cosigner(kind).vkey}\n") == cosigner(kind).verifier
    assert cosigner().verifier.key_hash != Verifier(NAME, cosigner().verifier.public_key).key_hash
    with pytest.raises(NoteInvalid, match="signature type 4"):
        Verifier.from_vkey(cosigner().vkey)
    with pytest.raises(NoteInvalid, match="signature type 2"):
        verifier_from_vkey("PeterNeumann+c74f20a3+AhpcIQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy1w==")


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [(4, NAME, b"short"), (6, NAME, bytes(32)), (4, "a b", bytes(32)), (6, "w" * 256, bytes(1312))],
)
def test_keys_no_cosignature_can_be_made_with_are_refused(kind: Kind, name: str, key: bytes) -> None:
    """A wrong length; a name that no note holds; one too long for the structure that ML-DSA-44 signs."""
    with pytest.raises(NoteInvalid):
        CosignatureVerifier(name, key, kind)


def test_an_origin_too_long_for_the_structure_is_refused() -> None:
    """ML-DSA-44 signs at most 255 bytes of it; Ed25519 signs any text."""
    text = Checkpoint("가" * 86, 1, bytes(32)).text
    cosigner(ED25519_COSIGNATURE).sign(text)
    with pytest.raises(NoteInvalid, match="255"):
        cosigner(ML_DSA_44).sign(text)


def test_without_ml_dsa_the_other_kind_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older `cryptography`: it says what to install, and Ed25519 works."""
    vkey = cosigner(ML_DSA_44).vkey
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.mldsa", None)
    monkeypatch.delattr("cryptography.hazmat.primitives.asymmetric.mldsa", raising=False)
    cosignatures._ml_dsa.cache_clear()
    try:
        assert not ml_dsa_here()
        for act in (lambda: verifier_from_vkey(vkey), lambda: cosigner(ML_DSA_44)):
            with pytest.raises(MissingExtra, match="ML-DSA-44") as caught:
                act()
            assert "pip install" in caught.value.hint
        assert cosigners(a_note().sign(cosigner()), cosigner().verifier)
    finally:
        monkeypatch.undo()
        cosignatures._ml_dsa.cache_clear()
    assert ml_dsa_here()


def test_a_log_may_sign_with_ml_dsa_itself() -> None:
    """A receipt under such a key is verified by the key's text alone (C2SP tlog-checkpoint recommends it)."""
    log = Cosigner("haneul.example/log", SEED, clock=SetClock(AT), kind=ML_DSA_44)
    leaf = leaf_hash(b"entry")
    note = Checkpoint(log.name, 1, leaf).sign(log)
    assert Proof.of([leaf], 0, checkpoint=note, entry=b"entry").verify(log.vkey) == b"entry"


def test_an_empty_log_with_a_root_has_a_head_and_no_checkpoint() -> None:
    """A witness must tell it from what cannot be read."""
    text = a_note(7).text.replace("\n7\n", "\n0\n")
    assert Head.parse(text) == Head("haneul.example/log", 0, b"\7" * 32)
    with pytest.raises(NoteInvalid):
        Checkpoint.parse(text)
    for wrong in ("", "o\n0\n", "o\n0\nAAAA\n", "o\n00\n" + text.split("\n")[2] + "\n"):
        with pytest.raises(NoteInvalid):
            Head.parse(wrong)


def test_the_private_key_is_not_shown() -> None:
    """Printing a cosigner shows its verifier key only."""
    assert SEED.hex() not in repr(cosigner())
    assert cosigner().vkey[:20] in repr(cosigner())


@given(kind=st.sampled_from(KINDS), size=st.integers(1, LATEST), root=st.binary(min_size=32, max_size=32))
def test_any_checkpoint_is_cosigned_and_verified(kind: Kind, size: int, root: bytes) -> None:
    """Whatever its size and root, written and read again."""
    note = Checkpoint("서울.example/로그", size, root).sign(a_log(), cosigner(kind))
    assert len(cosigners(SignedNote.parse(str(note)), cosigner(kind).verifier)) == 1


@given(st.sampled_from(KINDS), st.binary(max_size=100))
def test_no_signature_brings_the_verifier_down(kind: Kind, value: bytes) -> None:
    """Any bytes in the place of a cosignature raise our error and no other."""
    with pytest.raises(NoteInvalid):
        cosigner(kind).verifier.verify(a_note().text, value)
