"""Opening what came from elsewhere: bounded JSON, bounded archives. Nothing is believed before it was measured."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import Any, Final

from egovframe.forms.formats.carrying import FormatUnreadable

LARGEST: Final = 16 * 2**20
"""Bytes that a file with a form has at most."""

LARGEST_UNPACKED: Final = 64 * 2**20
"""Bytes that all files of an archive have together at most, once unpacked."""

MOST_FILES: Final = 1_000
DEEPEST: Final = 100
"""How deep objects and lists may stand in one another."""

MOST_VALUES: Final = 500_000
_PIECE: Final = 2**16


def read_json(content: bytes, *, what: str = "The file") -> Any:
    """Return the JSON value of a file. Raises FormatUnreadable for what is no JSON, too large or nested too deep."""
    if len(content) > LARGEST:
        raise _too_large(what)
    try:
        value = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise FormatUnreadable(f"{what} is not in UTF-8.", hint="Save it as UTF-8 and try again.") from error
    except RecursionError as error:
        raise _too_deep(what) from error
    except ValueError as error:
        raise FormatUnreadable(f"{what} is not JSON.", hint=str(error)[:200]) from error
    _measure(value, what)
    return value


def read_json_object(content: bytes, *, what: str = "The file") -> dict[str, Any]:
    """Return the JSON object of a file. Raises FormatUnreadable."""
    value = read_json(content, what=what)
    if not isinstance(value, dict):
        raise FormatUnreadable(f"{what} is no JSON object.", hint="Give the file as the other system wrote it.")
    return value


def unpack(content: bytes, *, what: str = "The file") -> dict[str, bytes]:
    """Return the files of a zip archive by name.

    The size that an archive states is not believed: it is unpacked piece by piece until the limit is reached. Raises
    FormatUnreadable for what is no archive, encrypted, or more than a form can be.
    """
    if len(content) > LARGEST:
        raise _too_large(what)
    left = LARGEST_UNPACKED
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                raise FormatUnreadable(
                    f"{what} holds {len(entries):,} files.", hint=f"A form is at most {MOST_FILES:,} files."
                )
            for entry in entries:
                if entry.is_dir():
                    continue
                pieces = []
                with archive.open(entry) as packed:
                    while piece := packed.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            raise _too_large(what)
                        pieces.append(piece)
                files[entry.filename] = b"".join(pieces)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise FormatUnreadable(
            f"{what} is no archive that can be read.", hint="Give the file as the other system wrote it."
        ) from error
    return files


def _measure(value: object, what: str) -> None:
    """Walk through without recursion: what is deep or endless is found before anybody recurses into it."""
    waiting: list[tuple[object, int]] = [(value, 1)]
    seen = 0
    while waiting:
        each, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST:
            raise _too_deep(what)
        if seen > MOST_VALUES:
            raise _too_large(what)
        if isinstance(each, dict):
            waiting.extend((inner, depth + 1) for inner in each.values())
        elif isinstance(each, list):
            waiting.extend((inner, depth + 1) for inner in each)


def _refuse(name: str) -> Any:
    msg = f"{name} is no JSON value"
    raise ValueError(msg)


def _too_large(what: str) -> FormatUnreadable:
    return FormatUnreadable(
        f"{what} is larger than a form can be.",
        hint=f"At most {LARGEST // 2**20} MiB, {LARGEST_UNPACKED // 2**20} MiB unpacked, {MOST_VALUES:,} values.",
    )


def _too_deep(what: str) -> FormatUnreadable:
    return FormatUnreadable(f"{what} is nested too deep.", hint=f"At most {DEEPEST} levels.")
