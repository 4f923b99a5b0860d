"""The tiles of the audit log: C2SP tlog-tiles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egovframe.audit.errors import EntryTooLarge, HashInvalid, TileInvalid
from egovframe.audit.tiles import (
    MAX_ENTRY,
    TILE_BYTES,
    TileName,
    TileTree,
    bundle_names,
    pack_entries,
    partial_width,
    tile_hashes,
    tile_names,
    tile_root,
    unpack_entries,
)
from egovframe.audit.tree import EMPTY_ROOT, leaf_hash, leaf_hashes, root
from tests.audit.shelf import Shelf, big, entries, mth, reference

# Size, then for each level the number of full tiles and the width of the partial one (0: there is none).
LAYOUTS = [
    (0, []),
    (1, [(0, 1)]),
    (255, [(0, 255)]),
    (256, [(1, 0), (0, 1)]),
    (257, [(1, 1), (0, 1)]),
    (65_535, [(255, 255), (0, 255)]),
    (65_536, [(256, 0), (1, 0), (0, 1)]),
    (65_537, [(256, 1), (1, 0), (0, 1)]),
    (70_000, [(273, 112), (1, 17), (0, 1)]),
]


@pytest.fixture(scope="module")
def leaves() -> list[bytes]:
    """The leaf hashes of 70,000 entries."""
    return leaf_hashes(entries(70_000))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (TileName(0, 0), "tile/0/000"),
        (TileName(0, 1_234_067), "tile/0/x001/x234/067"),
        (TileName(0, 273, 112), "tile/0/273.p/112"),
        (TileName(1, 999), "tile/1/999"),
        (TileName(2, 1000, 1), "tile/2/x001/000.p/1"),
        (TileName(63, 5, 255), "tile/63/005.p/255"),
        (TileName(-1, 273, 112), "tile/entries/273.p/112"),
        (TileName(-1, 1_234_067), "tile/entries/x001/x234/067"),
    ],
)
def test_paths_are_those_of_the_specification(name: TileName, path: str) -> None:
    """An index is written in groups of three digits, all but the last after an x; a partial tile names its width."""
    assert name.path == path
    assert TileName.parse(path) == name


@given(st.builds(TileName, st.integers(-1, 63), st.integers(0, 2**63), st.integers(1, 256)))
def test_every_tile_has_one_path(name: TileName) -> None:
    """A path read back names the tile it was written for."""
    assert TileName.parse(name.path) == name


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/001/234",
        "tile/0/x001",
        "tile/0/x000/067",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/entries/../000",
        "tile/0/٠٠٠",
        "tile/0/x001/x001/x001/x001/x001/x001/x001/001",
    ],
)
def test_other_spellings_are_refused(path: str) -> None:
    """Whoever serves tiles by path cannot be led to another file or to a second name for the same one."""
    with pytest.raises(TileInvalid):
        TileName.parse(path)


@pytest.mark.parametrize(("level", "index", "width"), [(-2, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_names_no_tile_has_are_refused(level: int, index: int, width: int) -> None:
    """Empty tiles, levels above 63 and negative indexes do not exist."""
    with pytest.raises(TileInvalid, match="no tile"):
        TileName(level, index, width)


@pytest.mark.parametrize(("size", "layout"), LAYOUTS)
def test_a_log_of_each_size_has_exactly_these_tiles(
    size: int, layout: list[tuple[int, int]], leaves: list[bytes]
) -> None:
    """Names, widths and stored tiles agree with the specification's formula; an empty tile never occurs."""
    expected = {
        (level, index): 256 if index < full else width
        for level, (full, width) in enumerate(layout)
        for index in range(full + (width > 0))
    }
    shelf = Shelf()
    shelf.grow(shelf.open(0), leaves[:size])
    assert {key: len(tile) // 32 for key, tile in shelf.tiles.items()} == expected
    assert {(name.level, name.index): name.width for name in tile_names(size)} == expected
    assert [partial_width(size, level) for level in range(len(layout))] == [width for _, width in layout]
    bundles = [(name.level, name.index, name.width) for name in bundle_names(size)]
    assert bundles == [(-1, index, width) for (level, index), width in sorted(expected.items()) if level == 0]


def test_a_tile_holds_the_hashes_the_specification_says(leaves: list[bytes]) -> None:
    """Hash i of tile n on level l is the root over the entries (256·n + i)·256^l and after."""
    shelf = Shelf()
    shelf.grow(shelf.open(0), leaves)
    assert tile_hashes(shelf.tiles[0, 273]) == leaves[69_888:]
    assert tile_hashes(shelf.tiles[0, 7]) == leaves[1792:2048]
    assert tile_hashes(shelf.tiles[1, 0]) == [root(leaves[i * 256 : (i + 1) * 256]) for i in range(256)]
    assert tile_hashes(shelf.tiles[2, 0]) == [root(leaves[:65_536])]
    assert tile_root(shelf.tiles[1, 0]) == shelf.tiles[2, 0]


@settings(deadline=None)
@given(st.lists(st.integers(0, 700), max_size=8), st.booleans())
def test_batches_do_not_matter(batches: list[int], reopened: bool) -> None:
    """Sealing in any batches, with or without opening the tree anew between them, stores the same tiles."""
    hashes = leaf_hashes(entries(sum(batches)))
    shelf, once = Shelf(), Shelf()
    tree, start = shelf.open(0), 0
    for batch in batches:
        tree = shelf.open(start) if reopened else tree
        shelf.grow(tree, hashes[start : start + batch])
        start += batch
        assert tree.root() == root(hashes[:start])
    once.grow(once.open(0), hashes)
    assert shelf.tiles == once.tiles


def test_only_new_and_longer_tiles_are_returned(leaves: list[bytes]) -> None:
    """A batch rewrites the tiles of the right edge and leaves the others alone."""
    shelf = Shelf()
    tree = shelf.open(0)
    shelf.grow(tree, leaves[:65_530])
    assert sorted(tree.append(leaves[65_530:65_535])) == [(0, 255)]
    assert sorted(tree.append(leaves[65_535:65_536])) == [(0, 255), (1, 0), (2, 0)]
    assert sorted(tree.append(leaves[65_536:65_537])) == [(0, 256)]
    assert tree.append([]) == {}


@pytest.mark.parametrize("size", [size for size, _ in LAYOUTS])
def test_a_reopened_tree_knows_its_root_from_one_tile_a_level(size: int, leaves: list[bytes]) -> None:
    """Opening reads the right edge only, whatever the size of the log."""
    shelf = Shelf()
    shelf.grow(shelf.open(0), leaves[:size])
    shelf.asked = 0
    assert shelf.open(size).root() == (root(leaves[:size]) if size else EMPTY_ROOT)
    assert shelf.asked <= 3


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 70_000), st.data())
def test_an_older_size_is_read_from_wider_tiles(size: int, data: st.DataObject) -> None:
    """Tiles that have grown since still give every earlier root and node."""
    old = data.draw(st.integers(0, size))
    height = data.draw(st.integers(0, size.bit_length() - 1))
    index = data.draw(st.integers(0, (size >> height) - 1))
    tree = big().open(size)
    assert tree.size == size
    assert tree.root(old) == reference().root(old)
    assert tree.hash_at(height, index) == reference().hash_at(height, index)


