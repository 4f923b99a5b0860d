"""The hash tree of the audit log (RFC 6962 section 2.1, RFC 9162 section 2.1), SHA-256.

A leaf is SHA-256(0x00 ‖ entry), an inner node SHA-256(0x01 ‖ left ‖ right). A node is named by its height and its index
among the nodes of that height: node (h, i) covers the leaves i·2^h … (i+1)·2^h - 1 and exists once all of them do.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from egovframe.audit.errors import HashInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HASH_SIZE = 32
"""Bytes in one hash."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the 32-byte hash under which an entry stands in the tree."""
    return sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the leaf hash of every entry, in order; faster than calling `leaf_hash` for each."""
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the 32-byte hash of the inner node over two children."""
    return sha256(b"\x01" + left + right).digest()


class Nodes(Protocol):
    """A tree whose nodes can be looked up: all that making a proof needs."""

    @property
    def size(self) -> int:
        """The number of leaves."""

    def hash_at(self, height: int, index: int) -> bytes:
        """Return the hash of node (height, index). Raises `HashInvalid` when the tree does not hold all its leaves."""


class Frontier:
    """The right edge of a growing tree: all that is needed to append leaves and to know the root.

    Holds one hash for each set bit of the size (a compact range), so its memory does not grow with the log.
    Whoever appends owns it; it is not safe to share between threads.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        self._size = 0
        # One place a height; empty where the size has no bit of that weight.
        self._peaks: list[bytes] = []

    @classmethod
    def of(cls, size: int, peaks: Sequence[bytes]) -> Frontier:
        """Take up a frontier again from its size and `peaks`. Raises `HashInvalid` when the two do not fit."""
        if size < 0 or len(peaks) != size.bit_count():
            message = f"A tree of size {size} does not have {len(peaks)} peaks."
            raise HashInvalid(message, hint="Rebuild the frontier from the tiles.")
        _require_hashes(peaks)
        frontier, rest = cls(), iter(reversed(peaks))
        frontier._size = size
        frontier._peaks = [next(rest) if size >> height & 1 else b"" for height in range(size.bit_length())]
        return frontier

    @property
    def size(self) -> int:
        """The number of leaves appended so far."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The hashes of the largest complete subtrees, from left (largest) to right."""
        return tuple(peak for peak in reversed(self._peaks) if peak)

    def append(self, hashes: Sequence[bytes]) -> None:
        """Append leaf hashes, in order. Raises `HashInvalid`, and appends nothing, when one is not 32 bytes long."""
        for _ in self.grow(hashes):
            pass

    def grow(self, hashes: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
        """Append leaf hashes and yield, height by height from 0, the nodes that became complete by it.

        The frontier has grown once the iteration has ended. Raises `HashInvalid`, and changes nothing, when a hash is
        not 32 bytes long.
        """
        _require_hashes(hashes)
        height, nodes, before = 0, hashes, self._size
        while nodes:
            yield height, nodes
            run = [self._peaks[height], *nodes] if before >> height & 1 else nodes
            if height == len(self._peaks):
                self._peaks.append(b"")
            self._peaks[height] = run[-1] if len(run) & 1 else b""
            pairs = iter(run)
            # node_hash() written out: this line is the whole cost of sealing.
            nodes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
            height += 1
        self._size = before + len(hashes)

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        return _fold(self.peaks)

    def copy(self) -> Frontier:
        """Return an independent frontier at the same place."""
        return Frontier.of(self._size, self.peaks)


class Tree:
    """A hash tree held in memory, for small logs, for tests and for proving from a list of leaf hashes."""

    __slots__ = ("_frontier", "_levels")

    def __init__(self, hashes: Sequence[bytes] = ()) -> None:
        self._frontier = Frontier()
        self._levels: list[list[bytes]] = []
        self.append(hashes)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._frontier.size

    def append(self, hashes: Sequence[bytes]) -> None:
        """Append leaf hashes, in order. Raises `HashInvalid` when one is not 32 bytes long."""
        for height, nodes in self._frontier.grow(hashes):
            if height == len(self._levels):
                self._levels.append([])
            self._levels[height].extend(nodes)

    def hash_at(self, height: int, index: int) -> bytes:
        """Return the hash of node (height, index). Raises `HashInvalid` when it is not complete."""
        require_node(height, index, size=self.size)
        return self._levels[height][index]

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the tree of the first `size` leaves (all by default)."""
        return root_at(self, self.size if size is None else size)


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root of the tree over a list of leaf hashes."""
    frontier = Frontier()
    frontier.append(hashes)
    return frontier.root()


def root_at(nodes: Nodes, size: int) -> bytes:
    """Return the root that a tree had when it held `size` leaves. Raises `HashInvalid` when it never held so many."""
    if not 0 <= size <= nodes.size:
        message = f"The tree holds {nodes.size} entries; it has no root at size {size}."
        raise HashInvalid(message, hint="Ask for a size up to the latest checkpoint's.")
    return range_root(nodes, 0, size)


def range_root(nodes: Nodes, start: int, end: int) -> bytes:
    """Return the hash MTH(D[start:end]) of RFC 6962 section 2.1.

    `start` must be a multiple of the smallest power of two that is not less than `end - start`, as it is for every
    subtree that occurs in a root or a proof.
    """
    peaks = []
    while start < end:
        height = (end - start).bit_length() - 1
        peaks.append(nodes.hash_at(height, start >> height))
        start += 1 << height
    return _fold(peaks)


def require_node(height: int, index: int, *, size: int) -> None:
    """Raise `HashInvalid` unless a tree of `size` leaves has the node (height, index)."""
    if height < 0 or index < 0 or (index + 1) << height > size:
        message = f"A tree of {size} entries has no complete node {index} at height {height}."
        raise HashInvalid(message, hint="Ask for a node inside the latest checkpoint.")


def _fold(peaks: Sequence[bytes]) -> bytes:
    """Join peaks, largest first, into one hash: the right-hand ones are joined first."""
    if not peaks:
        return EMPTY_ROOT
    total = peaks[-1]
    for peak in reversed(peaks[:-1]):
        total = node_hash(peak, total)
    return total


def _require_hashes(hashes: Sequence[bytes]) -> None:
    """Raise `HashInvalid` unless every item is 32 bytes long."""
    if not {*map(len, hashes)} <= {HASH_SIZE}:
        place = next(place for place, item in enumerate(hashes) if len(item) != HASH_SIZE)
        message = f"Item {place} is {len(hashes[place])} bytes long and therefore no SHA-256 hash."
        raise HashInvalid(message, hint="Pass leaf_hash(entry), not the entry.", place=place)
