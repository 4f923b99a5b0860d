"""What the Go team's own implementation makes, we accept, and make alike: checkpoints, tiles, entries and proofs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.audit import AuditError, Checkpoint, Proof, SignedNote, Verifier
from egovframe.audit.proofs import consistency, inclusion, verify_consistency, verify_inclusion
from egovframe.audit.tiles import TileName, TileTree, bundle_names, pack_entries, unpack_entries
from egovframe.audit.tree import Tree, leaf_hash, leaf_hashes
from tests.conformance.published import ORIGIN, SIZES, Log, entries
from tests.support.go import Conform

LARGEST = 300


class Foreign:
    """A log that Go made, read with our library."""

    def __init__(self, folder: Path) -> None:
        """Opens it: the checkpoint is verified, the tiles are not yet."""
        self.folder = folder
        self.vkey = (folder / "vkey").read_text("utf-8").strip()
        self.note = SignedNote.parse((folder / "checkpoint").read_bytes())
        self.checkpoint = Checkpoint.open(self.note, Verifier.from_vkey(self.vkey))
        self.tree = TileTree(self._read, self.checkpoint.size)

    def _read(self, level: int, index: int) -> bytes | None:
        there = self.checkpoint.size >> 8 * level
        name = TileName(level, index, min(256, there - index * 256))
        return (self.folder / name.path).read_bytes()

    def entries(self) -> Iterator[bytes]:
        """Yields every entry, from the bundles."""
        for name in bundle_names(self.checkpoint.size):
            yield from unpack_entries((self.folder / name.path).read_bytes())

    def proofs(self) -> Iterator[tuple[int, str]]:
        """Yields index and text of every tlog-proof file."""
        for file in (self.folder / "proofs").iterdir():
            yield int(file.name.removesuffix(".tlog-proof")), file.read_bytes().decode()


@pytest.fixture(scope="module")
def made(conform: Conform, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Foreign]:
    """The logs of Go, at every size: of the small ones the proof of every entry, of the large ones of some."""
    folder = tmp_path_factory.mktemp("made")
    all_entries = entries(max(SIZES))
    given = b"".join(pack_entries(all_entries[at : at + 256]) for at in range(0, len(all_entries), 256))
    small, large = [[str(size) for size in SIZES if (size <= LARGEST) is wanted] for wanted in (True, False)]
    conform("make", folder, ORIGIN, "1", *small, given=given)
    conform("make", folder, ORIGIN, "997", *large, given=given)
    return {size: Foreign(folder / str(size)) for size in SIZES}


@pytest.mark.parametrize("size", SIZES)
def test_a_log_of_go_is_read_whole(made: dict[int, Foreign], size: int) -> None:
    """The checkpoint opens, the entries are those that went in, and with the tiles they give the root."""
    log = made[size]
    assert (log.checkpoint.origin, log.checkpoint.size) == (ORIGIN, size)
    assert log.tree.root() == log.checkpoint.root
    found = list(log.entries())
    assert found == entries(size)
    assert Tree(leaf_hashes(found)).root() == log.checkpoint.root


@pytest.mark.parametrize("size", SIZES)
def test_we_would_have_published_the_same_files(made: dict[int, Foreign], size: int, tmp_path: Path) -> None:
    """Name for name and byte for byte: tiles, bundles, and no other."""
    ours = Log()
    ours.append(list(made[size].entries()))
    assert contents(ours.publish(tmp_path)) == contents(made[size].folder)


def test_tiles_of_the_largest_logs_have_the_names_of_go(conform: Conform) -> None:
    """No log here has a thousand tiles: what follows is compared by name alone, up to the largest log."""
    numbers = (0, 1, 999, 1_000, 1_001, 999_999, 1_000_000, 1_234_067, 10**12 + 5, 2**55 - 1)
    names = [
        TileName(level, index, width) for level in (-1, 0, 1, 6, 63) for index in numbers for width in (1, 112, 256)
    ]
    lines = "".join(f"{name.level} {name.index} {name.width}\n" for name in names)
    assert conform("names", given=lines.encode()).decode().split() == [name.path for name in names]


def contents(folder: Path) -> dict[str, bytes]:
    """Gives the published files below `tile/`, by name."""
    files = (file for file in (folder / "tile").rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.mark.parametrize("size", SIZES)
def test_a_receipt_of_go_is_accepted_and_ours_is_the_same(made: dict[int, Foreign], size: int) -> None:
    """Every tlog-proof verifies with the key alone, and what we would have handed out has the same bytes."""
    log = made[size]
    all_entries = list(log.entries())
    seen = set()
    for index, text in log.proofs():
        seen.add(index)
        proof, entry = Proof.parse(text), all_entries[index]
        assert proof.index == index
        assert proof.verify(log.vkey, entry=None if entry else b"") == entry
        assert str(Proof.of(log.tree, index, checkpoint=log.note, entry=entry)) == text
    assert seen == {*range(0, size, 1 if size <= LARGEST else 997), size - 1}


def test_an_altered_receipt_of_go_is_refused(made: dict[int, Foreign]) -> None:
    """We do not accept it for being Go's: another index, entry or hash fails."""
    log = made[257]
    text = dict(log.proofs())[5]
    lines = text.split("\n")
    for place, other in ((1, lines[1].replace("W", "V")), (2, "index 6"), (3, lines[4]), (5, lines[3])):
        changed = "\n".join([*lines[:place], other, *lines[place + 1 :]])
        assert changed != text
        with pytest.raises(AuditError):
            Proof.parse(changed).verify(log.vkey)


def test_the_logs_of_go_grow_into_each_other(made: dict[int, Foreign]) -> None:
    """Our consistency proofs from their tiles lead from each of their checkpoints to each later one."""
    for older in SIZES:
        for newer in SIZES[SIZES.index(older) :]:
            path = consistency(made[newer].tree, older)
            old, new = made[older].checkpoint, made[newer].checkpoint
            verify_consistency(path, old_size=older, old_root=old.root, new_size=newer, new_root=new.root)


def test_every_proof_in_every_tree_up_to_300_entries_is_that_of_go(conform: Conform) -> None:
    """45,150 inclusion and 45,150 consistency proofs, hash for hash; those of some trees are verified besides."""
    stream = memoryview(conform("trees", str(LARGEST)))
    place = 0

    def next_hashes() -> bytes:
        nonlocal place
        start, place = place + 1, place + 1 + 32 * stream[place]
        return bytes(stream[start:place])

    leaves = [leaf_hash(b"entry %d" % number) for number in range(LARGEST)]
    tree = Tree(leaves)
    for size in range(1, LARGEST + 1):
        root = next_hashes()
        assert root == tree.root(size), size
        for index in range(size):
            path = inclusion(tree, index, size=size)
            assert b"".join(path) == next_hashes(), (index, size)
            growth = consistency(tree, index + 1, size=size)
            assert b"".join(growth) == next_hashes(), (index + 1, size)
            if size % 43 <= 1:
                verify_inclusion(path, index=index, size=size, leaf=leaves[index], root=root)
                verify_consistency(
                    growth, old_size=index + 1, old_root=tree.root(index + 1), new_size=size, new_root=root
                )
    assert place == len(stream)
