"""Versions held to each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from egovframe.records.packages.model import Verdict
from egovframe.records.packages.ocfl.validation import validate
from egovframe.records.packages.ocfl.writing import write
from tests.records.packages.ocfl.samples import content, packed

Inventory = dict[str, Any]


@pytest.fixture
def thing(tmp_path: Path) -> Path:
    """An object of two versions: the second has one file more."""
    place = tmp_path / "o"
    write(place, packed(content("a.txt", b"abc")))
    inventory = json.loads((place / "inventory.json").read_bytes())
    (place / "v2/content").mkdir(parents=True)
    (place / "v2/content/b.txt").write_bytes(b"new")
    digest = hashlib.sha512(b"new").hexdigest()
    inventory["manifest"][digest] = ["v2/content/b.txt"]
    first = inventory["versions"]["v1"]
    inventory["versions"]["v2"] = {**first, "state": {**first["state"], digest: ["b.txt"]}}
    inventory["head"] = "v2"
    for folder in (place, place / "v2"):
        keep(folder, inventory)
    return place


def keep(folder: Path, inventory: Inventory) -> None:
    """Write an inventory with its sidecar, as whoever changes one knowingly would."""
    raw = json.dumps(inventory).encode()
    (folder / "inventory.json").write_bytes(raw)
    (folder / "inventory.json.sha512").write_text(f"{hashlib.sha512(raw).hexdigest()} inventory.json\n")


def _version(inventory: Inventory, **changes: Any) -> None:
    inventory["versions"]["v1"] |= changes


def _other_state(inventory: Inventory) -> None:
    (digest,) = inventory["versions"]["v1"]["state"]
    _version(inventory, state={digest: ["other.txt"]})


def _not_listed(inventory: Inventory) -> None:
    inventory["manifest"] = {hashlib.sha512(b"x").hexdigest(): ["v1/content/x"]}
    _version(inventory, state={hashlib.sha512(b"x").hexdigest(): ["x"]})


def _one_more(inventory: Inventory) -> None:
    inventory["versions"] |= dict.fromkeys(("v2", "v3"), inventory["versions"]["v1"])


CHANGES: list[tuple[str, Callable[[Inventory], object], set[str]]] = [
    ("another id", lambda old: old.update(id="urn:uuid:2"), {"E037"}),
    ("another head", lambda old: old.update(head="v2"), {"E040"}),
    ("another folder of content", lambda old: old.update(contentDirectory="content"), {"E019"}),
    ("another state", _other_state, {"E066"}),
    ("files that it did not list", _not_listed, {"E023", "E066", "E092"}),
    (
        "a version that is gone",
        lambda old: old["versions"].update(v2=old["versions"]["v1"], v3=old["versions"]["v1"]),
        {"E040", "E066"},
    ),
]


@pytest.mark.parametrize(("change", "codes"), [pytest.param(*each[1:], id=each[0]) for each in CHANGES])
def test_an_earlier_inventory_says_the_same(
    thing: Path, change: Callable[[Inventory], object], codes: set[str]
) -> None:
    """Whoever rewrites the past, sidecar and all, is found out by the present."""
    assert validate(thing) == Verdict()
    old = json.loads((thing / "v1/inventory.json").read_bytes())
    change(old)
    keep(thing / "v1", old)
    assert codes <= {each.code for each in validate(thing).errors}


def test_other_words_for_an_earlier_version_are_told(thing: Path) -> None:
    """W011: what it was made for, when and by whom should stay as it was said."""
    old = json.loads((thing / "v1/inventory.json").read_bytes())
    _version(old, message="another")
    keep(thing / "v1", old)
    verdict = validate(thing)
    assert verdict.valid
    assert [each.code for each in verdict.warnings] == ["W011"]


def test_a_version_without_an_inventory_is_told(thing: Path) -> None:
    """W010: it should have one."""
    for name in ("inventory.json", "inventory.json.sha512"):
        (thing / "v1" / name).unlink()
    verdict = validate(thing)
    assert verdict.valid
    assert [each.code for each in verdict.warnings] == ["W010"]


def test_an_older_specification_does_not_follow_a_newer_one(thing: Path) -> None:
    """E103."""
    new = json.loads((thing / "inventory.json").read_bytes())
    new["type"] = "https://ocfl.io/1.0/spec/#inventory"
    for folder in (thing, thing / "v2"):
        keep(folder, new)
    (thing / "0=ocfl_object_1.1").unlink()
    (thing / "0=ocfl_object_1.0").write_text("ocfl_object_1.0\n")
    assert [each.code for each in validate(thing).errors] == ["E103"]


def test_a_version_whose_folder_is_gone(thing: Path) -> None:
    """E010, and its files are missing."""
    (thing / "v2").rename(thing / "logs")
    assert {each.code for each in validate(thing).errors} == {"E010", "E092"}
