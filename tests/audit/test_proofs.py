"""Proofs of inclusion and of consistency, and the citizen's receipt: RFC 9162 section 2.1 and C2SP tlog-proof."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from proofbundle import merkle as theirs
from proofbundle.tlogproof import verify_tlog_proof
from pymerkle import InmemoryTree

from egovframe.audit.errors import AuditError, HashInvalid, NoteInvalid, ProofInvalid
from egovframe.audit.notes import Checkpoint, SignedNote, Signer
from egovframe.audit.proofs import Proof, consistency, inclusion, shown_root, verify_consistency, verify_inclusion
from egovframe.audit.tree import EMPTY_ROOT, Tree, leaf_hash, leaf_hashes
from tests.audit.shelf import big, entries, reference

REFERENCE_LEAVES = leaf_hashes(
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
)
ORIGIN = "city.example/log"
ENTRY = b'{"action":"petition.read"}'


@cache
def small() -> Tree:
    """Return the tree of 300 entries."""
    return Tree(leaf_hashes(entries(300)))


@cache
def signer() -> Signer:
    """Return the log's key."""
    return Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"k" * 32))


@cache
def receipt() -> str:
    """Return the receipt of entry 5 in a log of 11 entries."""
    items = [*entries(5), ENTRY, *entries(5)]
    tree = Tree(leaf_hashes(items))
    checkpoint = Checkpoint(ORIGIN, tree.size, tree.root()).sign(signer())
    return str(Proof.of(tree, 5, checkpoint=checkpoint, entry=ENTRY))


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [
        (0, 1, []),
        (0, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]),
        (5, 8, ["bc1a0643", "ca854ea1", "d37ee418"]),
        (2, 3, ["fac54203"]),
        (1, 5, ["6e340b9c", "5f083f0a", "bc1a0643"]),
    ],
)
def test_inclusion_proofs_are_those_of_certificate_transparency(index: int, size: int, path: list[str]) -> None:
    """The proofs of the reference tests, hash by hash."""
    assert [item.hex()[:8] for item in inclusion(REFERENCE_LEAVES, index, size=size)] == path


@pytest.mark.parametrize(
    ("old", "size", "path"),
    [
        (1, 1, []),
        (1, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]),
        (6, 8, ["0ebc5d34", "ca854ea1", "d37ee418"]),
        (2, 5, ["5f083f0a", "bc1a0643"]),
    ],
)
def test_consistency_proofs_are_those_of_certificate_transparency(old: int, size: int, path: list[str]) -> None:
    """The proofs of the reference tests, hash by hash."""
    assert [item.hex()[:8] for item in consistency(REFERENCE_LEAVES, old, size=size)] == path


def test_every_entry_of_every_tree_to_300_is_proved() -> None:
    """Each proof verifies, and for no other index, size or leaf."""
    tree = small()
    for size in range(1, 301):
        root = tree.root(size)
        for index in range(size):
            path, leaf = inclusion(tree, index, size=size), tree.hash_at(0, index)
            verify_inclusion(path, index=index, size=size, leaf=leaf, root=root)
            if size < 40:
                other = (index + 1) % size
                wrongs = [(index, size, leaf_hash(b"other")), (size, size, leaf), (-1, size, leaf)]
                wrongs += [(other, size, leaf)] if other != index else []
                for wrong_index, wrong_size, wrong_leaf in wrongs:
                    with pytest.raises(ProofInvalid):
                        verify_inclusion(path, index=wrong_index, size=wrong_size, leaf=wrong_leaf, root=root)


def test_every_pair_of_trees_to_300_is_proved_consistent() -> None:
    """Each proof verifies between its two trees, and not with their roots exchanged."""
    tree = small()
    for new in range(1, 301):
        new_root = tree.root(new)
        for old in range(new + 1):
            path, old_root = consistency(tree, old, size=new), tree.root(old)
            verify_consistency(path, old_size=old, old_root=old_root, new_size=new, new_root=new_root)
            if new < 40 and 0 < old < new:
                with pytest.raises(ProofInvalid):
                    verify_consistency(path, old_size=old, old_root=new_root, new_size=new, new_root=old_root)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 70_000), st.data())
