"""Proofs: an entry is in the log, and the log only ever grew (RFC 9162 section 2.1, C2SP tlog-proof).

A `Proof` is a citizen's receipt: a text file that anyone checks offline with nothing but the log's verifier key.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from egovframe.audit.cosignatures import verifier_from_vkey
from egovframe.audit.errors import HashInvalid, NoteInvalid, ProofInvalid
from egovframe.audit.notes import (
    MAX_NOTE,
    MAX_SIZE,
    Checkpoint,
    NoteVerifier,
    SignedNote,
    decode_base64,
    require_text,
)
from egovframe.audit.tree import EMPTY_ROOT, HASH_SIZE, Nodes, Tree, leaf_hash, node_hash, range_root

MAX_PROOF = 2 * MAX_NOTE
"""The most bytes a tlog-proof file can have."""

MAX_PATH = 64
"""The most hashes a proof can have: one for each height of the highest tree, and one to start from."""

_MAGIC = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_HINT = "Do not believe what it claims; ask the log for the proof again, and report it if it fails again."


def inclusion(source: Nodes | Sequence[bytes], index: int, *, size: int | None = None) -> tuple[bytes, ...]:
    """Return the hashes that prove entry `index` in the tree of the first `size` entries (all by default).

    `source` is a tree or a list of leaf hashes. From the leaf's sibling upwards (RFC 9162 section 2.1.3.1). Raises
    `HashInvalid` when the tree has no such entry or size.
    """
    nodes, end = _source(source, size)
    if not 0 <= index < end:
        message = f"A tree of {end} entries has no entry {index}."
        raise HashInvalid(message, hint="Entries are counted from 0.")
    start, path = 0, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_root(nodes, middle, end))
            end = middle
        else:
            path.append(range_root(nodes, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency(source: Nodes | Sequence[bytes], old: int, *, size: int | None = None) -> tuple[bytes, ...]:
    """Return the hashes that prove that the tree of `size` entries only added to the tree of the first `old`.

    `source` is a tree or a list of leaf hashes. Empty when `old` is 0 or `size` (RFC 9162 section 2.1.4.1). Raises
    `HashInvalid` when the tree never had such sizes.
    """
    nodes, end = _source(source, size)
    if not 0 <= old <= end:
        message = f"A tree of {end} entries cannot be compared with an earlier one of {old}."
        raise HashInvalid(message, hint="The older size must not exceed the newer.")
    start, path = 0, []
    while old and old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(range_root(nodes, middle, end))
            end = middle
        else:
            path.append(range_root(nodes, start, middle))
            start = middle
    # Where the old tree is a subtree of the new one, start is 0 and the verifier has its root already.
    if start:
        path.append(range_root(nodes, start, end))
    return tuple(reversed(path))


def verify_inclusion(path: Sequence[bytes], *, index: int, size: int, leaf: bytes, root: bytes) -> None:
    """Return when `path` proves that the leaf hash `leaf` is entry `index` of the tree with `size` and `root`.

    RFC 9162 section 2.1.3.2. Raises `ProofInvalid` otherwise.
    """
    _require_path(path)
    if not 0 <= index < size:
        raise _fails(f"A log of {size} entries has no entry {index}.")
    total = leaf
    for sibling, on_left in _climb(path, place=index, last=size - 1):
        total = node_hash(sibling, total) if on_left else node_hash(total, sibling)
    if total != root:
        raise _fails(f"The proof does not lead from entry {index} to the root of the log of {size} entries.")


def verify_consistency(
    path: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    """Return when `path` proves that the newer tree only added to the older one.

    RFC 9162 section 2.1.4.2; an empty path proves it where the sizes are equal or the older is 0. Raises
    `ProofInvalid` otherwise.
    """
    _require_path(path)
    if not 0 <= old_size <= new_size:
        raise _fails(f"A log cannot shrink from {old_size} to {new_size} entries.")
    if old_size in {0, new_size}:
        expected = new_root if old_size else EMPTY_ROOT
        if path or old_root != expected or (new_size == 0 and new_root != EMPTY_ROOT):
            raise _fails(f"The logs of {old_size} and {new_size} entries have roots that cannot belong together.")
        return
    if not path:
        raise _fails(f"The proof between {old_size} and {new_size} entries is empty.")
    if _totals(path, old_size=old_size, old_root=old_root, new_size=new_size) != (old_root, new_root):
        raise _fails(f"The log of {new_size} entries is not a continuation of the log of {old_size}.")


def shown_root(path: Sequence[bytes], *, old_size: int, new_size: int, new_root: bytes) -> bytes | None:
    """Return the root at `old_size` of the log with `new_size` and `new_root`, where a consistency proof shows it.

    None when the path does not lead to `new_root`, and when the older tree is complete (its size a power of two): then
    it is what the proof starts from. Two signed roots that this sets against each other are a fork, proved by the log.
    """
    if not 0 < old_size < new_size or not old_size & (old_size - 1):
        return None
    try:
        _require_path(path)
        shown, reached = _totals(path, old_size=old_size, old_root=b"", new_size=new_size)
    except ProofInvalid:
        return None
    return shown if reached == new_root else None


def _totals(path: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int) -> tuple[bytes, bytes]:
    """Return the two roots that a consistency proof leads to."""
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    # A complete older tree is itself the node the proof starts from, and is therefore left out of it.
    nodes = iter(path if place else (old_root, *path))
    old_total = new_total = next(nodes, b"")
    for sibling, on_left in _climb(list(nodes), place=place, last=last):
        if on_left:
            old_total, new_total = node_hash(sibling, old_total), node_hash(sibling, new_total)
        else:
            new_total = node_hash(new_total, sibling)
    return old_total, new_total


@dataclass(frozen=True, slots=True)
class Proof:
    """The portable receipt of one entry: its index, its path, the signed checkpoint, and the entry itself (`extra`).

    Nothing in it counts before `verify` returned. Raises `ProofInvalid` for values the file cannot carry.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: SignedNote
    extra: bytes | None = None

    def __post_init__(self) -> None:
        """Refuse values the file cannot carry."""
        _require_path(self.path)
        if not 0 <= self.index <= MAX_SIZE:
            raise _fails(f"{self.index} is not the index of an entry.")
        if self.extra == b"":
            raise _fails("The proof has an extra line without anything on it.")

    @classmethod
    def of(cls, source: Nodes | Sequence[bytes], index: int, *, checkpoint: SignedNote, entry: bytes | None) -> Self:
        """Make the proof of entry `index` in the log as the signed checkpoint saw it.

        `source` is the log's tree, or its leaf hashes, at the checkpoint's size or later. Raises `HashInvalid` when the
        checkpoint does not cover the entry, `ProofInvalid` when tree, entry and checkpoint do not belong together.
        """
        seen = Checkpoint.parse(checkpoint.text)
        nodes, _ = _source(source, seen.size)
        path = inclusion(nodes, index, size=seen.size)
        leaf = nodes.hash_at(0, index) if entry is None else leaf_hash(entry)
        verify_inclusion(path, index=index, size=seen.size, leaf=leaf, root=seen.root)
        return cls(index, path, checkpoint, entry or None)

    @classmethod
    def parse(cls, proof: str | bytes) -> Self:
        """Read a tlog-proof file; `str(Proof.parse(proof))` gives it back. Raises `ProofInvalid` when malformed."""
        try:
            head, blank, note = require_text(proof, at_most=MAX_PROOF).partition("\n\n")
            checkpoint = SignedNote.parse(note)
            Checkpoint.parse(checkpoint.text)
        except NoteInvalid as wrong:
            raise ProofInvalid(f"The proof's checkpoint is unreadable: {wrong.message}", hint=_HINT) from wrong
        lines = head.split("\n")
        extra = lines.pop(1).removeprefix(_EXTRA) if len(lines) > 1 and lines[1].startswith(_EXTRA) else None
        index = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
        if not blank or lines[0] != _MAGIC or index is None:
            raise _fails(f"The file is not a proof: it must begin with {_MAGIC} and an index.")
        return cls(
            int(index[1]),
            tuple(_decode(line, what="hash") for line in lines[2:]),
            checkpoint,
            None if extra is None else _decode(extra, what="extra line"),
        )

    def __str__(self) -> str:
        """Return the file's text, as C2SP tlog-proof lays it out."""
        extra = [] if self.extra is None else [_EXTRA + _encode(self.extra)]
        head = [_MAGIC, *extra, f"index {self.index}", *map(_encode, self.path)]
        return "\n".join(head) + f"\n\n{self.checkpoint}"

    def verify(self, vkey: str | NoteVerifier, *, origin: str | None = None, entry: bytes | None = None) -> bytes:
        """Return the entry's bytes, proved to stand in the log that `vkey` vouches for.

        The entry is the extra line's unless `entry` is given. The checkpoint's origin must be `origin`, by default the
        key's name. Raises `NoteInvalid` when the checkpoint is not that log's, `ProofInvalid` when the entry is missing
        or the path does not lead from it to the checkpoint.
        """
        verifier = verifier_from_vkey(vkey) if isinstance(vkey, str) else vkey
        checkpoint = Checkpoint.open(self.checkpoint, verifier, origin=origin)
        proved = self.extra if entry is None else entry
        if proved is None:
            raise _fails("The proof does not carry the entry it is about, and no entry was given.")
        leaf = leaf_hash(proved)
        verify_inclusion(self.path, index=self.index, size=checkpoint.size, leaf=leaf, root=checkpoint.root)
        return proved


