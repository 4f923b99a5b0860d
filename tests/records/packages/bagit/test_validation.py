"""Bags held to RFC 8493: what is damaged is found and named, and what others judged is judged alike."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from egovframe.records.packages.bagit.validation import validate
from egovframe.records.packages.bagit.writing import write
from egovframe.records.packages.model import Content, Packed, Verdict
from tests.support.left_out import leave_out

CANNOT_BE_HELD = {"duplicate-file-with-different-case", "special-system-files"}
"""Bags of the suite that a file system like this one, or its own repository, cannot hold: files of them are missing."""


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A bag of two files."""
    contents = (Content("a.txt", lambda: (b"abc",)), Content("b/c.txt", lambda: (b"cde",)))
    write(tmp_path / "bag", Packed(contents, {"Contact-Name": "홍길동"}))
    return tmp_path / "bag"


def signed_again(bag: Path) -> None:
    """Make the checksums of the tag files anew, as whoever changes one knowingly would."""
    for name in ("sha256", "sha512"):
        own = sorted(path for path in bag.iterdir() if path.is_file() and not path.name.startswith("tagmanifest"))
        lines = [f"{hashlib.new(name, path.read_bytes()).hexdigest()}  {path.name}\n" for path in own]
        (bag / f"tagmanifest-{name}.txt").write_text("".join(lines))


def flipped(path: Path) -> None:
    """One bit of the last byte is another."""
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)


def swapped(bag: Path) -> None:
    """Two files stand in each other's place."""
    one, other = bag / "data/a.txt", bag / "data/b/c.txt"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def errors(verdict: Verdict) -> set[tuple[str, str]]:
    """Codes and files of all errors."""
    return {(each.code, each.path) for each in verdict.errors}


DAMAGES: list[tuple[str, Callable[[Path], object], set[tuple[str, str]]]] = [
    ("a byte flipped", lambda bag: flipped(bag / "data/a.txt"), {("3", "data/a.txt")}),
    ("a file deleted", lambda bag: (bag / "data/a.txt").unlink(), {("3", "data/a.txt"), ("2.2.2", "bag-info.txt")}),
    ("two files swapped", swapped, {("3", "data/a.txt"), ("3", "data/b/c.txt")}),
    (
        "one cut short",
        lambda bag: os.truncate(bag / "data/b/c.txt", 1),
        {("3", "data/b/c.txt"), ("2.2.2", "bag-info.txt")},
    ),
    (
        "one slipped in",
        lambda bag: (bag / "data/new").write_bytes(b"1"),
        {("3", "data/new"), ("2.2.2", "bag-info.txt")},
    ),
    ("a tag file changed", lambda bag: flipped(bag / "bag-info.txt"), {("3", "bag-info.txt")}),
    ("no declaration", lambda bag: (bag / "bagit.txt").unlink(), {("2.1.1", "bagit.txt"), ("3", "bagit.txt")}),
]


@pytest.mark.parametrize(("deed", "named"), [pytest.param(*each[1:], id=each[0]) for each in DAMAGES])
def test_damage_is_found_and_named(bag: Path, deed: Callable[[Path], object], named: set[tuple[str, str]]) -> None:
    """Whatever was done to a file is said of that file."""
    assert validate(bag) == Verdict()
    deed(bag)
    assert named <= errors(validate(bag))
    assert {path for _, path in errors(validate(bag))} == {path for _, path in named}


