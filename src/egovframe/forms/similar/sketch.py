"""A text as a sketch of fixed length: two texts share about as much of their sketches as of their wording. No I/O.

The wording of a text is the set of its runs of three letters, blanks and signs left out, so that it makes no
difference how somebody divides words, which Korean leaves to the writer. The sketch is MinHash by one permutation
(Li, Owen, Zhang 2012): each run falls by its hash into one of 72 bins, which keeps its smallest; a bin that is left
empty takes over from another one that its number draws (Shrivastava 2017). Bands of three bins each are looked up:
texts that share two fifths of their wording share a band four times in five.
"""

from __future__ import annotations

import unicodedata
from hashlib import blake2b
from typing import Final

LENGTH: Final = 3
BINS: Final = 72
ROWS: Final = 3
BANDS: Final = BINS // ROWS
FEWEST: Final = 12
"""A text with fewer runs of letters says too little to be compared."""

Sketch = tuple[int, ...]


def wording(text: str) -> frozenset[str]:
    """Return the runs of three letters or digits of a text, in one writing of letters (NFKC, without case)."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    return frozenset(plain[at : at + LENGTH] for at in range(len(plain) - LENGTH + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of their wording two texts share, from 0 to 1 (Jaccard)."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def sketch(words: frozenset[str]) -> Sketch | None:
    """Return the sketch of a wording; None for one that says too little."""
    if len(words) < FEWEST:
        return None
    bins: list[int | None] = [None] * BINS
    for run in words:
        drawn = int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")
        value, at = divmod(drawn, BINS)
        kept = bins[at]
        if kept is None or value < kept:
            bins[at] = value
    return tuple(_filled(bins, at) for at in range(BINS))


def _filled(bins: list[int | None], at: int) -> int:
    """Return what a bin keeps; an empty one takes over what another keeps, the same one in every sketch."""
    value, turn = bins[at], 0
    while value is None:
        turn += 1
        drawn = blake2b(f"{at}/{turn}".encode(), digest_size=8).digest()
        value = bins[int.from_bytes(drawn, "big") % BINS]
    return value


def shared(one: Sketch, other: Sketch) -> float:
    """Return how much two sketches share: an estimate of the likeness, within about 0.06."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / BINS


def bands(of: Sketch) -> list[str]:
    """Return the bands of a sketch, each a short text: where it stands, and a digest of what is in it."""
    found = []
    for at in range(BANDS):
        rows = ",".join(map(str, of[at * ROWS : (at + 1) * ROWS]))
        found.append(f"{at:02d}{blake2b(rows.encode(), digest_size=8).hexdigest()}")
    return found


def packed(of: Sketch) -> bytes:
    """Return a sketch as bytes."""
    return b"".join(value.to_bytes(8, "big") for value in of)


def unpacked(kept: bytes) -> Sketch:
    """Return the sketch that was packed."""
    return tuple(int.from_bytes(kept[at : at + 8], "big") for at in range(0, len(kept), 8))