def _source(source: Nodes | Sequence[bytes], size: int | None) -> tuple[Nodes, int]:
    """Return the tree and the size that a proof is asked for."""
    nodes = Tree(source) if isinstance(source, Sequence) else source
    end = nodes.size if size is None else size
    if not 0 <= end <= nodes.size:
        message = f"The tree holds {nodes.size} entries, not {end}."
        raise HashInvalid(message, hint="Ask for a size up to the latest checkpoint's.")
    return nodes, end


def _split(width: int) -> int:
    """Return the largest power of two below a width of at least 2: where RFC 6962 divides a tree."""
    return 1 << (width - 1).bit_length() - 1


def _climb(path: Sequence[bytes], *, place: int, last: int) -> Iterator[tuple[bytes, bool]]:
    """Yield each hash of a path and whether it is the left sibling, from node `place` of `last + 1` up to the root.

    Raises `ProofInvalid` when the path is longer or shorter than the tree is high.
    """
    for sibling in path:
        if last == 0:
            raise _fails("The proof has more hashes than the tree is high.")
        on_left = bool(place & 1) or place == last
        yield sibling, on_left
        # A last node without sibling rises unhashed until it is a right child.
        while on_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise _fails("The proof has fewer hashes than the tree is high.")


def _require_path(path: Sequence[bytes]) -> None:
    if len(path) > MAX_PATH or any(len(item) != HASH_SIZE for item in path):
        raise _fails(f"A proof has at most {MAX_PATH} hashes of {HASH_SIZE} bytes.")


def _encode(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _decode(text: str, *, what: str) -> bytes:
    data = decode_base64(text)
    if data is None:
        raise _fails(f"The proof's {what} {text[:60]!r} is not base64.")
    return data


def _fails(message: str) -> ProofInvalid:
    return ProofInvalid(message, hint=_HINT)
