"""Files of a package on the disk: found, read piece by piece, and written so that nothing is there half."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from egovframe.records.errors import PackageRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from egovframe.records.packages.model import Content, Packed

PIECE: Final = 1 << 20
New: TypeAlias = Callable[[str], Any]
"""Makes the hash of an algorithm by its name, as `hashlib.new` does."""


def found_in(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every entry below a folder that is no folder itself, by its path with `/`, in the order of names.

    Links are not followed: they are yielded as they are.
    """
    waiting = [("", folder)]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            known = sorted(entries, key=lambda entry: entry.name)
        for entry in known:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{prefix}{entry.name}/", Path(entry.path)))
            else:
                yield f"{prefix}{entry.name}", entry


def digests(path: Path, algorithms: Iterable[str], new: New = hashlib.new) -> tuple[dict[str, str], int]:
    """Return the digests of a file in hex by algorithm, read once, and its size in bytes. Raises OSError.

    `new` makes the hash of an algorithm's name.
    """
    with path.open("rb") as file:
        return _passed(iter(partial(file.read, PIECE), b""), algorithms, new)


def kept(place: Path, content: Content, algorithms: Iterable[str]) -> tuple[dict[str, str], int]:
    """Write a content below a folder; return its digests in hex by algorithm and its size in bytes. Raises OSError."""
    target = place / content.path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        return _passed(content.open(), algorithms, hashlib.new, to=file)


def _passed(
    pieces: Iterable[bytes], algorithms: Iterable[str], new: New, *, to: BinaryIO | None = None
) -> tuple[dict[str, str], int]:
    hashes = {name: new(name) for name in algorithms}
    size = 0
    for piece in pieces:
        size += len(piece)
        if to is not None:
            to.write(piece)
        for each in hashes.values():
            each.update(piece)
    return {name: str(each.hexdigest()) for name, each in hashes.items()}, size


def check_paths(packed: Packed, is_inside: Callable[[str], bool]) -> None:
    """Raise PackageRefused for a path that leads out of the package, by the rule of its format, or that comes twice."""
    seen: set[str] = set()
    for content in packed.contents:
        if not is_inside(content.path):
            raise PackageRefused(f"The path {content.path!r} leads out of the package.", hint="Give a relative path.")
        if content.path in seen:
            raise PackageRefused(f"The path {content.path!r} comes twice.", hint="Give each file a path of its own.")
        seen.add(content.path)


def need_free(folder: Path) -> None:
    """Raise PackageRefused where something is there already: a package is never written over."""
    if folder.exists() or folder.is_symlink():
        raise PackageRefused(f"{folder} is there already.", hint="Name a folder that is not.")


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """Lend a place beside `folder`, which becomes it when all went well, and is gone when it did not.

    Raises PackageRefused where the folder is there already or cannot be written.
    """
    need_free(folder)
    place = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(place, ignore_errors=True)  # of a try that was killed
        place.mkdir(parents=True)
        yield place
        _durable(place)
        place.rename(folder)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise PackageRefused(
            f"{folder} cannot be written: {error.strerror or error}.", hint="Check its disk and who may write there."
        ) from error
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _durable(place: Path) -> None:
    for folder, _, names in os.walk(place):
        for name in (*names, ""):
            handle = os.open(Path(folder) / name, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