def test_large_trees_are_proved_from_their_tiles(size: int, data: st.DataObject) -> None:
    """Tiles give the same proofs as the tree in memory, at the current and at every earlier size."""
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    tiles, tree = big().open(70_000), reference()
    path, growth = inclusion(tiles, index, size=size), consistency(tiles, old, size=size)
    assert path == inclusion(tree, index, size=size) == inclusion(big().open(size), index)
    assert growth == consistency(tree, old, size=size)
    root = tree.root(size)
    verify_inclusion(path, index=index, size=size, leaf=tree.hash_at(0, index), root=root)
    verify_consistency(growth, old_size=old, old_root=tree.root(old), new_size=size, new_root=root)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 3000), st.data())
def test_altered_proofs_are_refused(size: int, data: st.DataObject) -> None:
    """A flipped bit, a hash too many, too few or in another's place: none of them proves anything."""
    tree = reference()
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    root, leaf = tree.root(size), tree.hash_at(0, index)
    included = partial(verify_inclusion, index=index, size=size, leaf=leaf, root=root)
    continued = partial(verify_consistency, old_size=old, old_root=tree.root(old), new_size=size, new_root=root)
    proofs = [(inclusion(tree, index, size=size), included), (consistency(tree, old, size=size), continued)]
    for path, verify in proofs:
        verify(path)
        place = data.draw(st.integers(0, len(path) - 1))
        flipped = bytearray(path[place])
        flipped[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        altered = [
            (*path[:place], bytes(flipped), *path[place + 1 :]),
            (*path[:place], *path[place + 1 :]),
            (*path[:place], path[place], *path[place:]),
            (*path, bytes(32)),
            (bytes(32), *path),
            (*path[:place], path[place][:31], *path[place + 1 :]),
        ]
        for wrong in altered:
            with pytest.raises(ProofInvalid):
                verify(wrong)


def test_a_rewritten_log_has_no_consistency_proof() -> None:
    """Whoever changes an old entry cannot prove that the log only grew, whichever proof is shown."""
    honest = small()
    forged = Tree([*leaf_hashes(entries(120)), leaf_hash(b"rewritten"), *leaf_hashes(entries(300))[121:]])
    for path in (consistency(honest, 200), consistency(forged, 200), ()):
        with pytest.raises(ProofInvalid):
            verify_consistency(path, old_size=200, old_root=honest.root(200), new_size=300, new_root=forged.root(300))


def test_equal_sizes_and_the_empty_log_need_no_hashes() -> None:
    """Equal sizes are consistent when the roots are equal; every log continues the empty one; any hash is too many."""
    root = small().root()
    verify_consistency((), old_size=300, old_root=root, new_size=300, new_root=root)
    verify_consistency((), old_size=0, old_root=EMPTY_ROOT, new_size=300, new_root=root)
    verify_consistency((), old_size=0, old_root=EMPTY_ROOT, new_size=0, new_root=EMPTY_ROOT)
    for path, old_size, old_root, new_size, new_root in [
        ((root,), 300, root, 300, root),
        ((), 300, EMPTY_ROOT, 300, root),
        ((), 0, root, 300, root),
        ((root,), 0, EMPTY_ROOT, 300, root),
        ((), 0, EMPTY_ROOT, 0, root),
        ((), 128, small().root(128), 300, root),
        ((), 301, root, 300, root),
        ((), -1, EMPTY_ROOT, 300, root),
    ]:
        with pytest.raises(ProofInvalid):
            verify_consistency(path, old_size=old_size, old_root=old_root, new_size=new_size, new_root=new_root)


def test_proofs_of_what_is_not_there_are_not_made() -> None:
    """No entry beyond the size, no size beyond the tree."""
    for index, size in [(300, None), (-1, None), (5, 5), (0, 0), (0, 301), (0, -1)]:
        with pytest.raises(HashInvalid):
            inclusion(small(), index, size=size)
    for old, size in [(301, None), (-1, None), (6, 5), (0, 301)]:
        with pytest.raises(HashInvalid):
            consistency(small(), old, size=size)


def test_a_proof_has_a_bounded_number_of_hashes() -> None:
    """More hashes than the highest tree has levels are refused before any is looked at."""
    with pytest.raises(ProofInvalid, match="at most 64") as caught:
        verify_inclusion([bytes(32)] * 65, index=0, size=2**63 - 1, leaf=bytes(32), root=bytes(32))
    assert caught.value.code == "audit.proof_invalid"
    assert caught.value.hint


def test_independent_implementations_agree() -> None:
    """Of two, pymerkle makes the same paths; proofbundle verifies ours and makes its own, which verify here."""
    items = entries(70)
    tree, other = Tree(leaf_hashes(items)), InmemoryTree.init_from_entries(items)
    for size in (1, 2, 3, 7, 8, 9, 63, 64, 65, 70):
        root = tree.root(size)
        for index in range(0, size, 1 + size // 9):
            path = inclusion(tree, index, size=size)
            assert list(path) == other.prove_inclusion(index + 1, size).path[1:]
            assert list(path) == theirs.inclusion_proof(items[:size], index)
            assert theirs.verify_inclusion(items[index], index, size, list(path), root)
        for old in range(1, size, 1 + size // 9):
            growth = consistency(tree, old, size=size)
            assert list(growth) == theirs.consistency_proof(items[:size], old)
            assert theirs.verify_consistency(old, size, list(growth), tree.root(old), root)


def test_a_receipt_reads_as_the_specification_says() -> None:
    """Magic line, entry, index, hashes, a blank line, then the checkpoint as the log signed it."""
    head, _, note = receipt().partition("\n\n")
    lines = head.split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra " + b64encode(ENTRY).decode(), "index 5"]
    tree = Tree(leaf_hashes([*entries(5), ENTRY, *entries(5)]))
    assert lines[3:] == [b64encode(item).decode() for item in inclusion(tree, 5)]
    assert note == str(Checkpoint(ORIGIN, 11, tree.root()).sign(signer()))


def test_a_receipt_is_checked_with_nothing_but_the_key() -> None:
    """Read back from its text or its bytes, it returns the entry it proves, and is written back unchanged."""
    for proof in (Proof.parse(receipt()), Proof.parse(receipt().encode())):
        assert str(proof) == receipt()
        assert proof.verify(signer().vkey) == ENTRY
        assert proof.verify(signer().verifier, origin=ORIGIN) == ENTRY


def test_every_altered_bit_of_a_receipt_is_noticed() -> None:
    """There is no byte in a receipt that does not matter, and no damage that raises anything but our errors."""
    data, verifier = bytearray(receipt().encode()), signer().verifier
    for place in range(len(data)):
        for bit in range(8):
            data[place] ^= 1 << bit
            with pytest.raises(AuditError):
                Proof.parse(bytes(data)).verify(verifier)
            data[place] ^= 1 << bit


def test_a_cut_or_longer_receipt_is_noticed() -> None:
    """A byte less, from either side, or a byte more anywhere."""
    data, verifier = receipt().encode(), signer().verifier
    for place in range(len(data)):
        for wrong in (data[:place], data[place + 1 :], data[:place] + data[place + 1 :]):
            with pytest.raises(AuditError):
                Proof.parse(wrong).verify(verifier)
        for more in (b"\n", b" ", b"A", b"0"):
            with pytest.raises(AuditError):
                Proof.parse(data[:place] + more + data[place:]).verify(verifier)


def test_lines_that_are_exchanged_repeated_or_left_out_are_noticed() -> None:
    """Every line has its one place."""
    lines, verifier = receipt().split("\n")[:-1], signer().verifier
    variants = [[*lines[:i], *lines[i + 1 :]] for i in range(len(lines))]
    variants += [[*lines[:i], lines[i], *lines[i:]] for i in range(len(lines) - 1)]
    variants += [[*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]] for i in range(len(lines) - 1)]
    for variant in variants:
        with pytest.raises(AuditError):
            Proof.parse("\n".join(variant) + "\n").verify(verifier)


def test_a_receipt_without_the_entry_is_checked_against_one_that_is_given() -> None:
    """Who has the entry already need not find it in the file; another entry is refused."""
    proof = Proof.parse("\n".join(line for line in receipt().split("\n") if not line.startswith("extra ")))
    assert proof.extra is None
    assert proof.verify(signer().vkey, entry=ENTRY) == ENTRY
    with pytest.raises(ProofInvalid, match="does not carry the entry"):
        proof.verify(signer().vkey)
    with pytest.raises(ProofInvalid, match="does not lead"):
        proof.verify(signer().vkey, entry=b"another entry")


def test_an_entry_that_is_given_counts_before_the_one_in_the_file() -> None:
    """The extra line is not signed: what the caller knows to have been logged is what is checked."""
    with pytest.raises(ProofInvalid, match="does not lead"):
        Proof.parse(receipt()).verify(signer().vkey, entry=b"another entry")


def test_a_receipt_of_another_log_is_refused() -> None:
    """Another key, or the right key under another origin, proves nothing about this log."""
    stranger = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"s" * 32))
    with pytest.raises(NoteInvalid):
        Proof.parse(receipt()).verify(stranger.vkey)
    with pytest.raises(NoteInvalid, match="not of"):
        Proof.parse(receipt()).verify(signer().vkey, origin="other.example/log")
    with pytest.raises(NoteInvalid, match="not a verifier key"):
        Proof.parse(receipt()).verify("no key")


