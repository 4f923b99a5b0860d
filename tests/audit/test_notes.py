"""Signed notes, checkpoints and keys: C2SP signed-note and tlog-checkpoint."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from proofbundle.checkpoint import verify_checkpoint, vkey

from egovframe.audit.errors import AuditError, NoteInvalid
from egovframe.audit.notes import MAX_NOTE, MAX_SIZE, Checkpoint, Signature, SignedNote, Signer, Verifier
from egovframe.audit.tree import EMPTY_ROOT

# The example of the documentation of Go's golang.org/x/mod/sumdb/note.
PETER_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH_VKEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
NOTE = f"{TEXT}\n{PETER_LINE}"

# The example of C2SP signed-note.
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

# A checkpoint of Go's checksum database, whose origin is not its key's name.
SUMDB_VKEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_NOTE = (
    "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n"
    "— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n"
)

ROOT = bytes(range(32))
ROOT_TEXT = b64encode(ROOT).decode()


def signer(name: str = "city.example/log", seed: int = 1) -> Signer:
    """Return a signing key made from a fixed seed."""
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


def peter() -> Verifier:
    """Return the key of the Go example."""
    return Verifier.from_vkey(PETER_VKEY)


def test_our_signature_is_that_of_the_go_example() -> None:
    """From the same seed, name and text comes the same key text and, byte for byte, the same note."""
    key = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PETER_SEED))
    assert key.vkey == PETER_VKEY
    assert str(SignedNote(TEXT, (key.sign(TEXT),))) == NOTE


@pytest.mark.parametrize(("vkey", "note"), [(PETER_VKEY, NOTE), (SPEC_VKEY, SPEC_NOTE), (SUMDB_VKEY, SUMDB_NOTE)])
def test_published_examples_verify(vkey: str, note: str) -> None:
    """Notes signed by other implementations are read, written back unchanged, and verified."""
    signed = SignedNote.parse(note)
    assert str(signed) == note
    assert SignedNote.parse(note.encode()) == signed
    assert signed.verify(Verifier.from_vkey(vkey)) == signed.signatures


@pytest.mark.parametrize("vkey", [PETER_VKEY, ENOCH_VKEY, SPEC_VKEY, SUMDB_VKEY])
def test_keys_are_read_and_written_back(vkey: str) -> None:
    """The text of a key has one spelling; white space around it, as in a file, does not matter."""
    assert Verifier.from_vkey(vkey).vkey == vkey
    assert Verifier.from_vkey(f"  {vkey}\n").vkey == vkey


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "EnochRoot+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy1w==",
        "PeterNeumann+c74f20a3+AhpcIQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW+",
    ],
)
def test_malformed_keys_are_refused(vkey: str) -> None:
    """A mistyped key, a wrong hash, another key's name or another signature type is an error, not another key."""
    with pytest.raises(NoteInvalid) as caught:
        Verifier.from_vkey(vkey)
    assert caught.value.code == "audit.note_invalid"
    assert caught.value.hint


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\u3000b", "a\nb", "a\x00b", "a\ud800b"])
def test_names_that_cannot_stand_in_a_note_are_refused(name: str) -> None:
    """A key's name has no white space of any script, no plus sign and no control characters."""
    with pytest.raises(NoteInvalid):
        Verifier(name, ROOT)


def test_a_korean_name_is_a_name() -> None:
    """Names are UTF-8, not ASCII."""
    key = signer("서울.example/로그")
    note = Checkpoint(key.name, 5, ROOT).sign(key)
    assert Checkpoint.open(str(note).encode(), Verifier.from_vkey(key.vkey)).origin == "서울.example/로그"


def test_two_keys_sign_one_note() -> None:
    """The second signature of the Go example joins the first; either key is enough, and both are reported."""
    note = SignedNote.parse(NOTE + ENOCH_LINE)
    enoch = Verifier.from_vkey(ENOCH_VKEY)
    assert [signature.name for signature in note.verify(enoch, peter())] == ["PeterNeumann", "EnochRoot"]
    assert [signature.name for signature in note.verify(enoch)] == ["EnochRoot"]


