"""Files as people send them, and as they should not: made here, byte by byte or by the libraries that write them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """A picture of which each corner looks different."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("blue", (width // 2, height // 2, width, height))
    return image


def photo(media: str = "image/jpeg", *, side: int = 1, size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A photo with all that a telephone writes beside it: where it was taken, by which make, a comment."""
    exif = Image.Exif()
    exif[ORIENTATION] = side
    exif[MAKE] = "Haneul Phone"
    exif[GPS] = {1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)}
    written = io.BytesIO()
    kind = media.partition("/")[2].upper()
    if kind == "JPEG":
        options = {"comment": b"secret words", "quality": 92, **options}
    picture(*size).save(written, kind, exif=exif, **options)
    return written.getvalue()


def archive(entries: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP file."""
    written = io.BytesIO()
    with ZipFile(written, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content, compress_type=None if stored else ZIP_DEFLATED)
    return written.getvalue()


def docx(**more: bytes) -> bytes:
    """A document as a word processor writes it, as far as its type goes, with further entries."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": "<w:t>도로</w:t>".encode() * 9} | more)


def opendocument(media: str = "application/vnd.oasis.opendocument.text") -> bytes:
    """An OpenDocument or HWPX file, as far as its type goes."""
    return archive({"mimetype": media.encode(), "content.xml": b"<a/>"})


def pdf() -> bytes:
    """A PDF file of one page."""
    written = io.BytesIO()
    picture().save(written, "PDF")
    return written.getvalue()


def hwp() -> bytes:
    """What begins like a HWP 5 document: an OLE container whose file header has the signature."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + b"HWP Document File" + bytes(1_000)


def heic(major: bytes = b"heic", *others: bytes) -> bytes:
    """The smallest file that is such a photo by its content: one box that names its brands (ISO/IEC 14496-12, 4.3)."""
    brands = b"".join(others or (b"mif1", major))
    return struct.pack(">I", 16 + len(brands)) + b"ftyp" + major + bytes(4) + brands


def png_of(width: int, height: int) -> bytes:
    """A PNG file whose head promises a picture of that size, in some hundred bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def bomb(size: int = 600 << 20) -> bytes:
    """A document of some hundred kilobytes that unpacks to more than anybody takes."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w") as entry:
            for _ in range(size >> 20):
                entry.write(bytes(1 << 20))
    return written.getvalue()