def test_witness_lines_in_the_checkpoint_do_not_disturb() -> None:
    """Cosignatures of keys that are not asked for are ignored."""
    witness = Signer("witness.example", Ed25519PrivateKey.from_private_bytes(b"w" * 32))
    proof = Proof.parse(receipt())
    seen = Proof(proof.index, proof.path, proof.checkpoint.sign(witness), proof.extra)
    assert Proof.parse(str(seen)).verify(signer().vkey) == ENTRY
    assert Proof.parse(str(seen)).verify(witness.verifier, origin=ORIGIN) == ENTRY


def test_a_log_of_one_entry_needs_no_hashes() -> None:
    """Its root is the entry's hash: after the index comes the blank line."""
    checkpoint = Checkpoint(ORIGIN, 1, leaf_hash(ENTRY)).sign(signer())
    proof = Proof.of([leaf_hash(ENTRY)], 0, checkpoint=checkpoint, entry=ENTRY)
    assert "index 0\n\ncity.example/log\n1\n" in str(proof)
    assert Proof.parse(str(proof)).verify(signer().vkey) == ENTRY


def test_an_empty_entry_leaves_the_extra_line_out() -> None:
    """An extra line always has something on it."""
    checkpoint = Checkpoint(ORIGIN, 1, leaf_hash(b"")).sign(signer())
    proof = Proof.of([leaf_hash(b"")], 0, checkpoint=checkpoint, entry=b"")
    assert "extra" not in str(proof)
    assert Proof.parse(str(proof)).verify(signer().vkey, entry=b"") == b""
    with pytest.raises(ProofInvalid, match="extra line"):
        Proof.parse(str(proof).replace("index", "extra \nindex"))


