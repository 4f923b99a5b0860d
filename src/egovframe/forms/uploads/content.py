"""What a file is, by its content: the name that it came with is no evidence.

Types that offices get every day are read as far as it takes to know them for what they are: from their first byte to
their last, one thing and not two at once. Everything else is named by puremagic, and taken only where a form says so.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, is_zipfile

from egovframe.forms.uploads.faults import FileRefused, missing_extra
from egovframe.kernel.text import Text

HEAD: Final = 4_096
_PIECE: Final = 1 << 20
MOST_ENTRIES: Final = 10_000
LARGEST_UNPACKED: Final = 500 << 20
"""Bytes that an office document may come to when unpacked."""
MOST_PACKED: Final = 200
"""Times that an entry may grow when it is unpacked; text in documents grows ten- to thirtyfold."""

OOXML: Final = "application/vnd.openxmlformats-officedocument."
_OOXML: Final = {
    "word/document.xml": OOXML + "wordprocessingml.document",
    "xl/workbook.xml": OOXML + "spreadsheetml.sheet",
    "ppt/presentation.xml": OOXML + "presentationml.presentation",
}
_BY_MIMETYPE: Final = frozenset(
    {
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/hwp+zip",
    }
)
_PICTURES: Final = {
    re.compile(rb"\xff\xd8\xff"): "image/jpeg",
    re.compile(rb"\x89PNG\r\n\x1a\n"): "image/png",
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL): "image/webp",
}
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis"})
_MOVING: Final = frozenset({b"hevc", b"hevx", b"hevm", b"hevs"})
"""The brands of photos, and of series of them, that telephones write with HEVC (ISO/IEC 23008-12, annex B)."""
HEIF: Final = frozenset({"image/heic", "image/heic-sequence", "image/heif", "image/heif-sequence"})
"""The types of photos in that container; what the pictures tell beside them cannot be taken out here."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP: Final = frozenset({"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml"})

BROKEN: Final = Text(
    ko="파일이 손상되어 읽을 수 없습니다. 다시 저장하여 올리세요.",
    en="The file is damaged and cannot be read. Save it again and send that.",
)
TWO_AT_ONCE: Final = Text(
    ko="여러 형식이 섞인 파일은 받지 않습니다. 다시 저장하여 올리세요.",
    en="The file is of several types at once. Save it again and send that.",
)
BOMB: Final = Text(
    ko="압축을 풀면 너무 커지는 파일입니다. 내용을 줄여 다시 올리세요.",
    en="The file becomes too large when it is unpacked. Send a smaller one.",
)
MACROS: Final = Text(
    ko="매크로가 든 문서는 받지 않습니다. 매크로 없이 저장하여 올리세요.",
    en="Documents with macros are not taken. Save it without them.",
)
EMPTY: Final = Text(ko="빈 파일입니다. 내용이 있는 파일을 고르세요.", en="The file is empty. Choose another one.")


def media_of(file: IO[bytes]) -> str:
    """Return the media type of a file by its content, `application/octet-stream` for what nobody knows.

    `file` can be sought in; where it stands afterwards is not said. Raises FileRefused for a file that is empty,
    damaged, of several types at once, or a bomb.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise FileRefused(EMPTY)
    for begin, media in _PICTURES.items():
        if begin.match(head):
            return media
    if head[4:8] == b"ftyp" and (media := _telephone(head)):
        return media
    for start, read in _READERS.items():
        if head.startswith(start):
            return read(file, head)
    if _is_text(file):
        named = _named(head)
        return named if named in _MARKUP else "text/plain"
    return _named(head) or "application/octet-stream"


def _telephone(head: bytes) -> str:
    """Return the type of a photo as telephones write them, empty for anything else in that container, such as a film.

    ISO/IEC 14496-12, 4.3: the box has its size, `ftyp`, the major brand, a version and the compatible brands. ISO/IEC
    23008-12, 10.2: `mif1` and `msf1` say only that there are pictures; a compatible brand then says of which codec.
    """
    size = int.from_bytes(head[:4], "big")
    box = head[: size or len(head)]
    if len(box) < 16:
        return ""
    major, others = box[8:12], {box[at : at + 4] for at in range(16, len(box) - 3, 4)}
    if major in _HEIC | _MOVING:
        return "image/heic" if major in _HEIC else "image/heic-sequence"
    if major not in (b"mif1", b"msf1"):
        return ""
    if {b"avif", b"avis"} & others:
        return "image/avif"
    codec = "heic" if (_HEIC | _MOVING) & others else "heif"
    return f"image/{codec}" if major == b"mif1" else f"image/{codec}-sequence"


def _pdf(file: IO[bytes], _head: bytes) -> str:
    """ISO 32000-2, 7.5: the header comes first and the last line is `%%EOF`; readers look for it in the last KiB."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 1_024))
    if b"%%EOF" not in file.read():
        raise FileRefused(BROKEN)
    if is_zipfile(file):
        raise FileRefused(TWO_AT_ONCE)
    return "application/pdf"