def test_signing_again_replaces_the_same_keys_signature_and_keeps_the_others() -> None:
    """A witness adds its line to the log's note without touching it."""
    note = SignedNote.parse(NOTE + ENOCH_LINE)
    key = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PETER_SEED))
    again = note.sign(key, signer())
    assert [signature.name for signature in again.signatures] == ["EnochRoot", "PeterNeumann", "city.example/log"]
    assert len(again.verify(peter(), Verifier.from_vkey(ENOCH_VKEY), signer().verifier)) == 3


def test_signatures_of_unknown_keys_are_ignored() -> None:
    """A key that shares the name or the hash of a trusted one, but not both, is unknown; its bytes do not matter."""
    same_name = Signature("PeterNeumann", b"\x00\x01\x02\x03", b"nonsense")
    same_hash = Signature("EnochRoot", peter().key_hash, b"nonsense")
    genuine = SignedNote.parse(NOTE).signatures
    note = SignedNote(TEXT, (same_name, same_hash, *genuine))
    assert SignedNote.parse(str(note)).verify(peter()) == genuine
    with pytest.raises(NoteInvalid, match="none of which is trusted"):
        SignedNote(TEXT, (same_name, same_hash)).verify(peter())


def test_a_false_signature_by_a_trusted_key_spoils_the_note() -> None:
    """Even beside a genuine one: somebody tampered with the note."""
    genuine = SignedNote.parse(NOTE).signatures[0]
    false = Signature(genuine.name, genuine.key_hash, bytes(64))
    for signatures in ((false,), (genuine, false), (false, genuine)):
        with pytest.raises(NoteInvalid, match="does not hold"):
            SignedNote(TEXT, signatures).verify(peter())


def test_a_repeated_signature_counts_once() -> None:
    """Repeating a line does not make two witnesses of one."""
    note = SignedNote.parse(NOTE + PETER_LINE + PETER_LINE)
    assert len(note.signatures) == 3
    assert len(note.verify(peter())) == 1


def test_trusted_keys_are_told_apart() -> None:
    """The same key given twice is a mistake of the caller's."""
    with pytest.raises(NoteInvalid, match="same name and key hash"):
        SignedNote.parse(NOTE).verify(peter(), peter())
    with pytest.raises(NoteInvalid, match="none of which is trusted"):
        SignedNote.parse(NOTE).verify()


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n",
        b"\n\n",
        TEXT.encode(),
        (TEXT + "\n").encode(),
        (TEXT + PETER_LINE).encode(),
        NOTE[:-1].encode(),
        (NOTE + "\n").encode(),
        (NOTE + "text after the signatures\n").encode(),
        NOTE.replace("— ", "- ").encode(),
        NOTE.replace("— ", "—").encode(),
        NOTE.replace("— ", "—  ").encode(),
        NOTE.replace("nAM=", "nAM").encode(),
        NOTE.replace("nAM=", "nAN=").encode(),
        NOTE.replace("nAM=", "nAM= ").encode(),
        NOTE.replace("nAM=", "nA-_").encode(),
        NOTE.replace("\n", "\r\n").encode(),
        f"{TEXT}\n— PeterNeumann\n".encode(),
        f"{TEXT}\n— PeterNeumann \n".encode(),
        f"{TEXT}\n— PeterNeumann x08gow==\n".encode(),
        f"{TEXT}\n— Peter+Neumann x08go/ZJ\n".encode(),
        f"{TEXT}\n— Peter\u00a0Neumann x08go/ZJ\n".encode(),
        b"\xff" + NOTE.encode(),
        NOTE.encode().replace(b"\xe2\x80\x94", b"\xe2\x80"),
        NOTE.replace("answer", "ans\x00wer").encode(),
        NOTE.replace("answer", "ans\twer").encode(),
        NOTE.replace("answer", "ans\x1fwer").encode(),
    ],
)
def test_malformed_notes_are_refused(note: bytes) -> None:
    """A note is read strictly: no blank line, no whole line, bad UTF-8, control characters, loose base64."""
    with pytest.raises(NoteInvalid):
        SignedNote.parse(note)


def test_text_that_has_no_utf8_is_refused() -> None:
    """A lone surrogate cannot have been signed."""
    with pytest.raises(NoteInvalid, match="UTF-8"):
        SignedNote.parse("\ud800" + NOTE)