def test_edges_are_the_partial_tiles() -> None:
    """What a verifier must still compare when the last entry is read: the tiles that are not full."""
    tree = big().open(70_000)
    assert tree.edges == {key: big().tiles[key] for key in [(0, 273), (1, 1), (2, 0)]}


def test_full_tiles_are_read_once() -> None:
    """A proof that needs a tile eight times reads it once."""
    tree = big().open(70_000)
    asked = big().asked
    for height in range(8):
        tree.hash_at(height, 0)
    assert big().asked == asked + 1


def test_a_verifier_rebuilds_the_tiles_from_the_entries(leaves: list[bytes]) -> None:
    """A second tree that reads nothing returns the tiles that must be stored; one altered entry shows in its tile."""
    altered = [*leaves[:300], leaf_hash(b"slipped in"), *leaves[301:1000]]
    rebuilt = TileTree(Shelf().read)
    wrong = {key for key, tile in rebuilt.append(altered).items() if big().tiles[key][: len(tile)] != tile}
    assert wrong == {(0, 1), (1, 0)}


@pytest.mark.parametrize("tile", [None, b"", b"x" * 31, b"x" * 32 * 111, b"x" * 3585, b"x" * (TILE_BYTES + 32)])
def test_a_missing_or_cut_tile_is_named(tile: bytes | None) -> None:
    """Opening and reading refuse a tile that is absent, too short, too long, or not whole hashes."""
    tiles: dict[tuple[int, int], bytes | None] = {**big().tiles, (0, 273): tile}
    with pytest.raises(TileInvalid, match=r"tile/0/273\.p/112") as caught:
        TileTree(lambda level, index: tiles.get((level, index)), 70_000)
    assert "verify" in caught.value.hint
    tiles = {**big().tiles, (0, 7): tile}
    tree = TileTree(lambda level, index: tiles.get((level, index)), 70_000)
    with pytest.raises(TileInvalid, match="tile/0/007 "):
        tree.hash_at(3, 7 * 32)


