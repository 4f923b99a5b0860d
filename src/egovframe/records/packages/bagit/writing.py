"""Writing a bag of version 1.0: payload, manifests of SHA-256 and SHA-512, metadata; whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.records.packages import files
from egovframe.records.packages.bagit import manifests, paths, tags

if TYPE_CHECKING:
    from pathlib import Path

    from egovframe.records.packages.model import Packed

ALGORITHMS: Final = ("sha256", "sha512")
PAYLOAD: Final = "data"
_DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write(folder: Path, packed: Packed) -> None:
    """Write a bag that a folder becomes (RFC 8493): each content below `data/`, what is said of it in `bag-info.txt`.

    Content passes piece by piece. Raises PackageRefused for a path that leads out of the bag or comes twice, and where
    the folder is there already or cannot be written; then nothing is left of it.
    """
    files.check_paths(packed, paths.is_inside)
    with files.whole(folder) as place:
        payload = place / PAYLOAD
        payload.mkdir()
        lines: dict[str, list[tuple[str, str]]] = {name: [] for name in ALGORITHMS}
        octets = 0
        for content in packed.contents:
            digests, size = files.kept(payload, content, ALGORITHMS)
            octets += size
            for name, digest in digests.items():
                lines[name].append((f"{PAYLOAD}/{content.path}", digest))
        about = {**packed.about, "Payload-Oxum": f"{octets}.{len(packed.contents)}"}
        said = {
            tags.DECLARATION: _DECLARATION,
            "bag-info.txt": tags.written(about),
            **{f"manifest-{name}.txt": manifests.written(found) for name, found in lines.items()},
        }
        for name, text in said.items():
            (place / name).write_bytes(text.encode())
        for algorithm in ALGORITHMS:
            own = [(name, files.digests(place / name, [algorithm])[0][algorithm]) for name in sorted(said)]
            (place / f"tagmanifest-{algorithm}.txt").write_bytes(manifests.written(own).encode())
