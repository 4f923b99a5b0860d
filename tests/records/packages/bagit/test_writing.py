"""Bags as we write them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from egovframe.records.errors import PackageRefused
from egovframe.records.packages.bagit.manifests import WEAK
from egovframe.records.packages.bagit.validation import validate
from egovframe.records.packages.bagit.writing import ALGORITHMS, write
from egovframe.records.packages.model import Content, Packed, Verdict


def content(path: str, *pieces: bytes) -> Content:
    """A file of these pieces."""
    return Content(path, lambda: pieces)


def test_a_bag_byte_for_byte(tmp_path: Path) -> None:
    """RFC 8493, 2.1: the declaration, the payload, its checksums and what is said of it."""
    write(tmp_path / "bag", Packed((content("기록.txt", b"ab", b"c"), content("n/empty")), {"Contact-Name": "홍길동"}))
    files = [path for path in (tmp_path / "bag").rglob("*") if path.is_file()]
    read = {str(path.relative_to(tmp_path / "bag")): path.read_bytes() for path in files}
    abc, nothing = hashlib.sha256(b"abc").hexdigest(), hashlib.sha256(b"").hexdigest()
    assert read.pop("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert read.pop("data/기록.txt") == b"abc"
    assert read.pop("data/n/empty") == b""
    assert read.pop("manifest-sha256.txt").decode() == f"{abc}  data/기록.txt\n{nothing}  data/n/empty\n"
    assert read.pop("bag-info.txt").decode() == "Contact-Name: 홍길동\nPayload-Oxum: 3.2\n"
    assert sorted(read) == ["manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
    assert validate(tmp_path / "bag") == Verdict()


def test_nothing_weak_is_written() -> None:
    """Checksums of bags that others made may be weak; ours are not (RFC 8493, 2.4)."""
    assert not set(ALGORITHMS) & WEAK
    assert set(ALGORITHMS) == {"sha256", "sha512"}


def test_names_with_percent_signs_and_line_ends_hold(tmp_path: Path) -> None:
    """2.1.3: they are escaped in manifests, not on the disk."""
    write(tmp_path / "bag", Packed((content("100%25.txt", b"1"), content("a\nb", b"2"))))
    assert (tmp_path / "bag/data/100%25.txt").read_bytes() == b"1"
    assert validate(tmp_path / "bag") == Verdict()


def test_an_empty_payload_holds(tmp_path: Path) -> None:
    """A bag of nothing is a bag."""
    write(tmp_path / "bag", Packed(()))
    assert validate(tmp_path / "bag") == Verdict()


@pytest.mark.parametrize("paths", [["../a"], ["/a"], ["a", "a"]])
def test_what_cannot_be_a_bag_is_refused_before_anything_is_written(tmp_path: Path, paths: list[str]) -> None:
    """A path that leads out, or that comes twice."""
    with pytest.raises(PackageRefused):
        write(tmp_path / "bag", Packed(tuple(content(path) for path in paths)))
    assert list(tmp_path.iterdir()) == []


def test_content_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    """In the middle of the second file."""

    def failing() -> list[bytes]:
        raise PackageRefused("The vault is away.", hint="Try again.")

    with pytest.raises(PackageRefused, match="vault"):
        write(tmp_path / "bag", Packed((content("a", b"1"), Content("b", failing))))
    assert list(tmp_path.iterdir()) == []