def test_nothing_beyond_the_size_can_be_read() -> None:
    """A tree opened at an older size does not speak of what came later, although the tiles hold it."""
    tree = big().open(300)
    with pytest.raises(HashInvalid):
        tree.hash_at(0, 300)
    with pytest.raises(HashInvalid):
        tree.root(301)


def test_what_is_no_hash_is_refused_and_nothing_is_appended() -> None:
    """A bad batch changes neither the size nor the edge."""
    tree = big().open(300)
    with pytest.raises(HashInvalid):
        tree.append([leaf_hash(b"good"), b"an entry, not its hash"])
    assert (tree.size, tree.root()) == (300, reference().root(300))


@pytest.mark.parametrize("tile", [b"", b"x", b"x" * 33, b"x" * (TILE_BYTES + 32)])
def test_bytes_that_are_no_tile_are_refused(tile: bytes) -> None:
    """A tile is 1 to 256 whole hashes."""
    with pytest.raises(TileInvalid):
        tile_hashes(tile)


def test_the_root_of_a_tile_is_the_root_over_its_hashes() -> None:
    """A full tile hashes into one hash of the level above; a partial one into part of a root."""
    hashes = leaf_hashes(entries(112))
    assert tile_root(b"".join(hashes)) == mth(hashes)


def test_entries_stand_in_a_bundle_after_their_length() -> None:
    """The length is two bytes, the larger first; entries may be empty and hold any bytes."""
    assert pack_entries([b"", b"a", b"\x00" * 258]) == b"\x00\x00" + b"\x00\x01a" + b"\x01\x02" + b"\x00" * 258
    assert pack_entries([]) == b""


@given(st.lists(st.binary(max_size=400), max_size=256))
def test_bundles_are_read_back(items: list[bytes]) -> None:
    """What was packed is what is unpacked."""
    assert unpack_entries(pack_entries(items)) == items


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bundle_in_one_way_or_not_at_all(data: bytes) -> None:
    """Unpacking never guesses: packing again gives the same bytes."""
    try:
        items = unpack_entries(data)
    except TileInvalid:
        return
    assert pack_entries(items) == data


def test_the_largest_entry_fits_and_one_byte_more_does_not() -> None:
    """65,535 bytes are the most a length of two bytes can say."""
    largest = b"x" * MAX_ENTRY
    assert unpack_entries(pack_entries([largest])) == [largest]
    with pytest.raises(EntryTooLarge, match="65,536") as caught:
        pack_entries([b"", largest + b"x"])
    assert caught.value.code == "audit.entry_too_large"


def test_a_bundle_takes_256_entries() -> None:
    """One more belongs into the next bundle, when packing and when unpacking."""
    assert len(unpack_entries(pack_entries([b""] * 256))) == 256
    with pytest.raises(TileInvalid):
        pack_entries([b""] * 257)
    with pytest.raises(TileInvalid, match="entry 256"):
        unpack_entries(b"\x00\x00" * 257)


@pytest.mark.parametrize("missing", [1, 2])
def test_a_cut_bundle_is_refused(missing: int) -> None:
    """A bundle that breaks off in an entry or in a length is not half a bundle."""
    bundle = pack_entries([b"first", b"x"])
    with pytest.raises(TileInvalid, match="entry 1"):
        unpack_entries(bundle[:-missing])
