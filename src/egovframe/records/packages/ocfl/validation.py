"""Holding an object to its format: OCFL 1.0 and 1.1, with the codes of the specification (E001 … W016)."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from egovframe.records.packages.model import Findings, Verdict
from egovframe.records.packages.ocfl import algorithms
from egovframe.records.packages.ocfl import inventory as inventories
from egovframe.records.packages.ocfl.inventory import VERSION, Inventory
from egovframe.records.packages.ocfl.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECLARATION: Final = re.compile(r"0=ocfl_object_(\d+\.\d+)")
KNOWN: Final = ("1.0", "1.1")
EXTENSIONS: Final = frozenset(
    {
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout",
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "initial",
    }
)
"""The registered extensions of objects and roots."""

_SIDECAR: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+inventory\.json\n?")


def validate(folder: Path) -> Verdict:
    """Return whether a folder is an OCFL object whose files are what its inventories say, and everything that is not.

    Each file is read once, piece by piece; inventories are read whole. Raises OSError where files cannot be read.
    """
    findings = Findings()
    if not folder.is_dir():
        findings.error("E003", ko="폴더가 아닙니다.", en="It is no folder.", path=folder.name)
    else:
        _Object(folder, findings).check()
    return findings.verdict()


class _Object:
    """One object while it is read."""

    def __init__(self, folder: Path, findings: Findings) -> None:
        self._folder = folder
        self._findings = findings
        self._names = sorted(path.name for path in folder.iterdir())

    def check(self) -> None:
        """Note everything that does not hold."""
        specification = self._declared()
        self._links()
        raw = self._bytes(self._folder / inventories.NAME)
        if raw is None:
            self._findings.error("E063", ko="inventory.json이 없습니다.", en="It has no inventory.json.")
            self._root(None)
            return
        found = inventories.read(raw, inventories.NAME, self._findings)
        self._sidecar(self._folder, "", raw, found)
        self._root(found)
        if found is None:
            return
        if specification and found.specification and found.specification != specification:
            self._findings.error(
                "E038",
                ko=f"type이 선언({specification})과 다릅니다.",
                en=f"The type is not that of the declaration ({specification}).",
                path=inventories.NAME,
            )
        earlier = self._versions(found, raw)
        Versions(self._folder, found, earlier, self._findings).check()

    def _bytes(self, path: Path) -> bytes | None:
        return path.read_bytes() if path.is_file() else None

    def _declared(self) -> str:
        """Return the version of the declaration (E003–E007)."""
        named = [name for name in self._names if name.startswith("0=")]
        matches = [match for name in named if (match := _DECLARATION.fullmatch(name))]
        known = [match for match in matches if match[1] in KNOWN]
        if len(named) != 1 or len(known) != 1:
            code = "E003" if len(named) != 1 or matches else "E006"
            self._findings.error(
                code,
                ko="판 선언 파일이 하나가 아닙니다.",
                en="There is not exactly one declaration of a known version.",
            )
            return known[0][1] if len(known) == 1 else ""
        said = self._bytes(self._folder / named[0])
        if said != f"{named[0][2:]}\n".encode():
            self._findings.error(
                "E007", ko="선언의 내용이 이름과 다릅니다.", en="The declaration does not say its name.", path=named[0]
            )
        return str(known[0][1])

    def _links(self) -> None:
        for folder, folders, files in os.walk(self._folder):
            for name in (*folders, *files):
                path = Path(folder) / name
                if path.is_symlink():
                    where = path.relative_to(self._folder).as_posix()
                    self._findings.error("E090", ko="링크가 있습니다.", en="It is a link.", path=where)

    def _root(self, found: Inventory | None) -> None:
        """Nothing lies in an object but what belongs there (E001), and every version is in the inventory (E046)."""
        versions = {name for name in (found.versions if found else ()) if VERSION.fullmatch(name)}
        sidecars = {f"{inventories.NAME}.{name}" for name in algorithms.ADDRESSING}
        for name in self._names:
            path = self._folder / name
            if name.startswith("0=") or (path.is_file() and name in {inventories.NAME, *sidecars}):
                continue
            if path.is_dir() and (name == "logs" or name in versions):
                continue
            if path.is_dir() and name == "extensions":
                self._extensions(path)
            elif path.is_dir() and found and VERSION.fullmatch(name):
                self._findings.error(
                    "E046", ko="inventory에 없는 판입니다.", en="The inventory has no such version.", path=name
                )
            elif found is None and path.is_dir() and VERSION.fullmatch(name):
                continue
            else:
                self._findings.error("E001", ko="여기 있을 수 없습니다.", en="It cannot stand here.", path=name)

    def _extensions(self, place: Path) -> None:
        for path in sorted(place.iterdir()):
            if not path.is_dir():
                self._findings.error(
                    "E067", ko="폴더가 아닙니다.", en="It is no folder of an extension.", path=f"extensions/{path.name}"
                )
            elif path.name not in EXTENSIONS:
                self._findings.warning(
                    "W013",
                    ko="등록되지 않은 확장.",
                    en="No such extension is registered.",
                    path=f"extensions/{path.name}",
                )

    def _sidecar(self, folder: Path, prefix: str, raw: bytes, found: Inventory | None) -> None:
        """The digest of an inventory stands beside it, by its own algorithm (E058–E061)."""
        name = f"{inventories.NAME}.{found.algorithm if found else algorithms.ADDRESSING[0]}"
        said = self._bytes(folder / name)
        if said is None:
            if found is not None and not any(each.code == "E025" for each in self._findings.errors):
                self._findings.error(
                    "E058", ko="다이제스트 파일이 없습니다.", en="Its digest is not beside it.", path=f"{prefix}{name}"
                )
            return
        match = _SIDECAR.fullmatch(said.decode("utf-8", "replace"))
        if match is None:
            self._findings.error(
                "E061",
                ko="DIGEST inventory.json이 아닙니다.",
                en="It is not DIGEST inventory.json.",
                path=f"{prefix}{name}",
            )
        elif found is not None and match[1].lower() != algorithms.digest(found.algorithm, raw):
            self._findings.error(
                "E060",
                ko="inventory.json의 값과 다릅니다.",
                en="It is not the digest of inventory.json.",
                path=f"{prefix}{name}",
            )

    def _versions(self, root: Inventory, raw: bytes) -> dict[str, Inventory]:
        """Return the inventories of the versions that have one; what lies in their folders is looked at."""
        earlier: dict[str, Inventory] = {}
        for name in self._in_order(root):
            folder = self._folder / name
            if not folder.is_dir():
                self._findings.error("E010", ko="판의 폴더가 없습니다.", en="The version has no folder.", path=name)
                continue
            own = self._bytes(folder / inventories.NAME)
            known = {inventories.NAME}
            if own is None:
                self._findings.warning(
                    "W010", ko="inventory가 없습니다.", en="It has no inventory of its own.", path=name
                )
            else:
                found = root if own == raw else inventories.read(own, f"{name}/{inventories.NAME}", self._findings)
                self._sidecar(folder, f"{name}/", own, found)
                known.add(f"{inventories.NAME}.{found.algorithm if found else ''}")
                if found is not None and own != raw:
                    earlier[name] = found
                if root.head and name != root.head and own == raw:
                    self._findings.error(
                        "E040",
                        ko="head가 이 판이 아닙니다.",
                        en="Its head is not this version.",
                        path=f"{name}/{inventories.NAME}",
                    )
                if name == root.head and own != raw:
                    self._findings.error(
                        "E064",
                        ko="마지막 판의 inventory가 다릅니다.",
                        en="It is not the inventory of the object's root.",
                        path=f"{name}/{inventories.NAME}",
                    )
            self._lies_in(folder, name, root, known)
        return earlier

    def _in_order(self, root: Inventory) -> Iterator[str]:
        good = [name for name in root.versions if VERSION.fullmatch(name)]
        yield from sorted(good, key=lambda name: int(name.lstrip("v")))

    def _lies_in(self, folder: Path, name: str, root: Inventory, known: set[str]) -> None:
        for path in sorted(folder.iterdir()):
            where = f"{name}/{path.name}"
            if path.is_dir():
                if path.name != root.content:
                    self._findings.warning(
                        "W002", ko="내용 폴더가 아닙니다.", en="It is not the folder of content.", path=where
                    )
                elif not any(path.iterdir()):
                    self._findings.warning("W003", ko="내용 폴더가 비었습니다.", en="It is empty.", path=where)
            elif path.name not in known:
                self._findings.error("E015", ko="여기 있을 수 없습니다.", en="It cannot stand here.", path=where)
