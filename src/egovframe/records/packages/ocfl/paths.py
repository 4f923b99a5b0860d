"""Paths in inventories: of content, and the logical ones of a version (OCFL 1.1, 3.5.2 and 3.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from egovframe.records.packages.model import Findings

Paths: TypeAlias = tuple[str, ...]


def is_plain(path: str) -> bool:
    """Say whether a path has no `.`, `..` or empty element, and so no slash at an end."""
    return not any(each in (".", "..", "") for each in path.split("/"))


def check_paths(paths: Iterable[str], *, place: str, findings: Findings, element: str, slash: str, unique: str) -> None:
    """Note paths with `.`, `..` or empty elements, with a slash at an end, and those that come twice or below another.

    `element`, `slash` and `unique` are the codes of the three rules.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        if path.startswith("/") or path.endswith("/") or not path:
            findings.error(
                slash, ko=f"경로가 /로 시작하거나 끝납니다: {path}", en=f"It begins or ends with /: {path}", path=place
            )
        if not is_plain(path.strip("/")):
            findings.error(
                element,
                ko=f"경로에 ., .., 빈 이름이 있습니다: {path}",
                en=f"It has ., .. or no name: {path}",
                path=place,
            )
        above = _folders(path)
        if path in files or path in folders or not files.isdisjoint(above):
            findings.error(
                unique,
                ko=f"경로가 다른 것과 겹칩니다: {path}",
                en=f"It is another's path or below it: {path}",
                path=place,
            )
        files.add(path)
        folders |= above


def _folders(path: str) -> set[str]:
    parts = path.split("/")[:-1]
    return {"/".join(parts[: number + 1]) for number in range(len(parts))}
