"""Tiles: the audit log cut into files that never change (C2SP tlog-tiles).

A hash tile of level L holds up to 256 hashes of nodes of height 8·L; an entry bundle holds the up to 256 entries below
a tile of level 0. Everything but the right edge is full and final. Here a tile is bytes: 32-byte hashes in a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from egovframe.audit.errors import EntryTooLarge, TileInvalid
from egovframe.audit.tree import HASH_SIZE, Frontier, require_node, root, root_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TILE_WIDTH = 256
"""Hashes in a full tile, entries in a full bundle."""

TILE_BYTES = TILE_WIDTH * HASH_SIZE
"""Bytes in a full hash tile."""

MAX_ENTRY = 65_535
"""The most bytes one entry can have."""

_HEIGHT = 8
_LEVELS = 64
_LENGTH = 2
_KEPT_TILES = 64
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class TileName:
    """Where a tile is published: its level (-1 for an entry bundle), index within the level, and width (256 when full).

    Raises `TileInvalid` when made with a level, an index or a width that no tile has.
    """

    level: int
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        """Refuse names that the specification does not have."""
        if not (-1 <= self.level < _LEVELS and 0 <= self.index < 10**21 and 1 <= self.width <= TILE_WIDTH):
            message = f"There is no tile with level {self.level}, index {self.index} and width {self.width}."
            raise TileInvalid(message, hint="Levels go from 0 to 63, widths from 1 to 256.")

    @property
    def path(self) -> str:
        """The path below the log's address: `tile/0/x001/x234/067`, `tile/entries/273.p/112`."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        level = "entries" if self.level < 0 else str(self.level)
        part = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{number}{part}"

    @classmethod
    def parse(cls, path: str) -> TileName:
        """Read a path as written by `path`; there is exactly one spelling for a tile. Raises `TileInvalid`."""
        found = _PATH.fullmatch(path)
        if found:
            level, number, width = found.groups()
            index = int(number.replace("x", "").replace("/", ""))
            name = cls(-1 if level == "entries" else int(level), index, int(width) if width else TILE_WIDTH)
            # Needless groups of zeros and `.p/256` would be second spellings.
            if name.path == path:
                return name
        message = f"{path[:80]!r} is not the path of a tile."
        raise TileInvalid(message, hint="Paths look like tile/0/x001/x234/067 or tile/0/273.p/112 (C2SP tlog-tiles).")


def partial_width(size: int, level: int) -> int:
    """Return how many hashes the partial tile of a level holds in a tree of `size` entries; 0 when there is none."""
    return (size >> _HEIGHT * level) % TILE_WIDTH


def tile_names(size: int) -> Iterator[TileName]:
    """Yield the name of every hash tile of a tree of `size` entries, level by level; no empty tiles."""
    level = 0
    while size >> _HEIGHT * level:
        yield from _names(size >> _HEIGHT * level, level=level)
        level += 1


def bundle_names(size: int) -> Iterator[TileName]:
    """Yield the name of every entry bundle of a log of `size` entries."""
    yield from _names(size, level=-1)


def _names(count: int, *, level: int) -> Iterator[TileName]:
    full, rest = divmod(count, TILE_WIDTH)
    for index in range(full):
        yield TileName(level, index)
    if rest:
        yield TileName(level, full, rest)


def pack_entries(entries: Iterable[bytes]) -> bytes:
    """Return an entry bundle: each entry after its length as two big-endian bytes.

    Raises `EntryTooLarge` for an entry over 65,535 bytes and `TileInvalid` for more than 256 entries.
    """
    parts: list[bytes] = []
    for entry in entries:
        require_entry(entry)
        parts += (len(entry).to_bytes(_LENGTH, "big"), entry)
    if len(parts) > 2 * TILE_WIDTH:
        message = f"{len(parts) // 2} entries do not fit one bundle."
        raise TileInvalid(message, hint="Start a new bundle after every 256 entries.")
    return b"".join(parts)