def test_the_last_blank_line_divides_text_and_signatures() -> None:
    """A text may have blank lines and lines that look like signatures: they are text, and are signed."""
    text = f"first\n\n{PETER_LINE}\nlast\n"
    note = SignedNote.parse(str(SignedNote(text, (signer().sign(text),))))
    assert note.text == text
    assert [signature.name for signature in note.verify(signer().verifier)] == ["city.example/log"]
    with pytest.raises(NoteInvalid, match="none of which is trusted"):
        note.verify(peter())


def test_a_note_carries_at_most_100_signatures_and_a_megabyte() -> None:
    """Checking is bounded, whatever a stranger sends."""
    lines = "".join(f"{Signature(f'witness{number}.example', bytes(4), b'x')}\n" for number in range(99))
    assert len(SignedNote.parse(NOTE + lines).verify(peter())) == 1
    with pytest.raises(NoteInvalid, match="more than 100"):
        SignedNote.parse(NOTE + lines + PETER_LINE)
    with pytest.raises(NoteInvalid, match="too many"):
        SignedNote.parse("x" * MAX_NOTE + "\n\n" + PETER_LINE)
    with pytest.raises(NoteInvalid):
        SignedNote(TEXT, ())


@pytest.mark.parametrize("text", ["", "no newline", "tab\there\n", "\ud800\n"])
def test_text_that_no_note_carries_is_not_signed(text: str) -> None:
    """The signer refuses what a reader would refuse."""
    with pytest.raises(NoteInvalid):
        signer().sign(text)


TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])).map(lambda line: line + "\n")


@given(st.lists(TEXTS, min_size=1).map("".join))
def test_any_text_is_signed_read_and_verified(text: str) -> None:
    """Every text a note may carry survives, whatever its script or its blank lines."""
    note = SignedNote.parse(str(SignedNote(text, (signer().sign(text),))).encode())
    assert note.text == text
    assert len(note.verify(signer().verifier)) == 1


@given(st.binary(max_size=300) | st.builds(lambda a, b: NOTE.encode()[:a] + b, st.integers(0, 250), st.binary()))
def test_no_bytes_bring_the_parser_down(data: bytes) -> None:
    """What is not a note raises our error and no other; what is one is written back unchanged."""
    try:
        note = SignedNote.parse(data)
    except NoteInvalid:
        return
    assert str(note).encode() == data


def test_every_altered_bit_of_a_note_is_noticed() -> None:
    """A note with one signature has no byte that does not matter."""
    data, verifier = bytearray(NOTE.encode()), peter()
    for place in range(len(data)):
        for bit in range(8):
            data[place] ^= 1 << bit
            with pytest.raises(NoteInvalid):
                SignedNote.parse(bytes(data)).verify(verifier)
            data[place] ^= 1 << bit


def test_the_private_key_is_not_shown() -> None:
    """Printing a signer shows the verifier key only."""
    assert repr(signer()) == f"Signer({signer().vkey!r})"


def test_a_checkpoint_is_origin_size_and_root() -> None:
    """Three lines, and further ones where a log adds them; read back as written."""
    checkpoint = Checkpoint("city.example/log", 70_000, ROOT)
    assert checkpoint.text == f"city.example/log\n70000\n{ROOT_TEXT}\n"
    assert Checkpoint.parse(checkpoint.text) == checkpoint
    extended = Checkpoint("city.example/log", 1, ROOT, ("an extension", "another"))
    assert extended.text.endswith(f"{ROOT_TEXT}\nan extension\nanother\n")
    assert Checkpoint.parse(extended.text) == extended


