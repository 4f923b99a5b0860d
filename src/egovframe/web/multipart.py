"""Reading `multipart/form-data` (RFC 7578) strictly: the fields and the files of one posted form.

Only endpoints that say `files=True` or `spool="form"` take it; the body has been bounded before. With `spool` it lies
on the disk, and a file of it is read from there: none is ever whole in memory. What a browser does not send is refused
rather than guessed at.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, Final

from egovframe.kernel.errors import Invalid
from egovframe.web.urlencoded import MOST_FIELDS, Fields

MOST_PARTS: Final = 100
LONGEST_HEAD: Final = 8_192
LONGEST_TEXTS: Final = 2_000_000
"""Bytes that all fields but the files may have together."""
_PIECE: Final = 1 << 20

_BOUNDARY: Final = re.compile(r"""boundary=(?:"([^"\r\n]{1,70})"|([0-9A-Za-z'()+_,./:=?-]{1,70}))\s*(?:;|$)""")
_NAME: Final = re.compile(r'(?:^|[;\s])name="([^"\r\n]{1,200})"')
_FILENAME: Final = re.compile(r'(?:^|[;\s])filename="([^"\r\n]{0,500})"')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent with a form. `name` is what the browser calls it: never a path to write to."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a form that lies on the disk: the `name` of its field, its `filename`, its content to read."""

    name: str
    filename: str
    file: IO[bytes] = field(repr=False)


class Slice(io.RawIOBase):
    """A part of an open file, read as if it were one of its own. Slices of one file are read in one thread."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        super().__init__()
        self._file = file
        self._start, self._size = start, end - start
        self._at = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that one can go to a place in it."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read what fits and return how many bytes that were."""
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; return where that is."""
        place = offset + (0, self._at, self._size)[whence]
        if place < 0:
            raise ValueError("before the beginning")
        self._at = place
        return place

    def tell(self) -> int:
        """Return the place."""
        return self._at


def whole(file: IO[bytes]) -> IO[bytes]:
    """Return a file as one to read, from its beginning to its end."""
    return io.BufferedReader(Slice(file, 0, file.seek(0, 2)))


def read(body: bytes, media: str) -> tuple[Fields, dict[str, Upload]]:
    """Return the fields and the files by the names of their fields; a file field that was left empty is not there.

    `media` is the Content-Type. Raises Invalid for what is no such form.
    """
    fields, parts = spooled(io.BytesIO(body), media, most=MOST_PARTS, longest=len(body))
    return fields, {part.name: Upload(part.filename, part.file.read()) for part in parts}


def spooled(
    file: IO[bytes], media: str, *, most: int = MOST_FIELDS, longest: int = LONGEST_TEXTS
) -> tuple[Fields, list[Part]]:
    """Return the fields and the files of a form that lies in a file, in the order in which they were sent.

    At most `most` parts are read, whose texts have at most `longest` bytes together. Raises Invalid.
    """
    found = _BOUNDARY.search(media)
    if found is None:
        raise _broken()
    mark = b"\r\n--" + (found[1] or found[2]).encode("latin-1")
    pairs: list[tuple[str, str]] = []
    parts: list[Part] = []
    for start, end in _places(file, mark, most=most):
        piece = _between(file, start, min(end, start + LONGEST_HEAD + 6))
        head, gap, _ = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not gap or len(head) > LONGEST_HEAD or not piece.startswith(b"\r\n"):
            raise _broken()
        (name, filename), begins = _named(head), start + 2 + len(head) + len(gap)
        if filename is None:
            longest -= end - begins
            if longest < 0:
                raise Invalid("The form has too much text.", hint="Send less at once.")
            pairs.append((name, _text(_between(file, begins, end))))
        elif filename or end > begins:
            parts.append(Part(name, filename, io.BufferedReader(Slice(file, begins, end))))
    return Fields(pairs), parts


def _places(file: IO[bytes], mark: bytes, *, most: int) -> list[tuple[int, int]]:
    """Return where each part begins, behind its mark, and where it ends."""
    size = file.seek(0, 2)
    marks = list(_marks(file, mark, most=most + 1))
    if len(marks) > most + 1:
        raise Invalid("The form has too many fields.", hint="Send fewer fields at once.")
    if not marks or _between(file, 0, marks[0]) not in (b"", b"\r\n"):
        raise _broken()
    if _between(file, marks[-1] + len(mark), size).rstrip(b"\r\n \t") != b"--":
        raise _broken()
    return [(here + len(mark), following) for here, following in pairwise(marks)]


def _marks(file: IO[bytes], mark: bytes, *, most: int) -> Iterator[int]:
    """Yield where the marks between the parts begin, one more than `most` of them; the first may lack its line break.

    Such a first mark begins two bytes before the file.
    """
    kept, at, found = b"\r\n", -2, 0
    file.seek(0)
    while (piece := file.read(_PIECE)) and found <= most:
        kept += piece
        start = 0
        while (here := kept.find(mark, start)) >= 0 and found <= most:
            found += 1
            yield at + here
            start = here + len(mark)
        cut = max(start, len(kept) - len(mark) + 1)
        kept, at = kept[cut:], at + cut


def _between(file: IO[bytes], start: int, end: int) -> bytes:
    file.seek(max(0, start))
    return file.read(max(0, end - start))


def _named(head: bytes) -> tuple[str, str | None]:
    """Return the name of a part's field, and of its file where it is one."""
    for line in _text(head).split("\r\n"):
        title, _, said = line.partition(":")
        if title.strip().lower() == "content-disposition" and said.strip().lower().startswith("form-data"):
            name, filename = _NAME.search(said), _FILENAME.search(said)
            if name is not None:
                return name[1], None if filename is None else filename[1]
    raise _broken()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("The form is not UTF-8 text.", hint="Send the form as UTF-8.") from None


def _broken() -> Invalid:
    return Invalid("The form cannot be read.", hint="Send it again, from the page on which it stands.")
