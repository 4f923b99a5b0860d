"""Versions held to each other and to their files: what was said once stays said, and content is what it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovframe.records.packages.ocfl import algorithms
from egovframe.records.packages.ocfl import inventory as inventories

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from egovframe.records.packages.model import Findings
    from egovframe.records.packages.ocfl.inventory import Inventory
    from egovframe.records.packages.ocfl.paths import Paths


class Versions:
    """The inventories of an object, the root's and those of earlier versions, with its files."""

    def __init__(self, folder: Path, root: Inventory, earlier: Mapping[str, Inventory], findings: Findings) -> None:
        self._folder = folder
        self._root = root
        self._earlier = earlier
        self._findings = findings
        self._order = list(root.versions)
        self._files = {name: self._content_of(name) for name in self._order}

    def check(self) -> None:
        """Note everything that does not hold."""
        specification = ""
        for name, found in self._earlier.items():
            self._agrees(name, found)
            if specification > found.specification > "":
                self._say("E103", name, "앞 판보다 옛 규격입니다.", "It follows an older specification than before.")
            specification = max(specification, found.specification)
        if specification > self._root.specification > "":
            self._say("E103", "", "앞 판보다 옛 규격입니다.", "It follows an older specification than before.")
        self._listed()
        self._held()

    def _say(self, code: str, version: str, ko: str, en: str) -> None:
        place = f"{version}/{inventories.NAME}" if version else inventories.NAME
        self._findings.error(code, ko=ko, en=en, path=place)

    # ------------------------------------------------------------------ inventories

    def _agrees(self, name: str, found: Inventory) -> None:
        """An earlier inventory says the same of the same versions (E019, E037, E040, E066, W011)."""
        root = self._root
        if found.id and root.id and found.id != root.id:
            self._say("E037", name, "id가 다릅니다.", "Its id is another one.")
        if found.content != root.content or found.names_content != root.names_content:
            self._say("E019", name, "contentDirectory가 다릅니다.", "Its contentDirectory is another one.")
        if found.head and found.head != name:
            self._say("E040", name, "head가 이 판이 아닙니다.", "Its head is not this version.")
        for version in found.versions:
            if version not in root.versions:
                self._say("E066", name, f"{version}이(가) 없어졌습니다.", f"{version} is not there any more.")
                continue
            if not self._same_state(found, version):
                self._say("E066", name, f"{version}의 상태가 다릅니다.", f"The state of {version} is another one.")
            self._same_words(name, found.versions[version], root.versions[version], version)

    def _same_state(self, found: Inventory, version: str) -> bool:
        mine, other = self._root.logical(version), found.logical(version)
        if set(mine) != set(other):
            return False
        if found.algorithm == self._root.algorithm:
            return all(digest.lower() == other[path].lower() for path, digest in mine.items())
        now, then = self._root.manifest, found.manifest
        return all(set(now.get(digest, ())) & set(then.get(other[path], ())) for path, digest in mine.items())

    def _same_words(self, name: str, then: Mapping[str, Any], now: Mapping[str, Any], version: str) -> None:
        for key in ("created", "message", "user"):
            if then.get(key) != now.get(key):
                self._findings.warning(
                    "W011",
                    ko=f"{version}의 {key}이(가) 다릅니다.",
                    en=f"{key} of {version} is another one.",
                    path=f"{name}/{inventories.NAME}",
                )

    # ------------------------------------------------------------------ files

    def _content_of(self, version: str) -> list[str]:
        """Return the content paths of a version; empty folders are noted (E024)."""
        found: list[str] = []
        place = self._folder / version / self._root.content
        for folder, folders, files in os.walk(place):
            where = Path(folder).relative_to(self._folder).as_posix()
            if not folders and not files and Path(folder) != place:
                self._findings.error("E024", ko="빈 폴더입니다.", en="It is an empty folder.", path=where)
            found += [f"{where}/{name}" for name in files]
        return sorted(found)

    def _listed(self) -> None:
        """Every file of content stands in the manifest, of its time as well (E023)."""
        for at, found in (("", self._root), *self._earlier.items()):
            listed = found.paths()
            until = self._order.index(at) + 1 if at in self._order else len(self._order)
            for version in self._order[:until]:
                for path in self._files[version]:
                    if path not in listed:
                        place = f"{at}/{inventories.NAME}" if at else inventories.NAME
                        self._findings.error(
                            "E023", ko=f"{place}에 없는 파일.", en=f"The file is not in {place}.", path=path
                        )

    def _held(self) -> None:
        """Every file is what each manifest and fixity says (E092, E093)."""
        for path, said in sorted(self._said().items()):
            place = self._folder / path
            if ".." in path.split("/") or path.startswith("/") or not place.is_file():
                for code in sorted({code for _, code in said}):
                    self._findings.error(code, ko="파일이 없습니다.", en="The file is not there.", path=path)
                continue
            digests = algorithms.digests(place, {algorithm for algorithm, _ in said})
            for (algorithm, code), digest in said.items():
                if digests[algorithm] != digest.lower():
                    self._findings.error(
                        code, ko=f"{algorithm} 값이 다릅니다.", en=f"Its {algorithm} is another one.", path=path
                    )

    def _said(self) -> dict[str, dict[tuple[str, str], str]]:
        """Return for each path the digests that inventories give it, by algorithm and the code of the rule."""
        wanted: dict[str, dict[tuple[str, str], str]] = {}
        for found in (self._root, *self._earlier.values()):
            listed = found.paths()
            for path, digest in listed.items():
                wanted.setdefault(path, {})[found.algorithm, "E092"] = digest
            fixity = [(name, digest, path) for name, block in found.fixity.items() for digest, path in _pairs(block)]
            for algorithm, digest, path in fixity:
                if path not in listed:
                    self._findings.error(
                        "E093", ko="manifest에 없는 경로.", en="Fixity of what no manifest has.", path=path
                    )
                elif algorithms.is_known(algorithm):
                    wanted[path][algorithm, "E093"] = digest
        return wanted


def _pairs(block: Mapping[str, Paths]) -> Iterator[tuple[str, str]]:
    for digest, paths in block.items():
        for path in paths:
            yield digest, path