def test_an_empty_log_has_a_checkpoint() -> None:
    """Size 0 is written as 0, and goes with the root of the empty tree only."""
    assert Checkpoint.parse(Checkpoint("o", 0, EMPTY_ROOT).text).size == 0
    with pytest.raises(NoteInvalid, match="empty log"):
        Checkpoint("o", 0, ROOT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "origin\n",
        "origin\n5\n",
        f"\n5\n{ROOT_TEXT}\n",
        f"origin\n5\n{ROOT_TEXT}",
        f"origin\n5\n{ROOT_TEXT}\n\n",
        f"origin\n5\n{ROOT_TEXT}\nextension\n\nextension\n",
        f"origin\n05\n{ROOT_TEXT}\n",
        f"origin\n00\n{ROOT_TEXT}\n",
        f"origin\n+5\n{ROOT_TEXT}\n",
        f"origin\n-5\n{ROOT_TEXT}\n",
        f"origin\n 5\n{ROOT_TEXT}\n",
        f"origin\n5_0\n{ROOT_TEXT}\n",
        f"origin\n٥\n{ROOT_TEXT}\n",
        f"origin\n0x5\n{ROOT_TEXT}\n",
        f"origin\n{MAX_SIZE + 1}\n{ROOT_TEXT}\n",
        f"origin\n{'9' * 5000}\n{ROOT_TEXT}\n",
        f"origin\n5\n{ROOT_TEXT[:-1]}\n",
        f"origin\n5\n{ROOT_TEXT} \n",
        f"origin\n5\n{b64encode(ROOT[:31]).decode()}\n",
        f"origin\n5\n{b64encode(ROOT + b'x').decode()}\n",
        f"origin\n5\n{ROOT.hex()}\n",
        f"origin\n5\n{ROOT_TEXT}\nextension\twith tab\n",
    ],
)
def test_malformed_checkpoints_are_refused(text: str) -> None:
    """Leading zeros, signs, other scripts' digits, short roots, blank lines: a checkpoint has one spelling."""
    with pytest.raises(NoteInvalid):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 1, ROOT, ()),
        ("a\nb", 1, ROOT, ()),
        ("a\tb", 1, ROOT, ()),
        ("a", -1, ROOT, ()),
        ("a", MAX_SIZE + 1, ROOT, ()),
        ("a", 1, ROOT[:31], ()),
        ("a", 1, ROOT, ("",)),
        ("a", 1, ROOT, ("x\ny",)),
        ("a", 1, ROOT, ("x\x00",)),
    ],
)
def test_values_no_checkpoint_can_have_are_refused(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    """A log cannot sign what nobody could read."""
    with pytest.raises(NoteInvalid):
        Checkpoint(origin, size, root, extensions)


def test_a_checkpoint_is_opened_with_the_logs_key() -> None:
    """Signed, published as text, opened: the same checkpoint; with another key, refused."""
    checkpoint = Checkpoint("city.example/log", 70_000, ROOT)
    note = str(checkpoint.sign(signer()))
    assert Checkpoint.open(note, signer().verifier) == checkpoint
    assert Checkpoint.open(SignedNote.parse(note), signer().verifier) == checkpoint
    with pytest.raises(NoteInvalid, match="none of which is trusted"):
        Checkpoint.open(note, signer(seed=2).verifier)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    """A key that signs for several logs does not vouch for one as the other, unless the origin was asked for."""
    note = Checkpoint("other.example/log", 5, ROOT).sign(signer())
    with pytest.raises(NoteInvalid, match=r"'other\.example/log', not of 'city\.example/log'"):
        Checkpoint.open(note, signer().verifier)
    assert Checkpoint.open(note, signer().verifier, origin="other.example/log").size == 5
    with pytest.raises(NoteInvalid, match="not of 'third'"):
        Checkpoint.open(note, signer().verifier, origin="third")


def test_a_checkpoint_of_gos_checksum_database_is_opened() -> None:
    """A log in the field, whose origin is not its key's name."""
    verifier = Verifier.from_vkey(SUMDB_VKEY)
    checkpoint = Checkpoint.open(SUMDB_NOTE, verifier, origin="go.sum database tree")
    assert (checkpoint.size, checkpoint.root.hex()[:8]) == (6_476_701, "99bf102d")
    with pytest.raises(NoteInvalid):
        Checkpoint.open(SUMDB_NOTE, verifier)


def test_a_note_that_is_no_checkpoint_is_not_opened_as_one() -> None:
    """A genuine signature under other text proves nothing about a log."""
    with pytest.raises(NoteInvalid, match="not a checkpoint"):
        Checkpoint.open(NOTE, peter())


def test_another_implementation_reads_our_checkpoint_and_key() -> None:
    """proofbundle, which shares no code with us, verifies the note and computes the same key text."""
    checkpoint = Checkpoint("city.example/log", 70_000, ROOT)
    found = verify_checkpoint(str(checkpoint.sign(signer())), signer().vkey)
    assert (found["ok"], found["origin"], found["tree_size"]) == (True, "city.example/log", 70_000)
    assert vkey("city.example/log", signer().verifier.public_key) == signer().vkey


def test_errors_belong_to_the_audit_trail() -> None:
    """Whoever catches AuditError catches them all."""
    assert issubclass(NoteInvalid, AuditError)
