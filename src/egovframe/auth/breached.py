"""Passwords that were breached somewhere, looked up in a file that the city keeps: nothing is asked over the network.

The file has a line for each: the SHA-1 of the password in capital hexadecimal digits, in order, and after a colon how
often it was seen. That is what the downloader of Have I Been Pwned writes (over 900 million lines). SHA-1 only names
the line; it protects nothing.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO, Final

_DIGEST: Final = 40
_HEX: Final = frozenset(b"0123456789ABCDEF")
_SAMPLES: Final = 64


def check_file(path: Path) -> None:
    """Raise ValueError when that is no such file, or its lines are not in order: as far as samples of it show."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            seen = [_line_from(file, size * number // _SAMPLES)[0] for number in range(_SAMPLES)]
    except OSError as error:
        msg = f"the file of breached passwords {path} cannot be read: {error.strerror}"
        raise ValueError(msg) from error
    known = [digest for digest in seen if digest]
    if not known or any(len(each) != _DIGEST or not _HEX.issuperset(each) for each in known):
        msg = f"{path} does not hold a SHA-1 in capital hexadecimal digits on each line"
        raise ValueError(msg)
    if known != sorted(known):
        msg = f"the lines of {path} are not in the order of their digests"
        raise ValueError(msg)


def is_breached(secret: str, path: Path) -> bool:
    """Say whether the file has the secret: about 35 reads in a file of a thousand million lines.

    Raises OSError when the file cannot be read any more.
    """
    wanted = hashlib.sha1(secret.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:  # the first line that begins at `low` or later, before `high`, is not less than wanted
            middle = (low + high) // 2
            digest, after = _line_from(file, middle)
            if digest == wanted:
                return True
            if not digest or digest > wanted:
                high = middle
            else:
                low = after
    return False


def _line_from(file: BinaryIO, at: int) -> tuple[bytes, int]:
    """Return the digest of the first line that begins at that byte or later, and where the next one begins."""
    file.seek(max(at - 1, 0))
    if at:
        file.readline()  # the rest of the line that the byte before is in
    line = file.readline()
    return line.partition(b":")[0].strip(), file.tell()