def test_the_largest_entry_fits_a_receipt() -> None:
    """65,535 bytes, the most a log entry has, travel in the extra line."""
    entry = bytes(range(256)) * 255 + bytes(255)
    checkpoint = Checkpoint(ORIGIN, 1, leaf_hash(entry)).sign(signer())
    proof = Proof.of([leaf_hash(entry)], 0, checkpoint=checkpoint, entry=entry)
    assert Proof.parse(str(proof)).verify(signer().vkey) == entry


def test_a_receipt_that_could_not_be_checked_is_not_made() -> None:
    """Wrong entry, entry after the checkpoint, or a checkpoint of another tree: the city learns it, not the citizen."""
    tree = small()
    checkpoint = Checkpoint(ORIGIN, 200, tree.root(200)).sign(signer())
    assert Proof.of(tree, 199, checkpoint=checkpoint, entry=None).verify(signer().vkey, entry=b"entry 199")
    with pytest.raises(ProofInvalid):
        Proof.of(tree, 199, checkpoint=checkpoint, entry=b"entry 198")
    with pytest.raises(HashInvalid):
        Proof.of(tree, 200, checkpoint=checkpoint, entry=None)
    forked = Checkpoint(ORIGIN, 200, tree.root(199)).sign(signer())
    with pytest.raises(ProofInvalid):
        Proof.of(tree, 199, checkpoint=forked, entry=None)


