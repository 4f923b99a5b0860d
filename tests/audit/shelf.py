"""What the tests of the audit log share: a place for tiles, and the textbook definition of a tree."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from egovframe.audit.tiles import TileTree
from egovframe.audit.tree import Tree, leaf_hashes

if TYPE_CHECKING:
    from collections.abc import Sequence


def entries(count: int) -> list[bytes]:
    """Return `count` different entries."""
    return [f"entry {number}".encode() for number in range(count)]


def mth(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes by the recursion of RFC 6962 section 2.1, as slowly as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha256(b"\x01" + mth(leaves[:middle]) + mth(leaves[middle:])).digest()


class Shelf:
    """Keeps tiles in memory and counts how often it was asked."""

    def __init__(self) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.asked = 0

    def read(self, level: int, index: int) -> bytes | None:
        """Return the tile, or None."""
        self.asked += 1
        return self.tiles.get((level, index))

    def open(self, size: int) -> TileTree:
        """Open the tree of the tiles kept here."""
        return TileTree(self.read, size)

    def grow(self, tree: TileTree, hashes: Sequence[bytes]) -> None:
        """Append to a tree and keep the tiles it returns."""
        self.tiles.update(tree.append(hashes))


@cache
def reference() -> Tree:
    """Return the tree of 70,000 entries, held in memory."""
    return Tree(leaf_hashes(entries(70_000)))


@cache
def big() -> Shelf:
    """Return the tiles of 70,000 entries; nobody appends to them."""
    shelf = Shelf()
    shelf.grow(shelf.open(0), leaf_hashes(entries(70_000)))
    return shelf
