"""The hash tree of the audit log: RFC 6962 section 2.1."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from egovframe.audit.errors import HashInvalid
from egovframe.audit.tree import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    leaf_hash,
    leaf_hashes,
    node_hash,
    range_root,
    root,
    root_at,
)
from tests.audit.shelf import entries, mth

# The inputs and roots of the reference tests of Certificate Transparency.
REFERENCE_ENTRIES = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def hashes(count: int) -> list[bytes]:
    """Return the leaf hashes of `count` different entries."""
    return leaf_hashes(entries(count))


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    """Every size of the reference tests gives its root, by each way of asking."""
    leaves = leaf_hashes(REFERENCE_ENTRIES[:size])
    expected = bytes.fromhex(REFERENCE_ROOTS[size])
    frontier = Frontier()
    frontier.append(leaves)
    assert root(leaves) == frontier.root() == Tree(leaves).root() == expected
    assert Tree(leaf_hashes(REFERENCE_ENTRIES)).root(size) == expected


def test_an_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    """RFC 6962: MTH({}) = SHA-256()."""
    assert root([]) == EMPTY_ROOT == Frontier().root() == sha256(b"").digest()


def test_leaves_and_nodes_cannot_be_taken_for_each_other() -> None:
    """A leaf is hashed after 0x00 and a node after 0x01, so that no entry can pass for a subtree."""
    left, right = leaf_hash(b"left"), leaf_hash(b"right")
    assert leaf_hash(b"entry") == sha256(b"\x00entry").digest()
    assert node_hash(left, right) == sha256(b"\x01" + left + right).digest()
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hashes([b"left", b"right"]) == [left, right]


def test_every_size_to_600_has_the_root_of_the_definition() -> None:
    """A frontier that grows by one entry at a time agrees with the recursion of the standard."""
    leaves, frontier = hashes(600), Frontier()
    for size, leaf in enumerate(leaves, start=1):
        frontier.append([leaf])
        assert frontier.size == size
        if size % 37 == 0 or size < 70:
            assert frontier.root() == mth(leaves[:size])


@given(st.lists(st.integers(0, 90), max_size=12))
def test_batches_do_not_matter(batches: list[int]) -> None:
    """However entries arrive, in one batch or many, empty ones included, the root is the same."""
    leaves, frontier, start = hashes(sum(batches)), Frontier(), 0
    for batch in batches:
        frontier.append(leaves[start : start + batch])
        start += batch
    assert frontier.root() == mth(leaves)


@given(st.integers(0, 2000), st.integers(0, 300))
def test_a_frontier_is_taken_up_again_from_its_peaks(size: int, more: int) -> None:
    """Size and peaks are all of a frontier: one rebuilt from them grows on as the original does."""
    leaves = hashes(size + more)
    frontier = Frontier()
    frontier.append(leaves[:size])
    again = Frontier.of(frontier.size, frontier.peaks)
    again.append(leaves[size:])
    assert (again.size, again.root()) == (size + more, mth(leaves))
    assert (frontier.size, frontier.root()) == (size, mth(leaves[:size]))


def test_a_copy_grows_by_itself() -> None:
    """A copy of a frontier does not move the original."""
    frontier = Frontier()
    frontier.append(hashes(5))
    before = frontier.root()
    frontier.copy().append(hashes(3))
    assert (frontier.size, frontier.root()) == (5, before)


@pytest.mark.parametrize(("size", "peaks"), [(3, 1), (0, 1), (4, 2), (-1, 0)])
def test_peaks_that_do_not_fit_the_size_are_refused(size: int, peaks: int) -> None:
    """A tree has one peak for every set bit of its size."""
    with pytest.raises(HashInvalid, match="peaks"):
        Frontier.of(size, hashes(peaks))


@pytest.mark.parametrize("wrong", [b"", b"entry", b"x" * 31, b"x" * 33])
def test_what_is_no_hash_is_refused_and_nothing_is_appended(wrong: bytes) -> None:
    """Handing over an entry for its hash is an error that names the place, not another tree."""
    frontier = Frontier()
    frontier.append(hashes(3))
    before = frontier.root()
    with pytest.raises(HashInvalid, match="Item 1 is") as caught:
        frontier.append([leaf_hash(b"good"), wrong])
    assert caught.value.hint
    assert (frontier.size, frontier.root()) == (3, before)
    with pytest.raises(HashInvalid):
        Frontier.of(1, [wrong])


def test_nodes_are_named_by_height_and_index() -> None:
    """Node (h, i) is the hash over the leaves i·2^h to (i+1)·2^h."""
    leaves = hashes(21)
    tree = Tree(leaves)
    for height in range(5):
        for index in range(21 >> height):
            assert tree.hash_at(height, index) == mth(leaves[index << height : (index + 1) << height])


@pytest.mark.parametrize(("height", "index"), [(0, 21), (0, -1), (-1, 0), (2, 5), (5, 0), (60, 0)])
def test_nodes_that_are_not_complete_are_refused(height: int, index: int) -> None:
    """A node that would change with the next entry has no hash yet."""
    with pytest.raises(HashInvalid, match="no complete node"):
        Tree(hashes(21)).hash_at(height, index)


@pytest.mark.parametrize("size", [-1, 22])
def test_sizes_the_tree_never_had_are_refused(size: int) -> None:
    """There is no root of the future."""
    with pytest.raises(HashInvalid, match="no root at size"):
        root_at(Tree(hashes(21)), size)


@given(st.integers(0, 8), st.integers(0, 8), st.data())
def test_any_subtree_has_the_hash_of_the_definition(height: int, index: int, data: st.DataObject) -> None:
    """A range that starts where a subtree may start hashes as the standard says, whole or cut by the tree's end."""
    start = index << height
    end = start + data.draw(st.integers((1 << height) // 2 + 1, 1 << height))
    leaves = hashes(end)
    assert range_root(Tree(leaves), start, end) == mth(leaves[start:end])


def test_an_independent_implementation_finds_the_same_roots() -> None:
    """pymerkle, which shares no code with us, agrees on every size to 130."""
    theirs = InmemoryTree.init_from_entries(entries(130))
    ours = Tree(hashes(130))
    for size in range(131):
        assert ours.root(size) == theirs.get_root(size)