def _document(file: IO[bytes], head: bytes) -> str:
    """Return the type of an office document in a ZIP container; an archive of anything else is `application/zip`."""
    if b"%PDF-" in head[:1_024]:  # readers of PDF look so far for the header
        raise FileRefused(TWO_AT_ONCE)
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise FileRefused(BOMB)
            if min((entry.header_offset for entry in entries), default=0) != 0 or _trailing(file, archive):
                raise FileRefused(TWO_AT_ONCE)
            _unpacks(archive)
            names = {entry.filename for entry in entries}
            if any(name.lower().rsplit("/", 1)[-1] == "vbaproject.bin" for name in names):
                raise FileRefused(MACROS)
            if "mimetype" in names:
                said = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
                return said if said in _BY_MIMETYPE else "application/zip"
            if "[Content_Types].xml" in names:
                return next((media for name, media in _OOXML.items() if name in names), "application/zip")
            return "application/zip"
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FileRefused(BROKEN) from error


def _trailing(file: IO[bytes], archive: ZipFile) -> bool:
    """Say whether anything stands behind the end of the archive (APPNOTE 4.3.16: 22 bytes and its comment)."""
    size = file.seek(0, 2)
    end = 22 + len(archive.comment)
    file.seek(max(0, size - end))
    return file.read(4) != b"PK\x05\x06"


def _unpacks(archive: ZipFile) -> None:
    """Unpack every entry into nothing: sizes that are told may be lies. Raises FileRefused for a bomb."""
    left = LARGEST_UNPACKED
    for entry in archive.infolist():
        if entry.file_size > left or entry.file_size > MOST_PACKED * max(entry.compress_size, 1_024):
            raise FileRefused(BOMB)
        with archive.open(entry) as content:
            while piece := content.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise FileRefused(BOMB)


def _container(file: IO[bytes], _head: bytes) -> str:
    """Return the type of an OLE container: a HWP 5 document says so in its file header, anything else is unknown."""
    return "application/x-hwp" if _holds(file, b"HWP Document File") else "application/x-ole-storage"


_READERS: Final[Mapping[bytes, Callable[[IO[bytes], bytes], str]]] = {
    b"%PDF-": _pdf,
    b"PK\x03\x04": _document,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _container,
}


def _holds(file: IO[bytes], mark: bytes) -> bool:
    file.seek(0)
    kept = b""
    while piece := file.read(_PIECE):
        if mark in kept + piece:
            return True
        kept = piece[-len(mark) :]
    return False


def _is_text(file: IO[bytes]) -> bool:
    """Say whether the whole file is text: UTF-8, or what Korean systems wrote before it (CP949)."""
    return any(_decodes(file, encoding) for encoding in ("utf-8", "cp949"))


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while True:
            piece = file.read(_PIECE)
            text = decoder.decode(piece, final=not piece)
            if _CONTROL.search(text):
                return False
            if not piece:
                return True
    except UnicodeDecodeError:
        return False


def _named(head: bytes) -> str:
    """Return puremagic's name for the type of what begins so; empty when it knows none."""
    try:
        import puremagic
    except ImportError as error:
        raise missing_extra() from error
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return next((str(each.mime_type) for each in found if each.mime_type), "")
