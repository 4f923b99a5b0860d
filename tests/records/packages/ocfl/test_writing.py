"""Objects as we write them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from egovframe.records.errors import PackageRefused
from egovframe.records.packages.model import Content, Packed, Verdict
from egovframe.records.packages.ocfl.validation import validate
from egovframe.records.packages.ocfl.writing import write
from tests.records.packages.ocfl.samples import content, packed


def test_an_object_has_what_the_specification_asks_for(tmp_path: Path) -> None:
    """OCFL 1.1, 3: declaration, inventory with sidecar in the root and in the version, content."""
    write(tmp_path / "o", packed(content("기록.txt", b"ab", b"c"), content("n/empty")))
    files = {path.relative_to(tmp_path / "o").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    beside = {"inventory.json", "inventory.json.sha512"}
    assert files == {
        "0=ocfl_object_1.1",
        *beside,
        *(f"v1/{name}" for name in beside),
        "v1/content/기록.txt",
        "v1/content/n/empty",
    }
    inventory = json.loads((tmp_path / "o/inventory.json").read_bytes())
    assert inventory["manifest"][hashlib.sha512(b"abc").hexdigest()] == ["v1/content/기록.txt"]
    assert inventory["fixity"]["sha256"][hashlib.sha256(b"").hexdigest()] == ["v1/content/n/empty"]
    assert validate(tmp_path / "o") == Verdict()


def test_equal_bytes_are_kept_once_under_all_their_names(tmp_path: Path) -> None:
    """And no empty folder stays behind."""
    write(tmp_path / "o", packed(content("a", b"1"), content("b/c", b"1"), content("b/d", b"2"), content("e/f", b"1")))
    assert validate(tmp_path / "o") == Verdict()
    assert not (tmp_path / "o/v1/content/e").exists()
    inventory = json.loads((tmp_path / "o/inventory.json").read_bytes())
    one = hashlib.sha512(b"1").hexdigest()
    assert inventory["versions"]["v1"]["state"][one] == ["a", "b/c", "e/f"]
    assert inventory["manifest"][one] == ["v1/content/a"]


def test_who_has_no_address_says_none(tmp_path: Path) -> None:
    """W008: it should have one; an empty one would be no URI."""
    write(tmp_path / "o", replace(packed(content("a", b"1")), address=""))
    verdict = validate(tmp_path / "o")
    assert verdict.valid
    assert [each.code for each in verdict.warnings] == ["W008"]


def test_an_object_of_nothing_holds(tmp_path: Path) -> None:
    """A version without content has no folder for it."""
    write(tmp_path / "o", packed())
    assert validate(tmp_path / "o") == Verdict()


@pytest.mark.parametrize("paths", [["../a"], ["/a"], ["a//b"], ["a", "a"], ["a", "a/b"]])
def test_what_cannot_be_an_object_is_refused_and_leaves_nothing(tmp_path: Path, paths: list[str]) -> None:
    """A path that leads out, that comes twice, or that is a file and a folder."""
    with pytest.raises(PackageRefused):
        write(tmp_path / "o", packed(*(content(path) for path in paths)))
    assert list(tmp_path.iterdir()) == []


def test_content_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    """In the middle of the second file."""

    def failing() -> list[bytes]:
        raise PackageRefused("The vault is away.", hint="Try again.")

    with pytest.raises(PackageRefused, match="vault"):
        write(tmp_path / "o", Packed((content("a", b"1"), Content("b", failing))))
    assert list(tmp_path.iterdir()) == []
