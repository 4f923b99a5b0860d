"""The files that say something of a bag: its declaration and its metadata (RFC 8493, 2.1.1 and 2.2.2)."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from egovframe.records.packages.model import Findings

DECLARATION: Final = "bagit.txt"
ENCODINGS: Final = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii"})
LONGEST: Final = 2**16
"""A declaration has two short lines; what is longer is none."""

_STRICT: Final = re.compile(r"BagIt-Version: (\d+)\.(\d+) *(?:\r\n|\r|\n)Tag-File-Character-Encoding: (\S+) *[\r\n]*")
_LENIENT: Final = re.compile(
    r"BagIt-Version\s*:\s*(\d+)\.(\d+)\s*(?:\r\n|\r|\n)\s*Tag-File-Character-Encoding\s*:\s*(\S+)\s*"
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What `bagit.txt` declares: the version of the format, and the encoding of all other tag files."""

    version: tuple[int, int]
    encoding: str

    @property
    def named_once(self) -> bool:
        """Say whether the version forbids what older ones let pass (1.0 does)."""
        return self.version >= (1, 0)


NEWEST: Final = Declaration((1, 0), "utf-8")


def declared(raw: bytes | None, findings: Findings) -> Declaration:
    """Return what a declaration says, and note what is wrong with it; for one that says nothing the newest version."""
    if raw is None:
        findings.error("2.1.1", ko="bagit.txt가 없습니다.", en="There is no bagit.txt.", path=DECLARATION)
        return NEWEST
    if raw.startswith((BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE)):
        findings.error(
            "2.1.1", ko="바이트 순서 표식으로 시작합니다.", en="It begins with a byte order mark.", path=DECLARATION
        )
        return NEWEST
    text = raw[:LONGEST].decode("utf-8", "replace")
    found = _LENIENT.fullmatch(text)
    if found is None or len(raw) > LONGEST:
        findings.error(
            "2.1.1",
            ko="두 줄(BagIt-Version: M.N, Tag-File-Character-Encoding: UTF-8)이 아닙니다.",
            en="It is not the two lines BagIt-Version: M.N and Tag-File-Character-Encoding: UTF-8.",
            path=DECLARATION,
        )
        return NEWEST
    version, encoding = (int(found[1]), int(found[2])), found[3].lower()
    if version > NEWEST.version:
        findings.warning(
            "2.1.1",
            ko=f"판 {found[1]}.{found[2]}은 이 검사보다 새것입니다. 1.0으로 봅니다.",
            en=f"Version {found[1]}.{found[2]} is newer than this check; it is held to 1.0.",
            path=DECLARATION,
        )
    if version >= (1, 0) and not _STRICT.fullmatch(text):
        findings.error(
            "2.1.1",
            ko="이름, 쌍점, 빈칸 하나, 값의 순서가 아닙니다.",
            en="A line is not a name, a colon, one space and a value.",
            path=DECLARATION,
        )
    if encoding not in ENCODINGS:
        findings.error(
            "2.1.1", ko=f"모르는 문자 인코딩 {found[3]}.", en=f"The encoding {found[3]} is not known.", path=DECLARATION
        )
        encoding = "utf-8"
    return Declaration(version, encoding)


def read(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names and values of `bag-info.txt` in their order; a line that begins with a blank goes on with a value."""
    name, value = "", ""
    for line in lines:
        if line[:1] in (" ", "\t") and name:
            value += " " + line.strip()
            continue
        if name:
            yield name, value
        name, _, value = (part.strip() for part in line.partition(":"))
    if name:
        yield name, value


def written(about: Mapping[str, str]) -> str:
    """Return names and values as `bag-info.txt` has them; line ends of values become blanks."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in about.items())