@pytest.mark.parametrize("index", [-1, 2**63])
def test_indexes_no_entry_has_are_refused(index: int) -> None:
    """Indexes are counted from 0 and fit 63 bits."""
    with pytest.raises(ProofInvalid, match="not the index"):
        Proof(index, (), SignedNote.parse(receipt().partition("\n\n")[2]))


@given(st.binary(max_size=300) | st.tuples(st.integers(0, 500), st.binary()).map(lambda t: _spliced(*t)))
def test_no_bytes_bring_the_parser_down(data: bytes) -> None:
    """What is no receipt raises ProofInvalid and nothing else; what is one is written back unchanged."""
    try:
        proof = Proof.parse(data)
    except ProofInvalid:
        return
    assert str(proof).encode() == data


def _spliced(place: int, more: bytes) -> bytes:
    return receipt().encode()[:place] + more + receipt().encode()[place:]


def test_another_implementation_checks_our_receipt() -> None:
    """proofbundle, which shares no code with us, verifies the file with the same key, and refuses an altered one."""
    found = verify_tlog_proof(receipt(), ENTRY, signer().vkey, expected_origin=ORIGIN)
    assert (found["ok"], found["index"], found["tree_size"]) == (True, 5, 11)
    assert not verify_tlog_proof(receipt().replace("index 5", "index 4"), ENTRY, signer().vkey)["ok"]
    tree = big().open(70_000)
    checkpoint = Checkpoint(ORIGIN, 70_000, tree.root()).sign(signer())
    proof = Proof.of(tree, 69_999, checkpoint=checkpoint, entry=b"entry 69999")
    assert verify_tlog_proof(str(proof), b"entry 69999", signer().vkey, expected_origin=ORIGIN)["ok"]


@given(st.integers(1, 120), st.integers(1, 120), st.data())
def test_a_proof_shows_the_root_that_it_continues(one: int, other: int, data: st.DataObject) -> None:
    """Where the older tree is no complete one; a path that does not lead to the newer root shows nothing."""
    old, new = sorted((one, other))
    path = consistency(small(), old, size=new)
    newer = small().root(new)
    shown = shown_root(path, old_size=old, new_size=new, new_root=newer)
    complete = old & (old - 1) == 0
    assert shown == (None if complete or old == new else small().root(old))
    assert shown_root(path, old_size=old, new_size=new, new_root=small().root(300)) is None
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        broken = [*path[:place], bytes(32), *path[place + 1 :]]
        assert shown_root(broken, old_size=old, new_size=new, new_root=newer) is None
        assert shown_root(path[:-1], old_size=old, new_size=new, new_root=newer) is None
        assert shown_root([*path, b"short"], old_size=old, new_size=new, new_root=newer) is None
