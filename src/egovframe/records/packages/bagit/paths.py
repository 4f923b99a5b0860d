"""Paths as the lines of manifests have them: never outside the bag (RFC 8493, 2.1.3 and 5.2)."""

from __future__ import annotations

import re
from typing import Final

_ESCAPED: Final = re.compile(r"%(0A|0D|25)", re.IGNORECASE)
_DRIVE: Final = re.compile(r"[A-Za-z]:")


def written(path: str) -> str:
    """Return a path as a line of a manifest has it: line ends and percent signs are escaped (2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def read(line: str, *, version: tuple[int, int]) -> str:
    """Return the path that a line of a manifest names, without a leading `./`.

    Before version 1.0 nothing but line ends was escaped: there `%25` is a name as any other.
    """
    path = line
    while path.startswith("./"):
        path = path[2:]
    if version >= (1, 0):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), path)
    return re.sub("%0A", "\n", re.sub("%0D", "\r", path, flags=re.IGNORECASE), flags=re.IGNORECASE)


def is_inside(path: str) -> bool:
    """Say whether a path stays in the bag on every system: relative, without `..`, homes, drives or shares (5.2)."""
    if not path or "\0" in path or path.startswith(("/", "~", "\\")) or _DRIVE.match(path):
        return False
    # As it stands, and as a shell would read it, for which `\.` is a dot.
    return all(".." not in re.split(r"[/\\]", each) for each in (path, path.replace("\\.", ".")))
