"""Objects held to OCFL 1.1: what is damaged is found and named, and what others judged is judged alike."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from egovframe.records.packages.model import Verdict
from egovframe.records.packages.ocfl.validation import validate
from egovframe.records.packages.ocfl.writing import write
from tests.records.packages.ocfl.samples import content, packed
from tests.support.left_out import leave_out


@pytest.fixture
def thing(tmp_path: Path) -> Path:
    """An object of two files."""
    write(tmp_path / "o", packed(content("a.txt", b"abc"), content("b/c.txt", b"cde")))
    return tmp_path / "o"


def swapped(thing: Path) -> None:
    """Two files stand in each other's place."""
    one, other = thing / "v1/content/a.txt", thing / "v1/content/b/c.txt"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


A, C = "v1/content/a.txt", "v1/content/b/c.txt"
DAMAGES: list[tuple[str, Callable[[Path], object], set[tuple[str, str]]]] = [
    ("a byte flipped", lambda o: (o / A).write_bytes(b"abd"), {("E092", A), ("E093", A)}),
    ("a file deleted", lambda o: (o / A).unlink(), {("E092", A), ("E093", A)}),
    ("two files swapped", swapped, {("E092", A), ("E093", A), ("E092", C), ("E093", C)}),
    ("one cut short", lambda o: os.truncate(o / C, 1), {("E092", C), ("E093", C)}),
    ("one slipped in", lambda o: (o / "v1/content/new").write_bytes(b""), {("E023", "v1/content/new")}),
    ("an empty folder", lambda o: (o / "v1/content/new").mkdir(), {("E024", "v1/content/new")}),
    ("a link", lambda o: (o / "logs").symlink_to("/etc"), {("E090", "logs")}),
    ("a file in the root", lambda o: (o / "x").write_bytes(b""), {("E001", "x")}),
    ("a version that nothing names", lambda o: (o / "v2").mkdir(), {("E046", "v2")}),
    ("a file in a version", lambda o: (o / "v1/x").write_bytes(b""), {("E015", "v1/x")}),
    ("a file among extensions", lambda o: _made(o / "extensions/x"), {("E067", "extensions/x")}),
    ("no declaration", lambda o: (o / "0=ocfl_object_1.1").unlink(), {("E003", "")}),
    ("two declarations", lambda o: _made(o / "0=ocfl_object_1.0"), {("E003", "")}),
    ("another declaration", lambda o: _renamed(o, "0=ocfl_thing_1.1"), {("E006", "")}),
    (
        "a declaration that says something else",
        lambda o: (o / "0=ocfl_object_1.1").write_text("ocfl"),
        {("E007", "0=ocfl_object_1.1")},
    ),
    (
        "an older declaration",
        lambda o: _renamed(o, "0=ocfl_object_1.0", "ocfl_object_1.0\n"),
        {("E038", "inventory.json")},
    ),
    ("no sidecar", lambda o: (o / "inventory.json.sha512").unlink(), {("E058", "inventory.json.sha512")}),
    (
        "a sidecar of another form",
        lambda o: (o / "inventory.json.sha512").write_text("abc"),
        {("E061", "inventory.json.sha512")},
    ),
    (
        "a sidecar of another inventory",
        lambda o: (o / "inventory.json.sha512").write_text("0" * 128 + " inventory.json\n"),
        {("E060", "inventory.json.sha512")},
    ),
    (
        "another inventory in the last version",
        lambda o: _changed(o / "v1"),
        {("E064", "v1/inventory.json"), ("E060", "v1/inventory.json.sha512")},
    ),
    ("no inventory", lambda o: (o / "inventory.json").unlink(), {("E063", ""), ("E001", "inventory.json.sha512")}),
]


def _made(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("")


def _renamed(thing: Path, name: str, text: str | None = None) -> None:
    (thing / "0=ocfl_object_1.1").rename(thing / name)
    if text is not None:
        (thing / name).write_text(text)


def _changed(version: Path) -> None:
    path = version / "inventory.json"
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(("deed", "named"), [pytest.param(*each[1:], id=each[0]) for each in DAMAGES])
def test_damage_is_found_and_named(thing: Path, deed: Callable[[Path], object], named: set[tuple[str, str]]) -> None:
    """Whatever was done is said of that file, by the specification's own code."""
    assert validate(thing) == Verdict()
    deed(thing)
    found = {(each.code, each.path) for each in validate(thing).errors}
    if ("E063", "") in named:
        named = {("E063", "")}  # without an inventory its sidecar belongs to nothing, or is what is left of it
        found = {each for each in found if each[0] == "E063"}
    assert found == named


def test_what_is_allowed_beside_the_versions(thing: Path) -> None:
    """Logs, extensions of a registered name; others are told, as are folders beside the content."""
    (thing / "logs").mkdir()
    (thing / "extensions/0001-digest-algorithms").mkdir(parents=True)
    assert validate(thing) == Verdict()
    (thing / "extensions/of-our-own").mkdir()
    (thing / "v1/more").mkdir()
    assert [each.code for each in validate(thing).warnings] == ["W013", "W002"]


def test_what_is_no_folder(tmp_path: Path) -> None:
    """A path with nothing behind it."""
    assert [each.code for each in validate(tmp_path / "none").errors] == ["E003"]


def test_the_fixtures_of_the_specification_are_judged_alike() -> None:
    """Every object of OCFL/fixtures, 1.0 and 1.1: its verdict, and the codes that its name says."""
    folder = os.environ.get("EGOVFRAME_OCFL")
    if not folder or not Path(folder).is_dir():
        leave_out("the objects of others; set EGOVFRAME_OCFL to a checkout of OCFL/fixtures", may_be_missing_in_ci=True)
    objects = [path for path in sorted(Path(folder).glob("1.*/*-objects/*")) if path.is_dir()]
    assert len(objects) > 100
    wrong = []
    for path in objects:
        verdict, name = validate(path), str(path.relative_to(folder))
        said = set(re.findall(r"(?<![A-Za-z0-9])[EW]\d{3}(?=_)", path.name))
        codes = {each.code for each in (*verdict.errors, *verdict.warnings)}
        if verdict.valid == ("/bad-objects/" in name) or not said <= codes:
            wrong.append((name, codes))
        if "/good-objects/" in name and codes:
            wrong.append((name, codes))
    assert wrong == []
