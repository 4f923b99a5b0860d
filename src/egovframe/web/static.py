"""Theme files under addresses that carry the hash of their content, kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
OURS = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, read once at the start; `packed` is its gzip form where that is smaller."""

    address: str
    media: str
    plain: bytes
    packed: bytes | None


class Static:
    """All theme files: ours, and the city's own folder over them (same name wins)."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._by_name: dict[str, StaticFile] = {}
        self.by_address: dict[str, StaticFile] = {}
        for folder in (OURS, *folders):
            if not folder.is_dir():
                continue
            for path in sorted(folder.iterdir()):
                if path.suffix in MEDIA:
                    self._by_name[path.name] = _read(path)
        for file in self._by_name.values():
            self.by_address[file.address] = file

    def address(self, name: str) -> str:
        """Return the address of a file by its name. Raises KeyError for a name that no folder has."""
        return self._by_name[name].address

    def __contains__(self, name: object) -> bool:
        """Whether a folder has a file of that name."""
        return name in self._by_name


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    packed = gzip.compress(plain, 9, mtime=0)
    digest = hashlib.sha256(plain).hexdigest()[:12]
    return StaticFile(
        address=f"/static/{path.stem}.{digest}{path.suffix}",
        media=MEDIA[path.suffix],
        plain=plain,
        packed=packed if len(packed) < len(plain) else None,
    )
