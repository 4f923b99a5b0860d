"""Writing an object of OCFL 1.1 with one version: content, inventory and sidecar; whole or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from egovframe.records.packages import files
from egovframe.records.packages.ocfl import algorithms
from egovframe.records.packages.ocfl import inventory as inventories
from egovframe.records.packages.ocfl.paths import is_plain

if TYPE_CHECKING:
    from pathlib import Path

    from egovframe.records.packages.model import Packed

ALGORITHM: Final = algorithms.ADDRESSING[0]
SPECIFICATION: Final = "1.1"
_VERSION: Final = "v1"
_DECLARATION: Final = f"ocfl_object_{SPECIFICATION}"


def write(folder: Path, packed: Packed) -> None:
    """Write an OCFL object that a folder becomes (OCFL 1.1): each content below `v1/content/`, once for equal bytes.

    Content passes piece by piece; SHA-256 stands beside SHA-512 in the fixity. Raises PackageRefused for a logical path
    that OCFL does not have, and where the folder is there already or cannot be written; then nothing is left of it.
    """
    files.check_paths(packed, is_plain)
    with files.whole(folder) as place:
        content = place / _VERSION / inventories.CONTENT
        manifest: dict[str, list[str]] = {}
        fixity: dict[str, list[str]] = {}
        state: dict[str, list[str]] = {}
        for each in packed.contents:
            found, _ = files.kept(content, each, (ALGORITHM, "sha256"))
            digest, path = found[ALGORITHM], f"{_VERSION}/{inventories.CONTENT}/{each.path}"
            state.setdefault(digest, []).append(each.path)
            if digest in manifest:
                _drop(content, each.path)
                continue
            manifest[digest] = [path]
            fixity.setdefault(found["sha256"], []).append(path)
        (place / _VERSION).mkdir(exist_ok=True)
        inventory = _inventory(packed, manifest, fixity, state)
        sidecar = f"{algorithms.digest(ALGORITHM, inventory)} {inventories.NAME}\n".encode()
        for where in (place / _VERSION, place):
            (where / inventories.NAME).write_bytes(inventory)
            (where / f"{inventories.NAME}.{ALGORITHM}").write_bytes(sidecar)
        (place / f"0={_DECLARATION}").write_bytes(f"{_DECLARATION}\n".encode())


def _drop(content: Path, path: str) -> None:
    """Remove a second file of the same bytes, and folders that are empty without it (E024)."""
    place = content / path
    place.unlink()
    for above in place.parents:
        if above == content or any(above.iterdir()):
            return
        above.rmdir()


def _inventory(
    packed: Packed, manifest: dict[str, list[str]], fixity: dict[str, list[str]], state: dict[str, list[str]]
) -> bytes:
    version: dict[str, Any] = {
        "created": packed.created,
        "message": packed.message,
        "state": state,
        "user": {"name": packed.by} | ({"address": packed.address} if packed.address else {}),
    }
    document = {
        "id": packed.id,
        "type": f"https://ocfl.io/{SPECIFICATION}/spec/#inventory",
        "digestAlgorithm": ALGORITHM,
        "head": _VERSION,
        "manifest": manifest,
        "fixity": {"sha256": fixity},
        "versions": {_VERSION: version},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
