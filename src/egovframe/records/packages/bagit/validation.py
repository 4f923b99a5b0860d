"""Holding a bag to its format: versions 0.93 to 1.0 of BagIt (RFC 8493), complete and valid (section 3)."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from egovframe.records.packages import files
from egovframe.records.packages.bagit import manifests, paths, tags
from egovframe.records.packages.bagit.writing import PAYLOAD
from egovframe.records.packages.model import Findings, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from egovframe.records.packages.bagit.tags import Declaration

INFO: Final = ("bag-info.txt", "package-info.txt")
"""The metadata; before version 0.96 it had the second name."""

LONGEST_LINE: Final = 2**16
"""Characters; no checksum with a path is longer, and a file without line ends is not read whole."""

_FETCH: Final = "fetch.txt"
_SYSTEM: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def validate(folder: Path) -> Verdict:
    """Return whether a folder is a bag that is complete and valid (RFC 8493, 3), and everything that is not.

    Each file is read once, piece by piece. Codes are sections of the RFC. Nothing is fetched: what `fetch.txt` names
    has to be there. Raises OSError where files cannot be read.
    """
    findings = Findings()
    if not folder.is_dir():
        findings.error("2", ko="폴더가 아닙니다.", en="It is no folder.", path=folder.name)
        return findings.verdict()
    _Bag(folder, findings).check()
    return findings.verdict()


class _Bag:
    """One bag while it is read."""

    def __init__(self, folder: Path, findings: Findings) -> None:
        self._folder = folder
        self._findings = findings
        self._files: dict[str, Path] = {}
        self._alike: dict[str, str] = {}  # by the one Unicode form, for systems that change it (5.1)
        self._wanted: dict[str, dict[str, str]] = {}  # by path: checksums by algorithm
        self._declaration: Declaration = tags.NEWEST

    def check(self) -> None:
        """Note everything that does not hold."""
        self._find()
        raw = self._files.get(tags.DECLARATION)
        self._declaration = tags.declared(_beginning(raw) if raw else None, self._findings)
        payload, own = self._manifests()
        if not (self._folder / PAYLOAD).is_dir():
            self._findings.error("2.1.2", ko="data 폴더가 없습니다.", en="There is no folder data.", path=PAYLOAD)
        if not payload:
            self._findings.error("2.1.3", ko="목록 파일이 없습니다.", en="There is no payload manifest.")
        self._listed(payload)
        self._fetched(payload)
        self._named(payload, own)
        octets = self._checksums()
        self._info(octets)

    def _find(self) -> None:
        for path, entry in files.found_in(self._folder):
            if not entry.is_file(follow_symlinks=False):
                self._findings.error(
                    "5.2",
                    ko="보통 파일이 아닙니다(링크 등).",
                    en="It is no plain file but a link or the like.",
                    path=path,
                )
                continue
            self._files[path] = Path(entry.path)
            self._alike.setdefault(unicodedata.normalize("NFC", path), path)
            if path.rpartition("/")[2].lower() in _SYSTEM:
                self._findings.warning(
                    "5.1", ko="시스템이 만든 파일입니다.", en="It is a file that systems make by themselves.", path=path
                )

    def _lines(self, name: str) -> Iterator[str]:
        with self._files[name].open(encoding=self._declaration.encoding, newline=None) as file:
            try:
                while line := file.readline(LONGEST_LINE):
                    if len(line) == LONGEST_LINE:
                        self._findings.error("2.1.3", ko="줄이 너무 깁니다.", en="A line is too long.", path=name)
                        return
                    yield line.rstrip("\n")
            except UnicodeError:
                self._findings.error(
                    "2.1.1",
                    ko=f"{self._declaration.encoding}로 읽을 수 없습니다.",
                    en=f"It cannot be read as {self._declaration.encoding}.",
                    path=name,
                )

    def _manifests(self) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        """Return the payload manifests and those of tag files, by name."""
        payload: dict[str, dict[str, str]] = {}
        own: dict[str, dict[str, str]] = {}
        for name in list(self._files):
            match = manifests.NAME.fullmatch(name)
            if match is None:
                continue
            algorithm = match[2].lower()
            if algorithm not in manifests.ALGORITHMS:
                self._findings.error(
                    "2.4", ko=f"모르는 해시 {algorithm}.", en=f"The algorithm {algorithm} is not known.", path=name
                )
                continue
            found = manifests.read(name, self._lines(name), algorithm, self._declaration, self._findings)
            (own if match[1] else payload)[name] = found
            for path, checksum in found.items():
                self._wanted.setdefault(path, {})[algorithm] = checksum
        if payload and all(manifests.NAME.fullmatch(name)[2].lower() in manifests.WEAK for name in payload):  # type: ignore[index]
            self._findings.warning(
                "2.4", ko="약한 해시(MD5, SHA-1)뿐입니다.", en="There are only weak checksums (MD5, SHA-1)."
            )
        return payload, own

    def _listed(self, payload: Mapping[str, Mapping[str, str]]) -> None:
        """Every file of the payload stands in every manifest, before version 1.0 in one of them (3)."""
        known = [{self._at(path) for path in found} for found in payload.values()]
        for path in self._files:
            if not path.startswith(f"{PAYLOAD}/") or not known:
                continue
            lists = [path in each for each in known]
            if not (all(lists) if self._declaration.named_once else any(lists)):
                self._findings.error(
                    "3", ko="목록에 없는 파일입니다.", en="No manifest lists this file, or not each of them.", path=path
                )

    def _at(self, path: str) -> str:
        """Return the path under which a file that is listed is there; itself where none is."""
        return path if path in self._files else self._alike.get(unicodedata.normalize("NFC", path), path)

    def _fetched(self, payload: Mapping[str, Mapping[str, str]]) -> None:
        """Each line of `fetch.txt` is an address, a length and a path that the manifests list (2.2.3)."""
        if _FETCH not in self._files:
            return
        for number, line in enumerate(self._lines(_FETCH), start=1):
            parts = line.split(None, 2)
            if not parts:
                continue
            if len(parts) != 3 or not (parts[1] == "-" or parts[1].isdecimal()):
                self._findings.error(
                    "2.2.3",
                    ko=f"{number}번째 줄이 주소, 길이, 경로가 아닙니다.",
                    en=f"Line {number} is not an address, a length and a path.",
                    path=_FETCH,
                )
                continue
            path = paths.read(parts[2], version=self._declaration.version)
            if not paths.is_inside(path):
                self._findings.error(
                    "5.2", ko="경로가 가방 밖을 가리킵니다.", en="A path leads out of the bag.", path=path
                )
            elif not any(path in found for found in payload.values()):
                self._findings.error(
                    "2.2.3",
                    ko="가져올 파일이 목록에 없습니다.",
                    en="It is to be fetched, and no manifest lists it.",
                    path=path,
                )

    def _named(self, payload: Mapping[str, Mapping[str, str]], own: Mapping[str, Mapping[str, str]]) -> None:
        """What a manifest names is of its kind and there; names that some systems take for one are told (5.1)."""
        for name, found in (*payload.items(), *own.items()):
            self._alike_in(name, found)
            for path in found:
                if (name in payload) != path.startswith(f"{PAYLOAD}/") or (
                    manifests.NAME.fullmatch(path) and (path.lower().startswith("tag"))
                ):
                    self._findings.error(
                        "2.2.1" if name in own else "2.1.3",
                        ko=f"{name}에 있을 수 없는 파일입니다.",
                        en=f"It cannot stand in {name}.",
                        path=path,
                    )
                if self._at(path) not in self._files:
                    self._findings.error("3", ko="파일이 없습니다.", en="The file is not there.", path=path)

    def _alike_in(self, name: str, listed: Iterable[str]) -> None:
        seen: dict[str, str] = {}
        for path in listed:
            other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                self._findings.warning(
                    "5.1",
                    ko=f"{name}의 {other}와 이름이 같다고 보는 시스템이 있습니다.",
                    en=f"Some systems take its name for that of {other} in {name}.",
                    path=path,
                )

    def _checksums(self) -> tuple[int, int]:
        """Read each file once; return bytes and number of the payload's files."""
        octets = count = 0
        checksums: dict[str, dict[str, str]] = {}
        for path, wanted in self._wanted.items():
            checksums.setdefault(self._at(path), {}).update(wanted)
        for path, place in self._files.items():
            mine = checksums.get(path, {})
            found, size = files.digests(place, mine) if mine else ({}, place.stat().st_size)
            if path.startswith(f"{PAYLOAD}/"):
                octets, count = octets + size, count + 1
            for algorithm, checksum in mine.items():
                if found[algorithm] != checksum:
                    self._findings.error(
                        "3",
                        ko=f"{algorithm} 값이 목록과 다릅니다.",
                        en=f"Its {algorithm} is not the one that is listed.",
                        path=path,
                    )
        return octets, count

    def _info(self, payload: tuple[int, int]) -> None:
        """`Payload-Oxum` is the number of bytes and of files (2.2.2)."""
        name = next((each for each in INFO if each in self._files), None)
        if name is None:
            return
        said = [value for label, value in tags.read(self._lines(name)) if label.lower() == "payload-oxum"]
        if len(said) > 1:
            self._findings.warning("2.2.2", ko="Payload-Oxum이 여럿입니다.", en="Payload-Oxum comes twice.", path=name)
        for value in said:
            if value != f"{payload[0]}.{payload[1]}":
                self._findings.error(
                    "2.2.2",
                    ko=f"Payload-Oxum이 {payload[0]}.{payload[1]}이 아닙니다: {value}",
                    en=f"Payload-Oxum is not {payload[0]}.{payload[1]}: {value}",
                    path=name,
                )


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(tags.LONGEST + 1)