CHANGES: list[tuple[str, Callable[[Path], object], str]] = [
    ("no manifest", lambda bag: _without(bag, "manifest-*"), "2.1.3"),
    ("an unknown algorithm", lambda bag: (bag / "manifest-crc32.txt").write_text(""), "2.4"),
    ("a manifest that lists one file", lambda bag: _shorten(bag / "manifest-sha256.txt"), "3"),
    ("a tag file in the payload's list", lambda bag: _listed(bag, "manifest", "bagit.txt"), "2.1.3"),
    ("a file of the payload in the other list", lambda bag: _listed(bag, "tagmanifest", "data/a.txt"), "2.2.1"),
    ("a list of lists", lambda bag: _listed(bag, "tagmanifest", "tagmanifest-sha512.txt"), "2.2.1"),
    ("a link", lambda bag: (bag / "data/link").symlink_to("/etc/passwd"), "5.2"),
    ("a line to fetch that is none", lambda bag: (bag / "fetch.txt").write_text("http://a data/a.txt\n"), "2.2.3"),
    ("something else to fetch", lambda bag: (bag / "fetch.txt").write_text("http://a - data/x\n"), "2.2.3"),
    ("something outside to fetch", lambda bag: (bag / "fetch.txt").write_text("http://a 7 ../x\n"), "5.2"),
    ("a line without an end", lambda bag: (bag / "bag-info.txt").write_text("A" * 2**20), "2.1.3"),
    ("bytes that are no text", lambda bag: (bag / "bag-info.txt").write_bytes(b"A: \xff\n"), "2.1.1"),
]


def _without(bag: Path, pattern: str) -> None:
    for each in bag.glob(pattern):
        each.unlink()


def _shorten(manifest: Path) -> None:
    manifest.write_text(manifest.read_text().splitlines(keepends=True)[0])


def _listed(bag: Path, which: str, path: str) -> None:
    signed_again(bag)
    with (bag / f"{which}-sha256.txt").open("a") as file:
        file.write(f"{hashlib.sha256((bag / path).read_bytes()).hexdigest()}  {path}\n")


@pytest.mark.parametrize(("deed", "code"), [pytest.param(*each[1:], id=each[0]) for each in CHANGES])
def test_what_the_format_forbids_has_its_section(bag: Path, deed: Callable[[Path], object], code: str) -> None:
    """Even where the checksums of the tag files were made anew."""
    deed(bag)
    if code != "2.2.1":
        signed_again(bag)
    assert {each.code for each in validate(bag).errors} == {code}


def test_a_bag_to_be_fetched_is_not_complete_until_it_is(bag: Path) -> None:
    """3: nothing is fetched here, and what is missing is named."""
    (bag / "fetch.txt").write_text("https://city.example/a.txt 3 data/a.txt\n")
    signed_again(bag)
    assert validate(bag).valid
    (bag / "data/a.txt").unlink()
    assert ("3", "data/a.txt") in errors(validate(bag))


def test_warnings_leave_a_bag_valid(bag: Path) -> None:
    """Files that systems make, weak checksums alone, names that only some systems tell apart."""
    (bag / "data/Thumbs.db").write_bytes(b"")
    (bag / "data/A.txt").write_bytes(b"")
    for path in bag.glob("*manifest-*"):
        path.unlink()
    (bag / "bag-info.txt").write_text("Payload-Oxum: 6.4\nPayload-Oxum: 6.4\n")
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    lines = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(bag)}\n" for path in files]
    (bag / "manifest-md5.txt").write_text("".join(lines))
    verdict = validate(bag)
    assert verdict.valid
    assert [each.code for each in verdict.warnings] == ["5.1", "2.4", "5.1", "2.2.2"]


def test_what_is_no_folder(tmp_path: Path) -> None:
    """A path with nothing behind it."""
    assert [each.code for each in validate(tmp_path / "none").errors] == ["2"]


def test_the_conformance_suite_is_judged_alike() -> None:
    """Every bag of LibraryOfCongress/bagit-conformance-suite that this file system can hold, versions 0.93 to 1.0."""
    folder = os.environ.get("EGOVFRAME_BAGS")
    if not folder or not Path(folder).is_dir():
        leave_out(
            "the bags of others; set EGOVFRAME_BAGS to a checkout of LibraryOfCongress/bagit-conformance-suite",
            may_be_missing_in_ci=True,
        )
    bags = [bag for bag in sorted(Path(folder).glob("v*/*/*")) if bag.is_dir() and bag.name not in CANNOT_BE_HELD]
    judged = {str(bag.relative_to(folder)): validate(bag) for bag in bags}
    assert len(judged) > 50
    expected = {name: "/valid/" in name or "/warning/" in name for name in judged}
    assert {name: verdict.valid for name, verdict in judged.items()} == expected
    assert [name for name, verdict in judged.items() if "/warning/" in name and not verdict.warnings] == []
