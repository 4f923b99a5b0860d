"""What files are by their content, and those that are two things at once, damaged or bombs."""

from __future__ import annotations

import io

import pytest

from egovframe.forms.uploads import content
from egovframe.forms.uploads.content import media_of
from egovframe.forms.uploads.faults import FileRefused
from egovframe.kernel.text import Text
from tests.forms.uploads.samples import archive, bomb, docx, heic, hwp, opendocument, pdf, photo

WORD = content.OOXML + "wordprocessingml.document"


def of(data: bytes) -> str:
    """Tells the type of some bytes."""
    return media_of(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (photo("image/jpeg"), "image/jpeg"),
        (photo("image/png"), "image/png"),
        (photo("image/webp"), "image/webp"),
        (pdf(), "application/pdf"),
        (docx(), WORD),
        (opendocument(), "application/vnd.oasis.opendocument.text"),
        (opendocument("application/hwp+zip"), "application/hwp+zip"),
        (hwp(), "application/x-hwp"),
        ("도로가 파였습니다.\r\n".encode(), "text/plain"),
        ("도로가 파였습니다.\r\n".encode("cp949"), "text/plain"),
        (b"\xef\xbb\xbfa,b\n1,2\n", "text/plain"),
        (archive({"a.txt": b"a"}), "application/zip"),
        (archive({"mimetype": b"application/x-own", "a": b"a"}), "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "application/x-ole-storage"),
        (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "text/html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(50), "video/mp4"),
        (b"\x13\x37\xfe\x01" * 30, "application/octet-stream"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "application/x-iso9660-appimage"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_a_type_is_told_by_the_content(data: bytes, media: str) -> None:
    """Each type that offices get, and names for those that they do not take."""
    assert of(data) == media


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (heic(), "image/heic"),
        (heic(b"heix"), "image/heic"),
        (heic(b"mif1", b"mif1", b"heic"), "image/heic"),
        (heic(b"mif1"), "image/heif"),
        (heic(b"mif1", b"avif"), "image/avif"),
        (heic(b"hevc"), "image/heic-sequence"),
        (heic(b"msf1", b"hevc"), "image/heic-sequence"),
        (heic(b"msf1"), "image/heif-sequence"),
        (b"\0\0\0\0ftypheic\0\0\0\0mif1", "image/heic"),
        (b"\0\0\0\x08ftypheic\0\0\0\0mif1", "image/heif"),
        (heic(b"mp42", b"isom"), "video/mp4"),
    ],
    ids=str,
)
def test_a_photo_of_a_telephone_is_told_by_its_brands(data: bytes, media: str) -> None:
    """The major brand, or the compatible ones where it says only that there are pictures; a film is no photo."""
    assert of(data) == media


def test_text_is_text_to_its_end() -> None:
    """A control sign anywhere makes it something else, also behind the first megabyte; a sign may be cut there."""
    long = "가".encode() * 700_000
    assert of(long) == "text/plain"
    assert of(long + b"\0") != "text/plain"
    assert of(long + b"\xff") != "text/plain"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", content.EMPTY),
        (b"%PDF-1.7\nno end", content.BROKEN),
        (docx()[:-30], content.BROKEN),
        (b"PK\x03\x04" + bytes(200), content.BROKEN),
        (pdf() + archive({"a": b"a"}, stored=True), content.TWO_AT_ONCE),
        (docx() + b"%PDF-1.7 more", content.TWO_AT_ONCE),
        (docx() + bytes(2_000) + b"behind it", content.TWO_AT_ONCE),
        (archive({"%PDF-1.7": b"a", "[Content_Types].xml": b"a"}), content.TWO_AT_ONCE),
        (docx(**{"word/vbaProject.bin": b"macro"}), content.MACROS),
    ],
    ids=lambda value: value.in_("en")[:24] if isinstance(value, Text) else f"{len(value)}-bytes",
)
def test_what_is_not_one_whole_thing_is_refused(data: bytes, why: Text) -> None:
    """Empty, cut off, several types in one file, documents with macros: each with its reason."""
    with pytest.raises(FileRefused) as caught:
        of(data)
    assert caught.value.why == why


def test_a_prefix_before_an_archive_is_not_passed_over() -> None:
    """A self-extracting archive begins as a program: it is one, whatever stands behind."""
    assert of(b"MZ" + bytes(500) + docx()) not in {WORD, "application/zip"}


def test_a_bomb_is_not_unpacked() -> None:
    """A document that grows a thousandfold is refused by what its directory says."""
    packed = bomb()
    assert len(packed) < 1 << 20
    with pytest.raises(FileRefused) as caught:
        of(packed)
    assert caught.value.why == content.BOMB


def test_a_directory_that_lies_is_found_out() -> None:
    """A directory that tells a smaller size than the entry has does not let it in: the checksum does not fit."""
    honest = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(range(256)) * 64})
    size = (256 * 64).to_bytes(4, "little")
    assert honest.count(size) >= 2
    with pytest.raises(FileRefused):
        of(honest.replace(size, (10).to_bytes(4, "little")))


def test_too_many_entries_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory of more entries than any document has is not walked."""
    monkeypatch.setattr(content, "MOST_ENTRIES", 5)
    with pytest.raises(FileRefused) as caught:
        of(archive({str(number): b"" for number in range(6)}))
    assert caught.value.why == content.BOMB
