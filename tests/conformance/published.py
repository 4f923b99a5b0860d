"""A log written to files with this library, as an office publishes it."""

from collections.abc import Sequence
from pathlib import Path

from egovframe.audit import Checkpoint, Proof, SignedNote, Signer
from egovframe.audit.tiles import MAX_ENTRY, TILE_WIDTH, TileTree, bundle_names, pack_entries, tile_names
from egovframe.audit.tree import leaf_hashes
from egovframe.kernel.crypto import signing_key

ORIGIN = "하늘시.example/log"
SIZES = (1, 2, 255, 256, 257, 300, 65_535, 65_536, 65_537, 70_000)


def signer(name: str = ORIGIN) -> Signer:
    """Gives the log's key."""
    return Signer(name, signing_key(bytes(range(32))))


def entries(size: int) -> list[bytes]:
    """Gives entries of every kind: short, empty, Korean, with line ends and zeros; the third is the longest that fits.

    Those of a smaller size are the first ones of a larger.
    """

    def entry(number: int) -> bytes:
        if number == 2:
            return (bytes(range(256)) * 256)[:MAX_ENTRY]
        text = ("entry {}", "", "사실 {}", "{}\n\n\x00\r\n", '{{"n":{}}}')[number % 5]
        return text.format(number).encode()

    return [entry(number) for number in range(size)]


class Log:
    """The log of some entries, growing; every tile that was ever made is kept."""

    def __init__(self, name: str = ORIGIN) -> None:
        """Begins with nothing."""
        self.signer = signer(name)
        self.entries: list[bytes] = []
        self._stored: dict[tuple[int, int], bytes] = {}
        self.tree = TileTree(lambda level, index: self._stored.get((level, index)))

    def append(self, more: Sequence[bytes]) -> None:
        """Seals more entries."""
        self.entries += more
        self._stored.update(self.tree.append(leaf_hashes(more)))

    def checkpoint(self) -> SignedNote:
        """Signs the log as it is now."""
        return Checkpoint(self.signer.name, self.tree.size, self.tree.root()).sign(self.signer)

    def proof(self, index: int) -> Proof:
        """Proves an entry."""
        return Proof.of(self.tree, index, checkpoint=self.checkpoint(), entry=self.entries[index])

    def publish(self, folder: Path) -> Path:
        """Writes what `egovframe audit export` writes."""
        for name in tile_names(self.tree.size):
            _write(folder / name.path, self._stored[name.level, name.index][: name.width * 32])
        for name in bundle_names(self.tree.size):
            start = name.index * TILE_WIDTH
            _write(folder / name.path, pack_entries(self.entries[start : start + name.width]))
        _write(folder / "checkpoint", str(self.checkpoint()).encode())
        _write(folder / "vkey", f"{self.signer.vkey}\n".encode())
        return folder


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