def unpack_entries(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle. Raises `TileInvalid` when it is cut or holds more than 256."""
    entries: list[bytes] = []
    place, end = 0, len(bundle)
    while place < end:
        start = place + _LENGTH
        place = start + int.from_bytes(bundle[place:start], "big")
        # A length cut after its first byte makes `start` itself overshoot.
        if place > end or start > end or len(entries) == TILE_WIDTH:
            message = f"The entry bundle breaks off or runs over at entry {len(entries)}."
            raise TileInvalid(message, hint="Fetch the bundle again, whole.")
        entries.append(bundle[start:place])
    return entries


def require_entry(entry: bytes) -> None:
    """Raise `EntryTooLarge` unless an entry fits the log."""
    if len(entry) > MAX_ENTRY:
        message = f"An entry of {len(entry):,} bytes does not fit the log, which takes {MAX_ENTRY:,} at most."
        raise EntryTooLarge(message, hint="Store large details elsewhere and log their digest.", size=len(entry))


def tile_hashes(tile: bytes) -> list[bytes]:
    """Return the hashes of a tile. Raises `TileInvalid` when it is not 1 to 256 whole hashes."""
    if not 0 < len(tile) <= TILE_BYTES or len(tile) % HASH_SIZE:
        message = f"{len(tile)} bytes are not a tile."
        raise TileInvalid(message, hint="A tile is 1 to 256 hashes of 32 bytes.")
    return [tile[i : i + HASH_SIZE] for i in range(0, len(tile), HASH_SIZE)]


def tile_root(tile: bytes) -> bytes:
    """Return the hash over a tile; that of a full tile stands in the tile of the level above."""
    return root(tile_hashes(tile))


class TileTree:
    """The log's tree, kept as tiles by somebody else.

    `read(level, index)` returns the tile stored there, full or partial, or None. A tile may be wider than this tree
    needs (the log has grown since): what is beyond `size` is ignored. Opening reads the tiles of the right edge, at
    most one a level, and raises `TileInvalid` when one is missing or short. Full tiles are remembered, 64 at a time.

    `append` returns the tiles to store. Store them before asking this tree for anything but its root; if storing fails,
    throw the tree away and open it again, for it is ahead of the store. Whoever appends owns the tree.

    A verifier builds a second tree from the entries, `TileTree(lambda level, index: None)`, and compares the tiles that
    `append` returns with those stored.
    """

    def __init__(self, read: Callable[[int, int], bytes | None], size: int = 0) -> None:
        self._read = read
        self._edges: dict[int, bytes] = {}
        peaks: list[bytes] = []
        for level in range(-(-size.bit_length() // _HEIGHT)):
            width = partial_width(size, level)
            if width:
                edge = self._fetch(level, size >> _HEIGHT * (level + 1), width)
                self._edges[level] = edge
                part = Frontier()
                part.append(tile_hashes(edge))
                peaks[:0] = part.peaks
        self._frontier = Frontier.of(size, peaks)
        self._full = lru_cache(maxsize=_KEPT_TILES)(self._fetch)

    @property
    def size(self) -> int:
        """The number of entries."""
        return self._frontier.size

    @property
    def edges(self) -> dict[tuple[int, int], bytes]:
        """The partial tiles of the right edge, by level and index."""
        return {(level, self._edge(level)): tile for level, tile in self._edges.items() if tile}

    def append(self, hashes: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
        """Append leaf hashes and return every tile that is new or longer than before, by (level, index).

        Raises `HashInvalid`, and appends nothing, when a hash is not 32 bytes long. Needs memory for two hashes a leaf:
        append long logs in batches of some ten thousand.
        """
        tiles: dict[tuple[int, int], bytes] = {}
        before = self.size
        for height, nodes in self._frontier.grow(hashes):
            level, inside = divmod(height, _HEIGHT)
            if inside:
                continue
            run = self._edges.get(level, b"") + b"".join(nodes)
            first = before >> height + _HEIGHT
            for start in range(0, len(run), TILE_BYTES):
                tiles[level, first + start // TILE_BYTES] = run[start : start + TILE_BYTES]
            self._edges[level] = run[len(run) - len(run) % TILE_BYTES :]
        return tiles

    def hash_at(self, height: int, index: int) -> bytes:
        """Return the hash of node (height, index), which covers the leaves index·2^height and after.

        Raises `HashInvalid` when the node is not complete, `TileInvalid` when a tile is missing or short.
        """
        require_node(height, index, size=self.size)
        level, inside = divmod(height, _HEIGHT)
        number, place = divmod(index << inside, TILE_WIDTH)
        tile = self._edges[level] if number == self._edge(level) else self._full(level, number, TILE_WIDTH)
        start = place * HASH_SIZE
        part = tile[start : start + (HASH_SIZE << inside)]
        return tile_root(part) if inside else part

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the tree of the first `size` entries (all by default). Raises as `hash_at` does."""
        return self._frontier.root() if size is None or size == self.size else root_at(self, size)

    def _edge(self, level: int) -> int:
        """Return the index of the tile that grows next on a level."""
        return self.size >> _HEIGHT * (level + 1)

    def _fetch(self, level: int, index: int, width: int) -> bytes:
        """Read a tile, at least `width` hashes of it."""
        tile = self._read(level, index)
        if tile is None or len(tile) < width * HASH_SIZE or len(tile) > TILE_BYTES or len(tile) % HASH_SIZE:
            name = TileName(level, index, width).path
            state = "is missing" if tile is None else f"has {len(tile)} bytes instead of {width * HASH_SIZE}"
            message = f"{name} {state}."
            raise TileInvalid(message, hint="Run `egovframe audit verify`; tiles can be rebuilt from the entries.")
        return bytes(tile[: width * HASH_SIZE])
