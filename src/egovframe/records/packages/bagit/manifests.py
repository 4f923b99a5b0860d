"""Manifests: for each file of a bag a checksum and its path (RFC 8493, 2.1.3 and 2.2.1)."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from egovframe.kernel.text import Text
from egovframe.records.packages.bagit import paths
from egovframe.records.packages.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from egovframe.records.packages.bagit.tags import Declaration
    from egovframe.records.packages.model import Findings

NAME: Final = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt", re.IGNORECASE)
ALGORITHMS: Final = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
"""Those that this check knows, by the names that files have (2.4); new bags are written with the strong ones alone."""

WEAK: Final = frozenset({"md5", "sha1"})

_LINE: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)", re.DOTALL)


def read(
    name: str, lines: Iterable[str], algorithm: str, declaration: Declaration, findings: Findings
) -> dict[str, str]:
    """Return the checksums of a manifest, small letters, by path; what is wrong with its lines is noted."""
    found: dict[str, str] = {}
    length = hashlib.new(algorithm).digest_size * 2
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None or len(match[1]) != length:
            findings.error(
                "2.1.3",
                ko=f"{number}번째 줄이 {algorithm} 값과 경로가 아닙니다.",
                en=f"Line {number} is not a {algorithm} value and a path.",
                path=name,
            )
            continue
        _take(found, name, match, declaration, findings)
    return found


def _take(found: dict[str, str], name: str, match: re.Match[str], declaration: Declaration, findings: Findings) -> None:
    path, checksum = paths.read(match[3], version=declaration.version), match[1].lower()
    if match[2]:
        findings.warning(
            "2.1.3", ko="경로 앞에 *가 있습니다(md5sum).", en="A path begins with * (as md5sum writes it).", path=path
        )
    if match[3].startswith("./"):
        findings.warning("2.1.3", ko="경로가 ./로 시작합니다.", en="A path begins with ./.", path=path)
    if not paths.is_inside(path):
        findings.add_error(outside(path))
    elif path not in found:
        found[path] = checksum
    elif found[path] != checksum:
        findings.error(
            "2.1.3",
            ko=f"{name}에 서로 다른 값으로 두 번 있습니다.",
            en=f"It stands twice in {name}, differently.",
            path=path,
        )
    elif declaration.named_once:
        findings.error("2.1.3", ko=f"{name}에 두 번 있습니다.", en=f"It stands twice in {name}.", path=path)
    else:
        findings.warning("2.1.3", ko=f"{name}에 두 번 있습니다.", en=f"It stands twice in {name}.", path=path)


def outside(path: str) -> Finding:
    """Return what is said of a path that leads out of the bag."""
    return Finding("5.2", Text(ko="경로가 가방 밖을 가리킵니다.", en="A path leads out of the bag."), path)


def written(checksums: Iterable[tuple[str, str]]) -> str:
    """Return the lines of a manifest for pairs of path and checksum, in their order."""
    return "".join(f"{checksum}  {paths.written(path)}\n" for path, checksum in checksums)
