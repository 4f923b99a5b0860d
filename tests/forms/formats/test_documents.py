"""Opening what came from elsewhere: bounded in size, depth and number, whatever a file says about itself."""

import io
import struct
import zipfile

import pytest

from egovframe.forms.formats.carrying import FormatUnreadable
from egovframe.forms.formats.documents import DEEPEST, LARGEST, LARGEST_UNPACKED, read_json, read_json_object, unpack


def packed(**files: bytes) -> bytes:
    """An archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_json_as_it_is() -> None:
    """With or without a byte order mark."""
    assert read_json(b"\xef\xbb\xbf[1]") == [1]
    assert read_json_object(b'{"a": null}') == {"a": None}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe{",
        b"NaN",
        b"[Infinity]",
        b"[" * 100_000,
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"[" + b"0," * 600_000 + b"0]",
        b" " * (LARGEST + 1),
        b'{"n": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_json_or_too_much(content: bytes) -> None:
    """Broken, not UTF-8, not a number, too deep, too many, too large: refused in words."""
    with pytest.raises(FormatUnreadable):
        read_json(content)


def test_a_list_is_no_object() -> None:
    """A form is an object."""
    with pytest.raises(FormatUnreadable, match="no JSON object"):
        read_json_object(b"[]")


def test_archives_are_unpacked() -> None:
    """By name; folders are nothing."""
    assert unpack(packed(**{"a.json": b"1", "folder/": b""})) == {"a.json": b"1"}


def test_a_bomb_does_not_go_off() -> None:
    """Unpacking ends at the limit, also where the archive states a smaller size than it has."""
    bomb = packed(a=b"\0" * (LARGEST_UNPACKED + 1))
    assert len(bomb) < 2**20
    with pytest.raises(FormatUnreadable):
        unpack(bomb)
    honest = struct.pack("<I", LARGEST_UNPACKED + 1)
    assert honest in bomb
    with pytest.raises(FormatUnreadable):
        unpack(bomb.replace(honest, struct.pack("<I", 10)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"x" * (LARGEST + 1)])
def test_what_is_no_archive(content: bytes) -> None:
    """Refused in words."""
    with pytest.raises(FormatUnreadable):
        unpack(content)


def test_too_many_files() -> None:
    """A form is not thousands of files."""
    with pytest.raises(FormatUnreadable, match="1,001 files"):
        unpack(packed(**{str(number): b"" for number in range(1_001)}))


def test_a_broken_archive() -> None:
    """Bytes changed on the way are noticed by the checksum."""
    whole = packed(a=b"some words that are packed " * 10)
    broken = whole[:45] + bytes([whole[45] ^ 255]) + whole[46:]
    with pytest.raises(FormatUnreadable):
        unpack(broken)
