"""Inventories: each rule broken alone has its code."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from egovframe.records.packages.model import Findings
from egovframe.records.packages.ocfl.inventory import read

A, B = "a" * 128, "b" * 128
Change = Callable[[dict[str, Any]], object]


def good() -> dict[str, Any]:
    """An inventory of two versions without a fault."""
    user = {"name": "홍길동", "address": "mailto:hong@example.org"}
    version = {"created": "2026-11-28T12:00:00+09:00", "message": "m", "user": user}
    return {
        "id": "urn:uuid:1",
        "type": "https://ocfl.io/1.1/spec/#inventory",
        "digestAlgorithm": "sha512",
        "head": "v2",
        "manifest": {A: ["v1/content/a"], B: ["v2/content/b"]},
        "versions": {
            "v1": {**version, "state": {A: ["a"]}},
            "v2": {**version, "state": {A: ["a"], B: ["b", "c/d"]}},
        },
    }


def found_in(document: object) -> Findings:
    """What is found in it."""
    findings = Findings()
    read(json.dumps(document).encode(), "inventory.json", findings)
    return findings


def test_nothing_is_found_in_a_good_one() -> None:
    """And what it says can be asked."""
    findings = Findings()
    found = read(json.dumps(good()).encode(), "inventory.json", findings)
    assert findings.verdict() == Findings().verdict()
    assert found is not None
    assert (found.id, found.specification, found.head, found.content) == ("urn:uuid:1", "1.1", "v2", "content")
    assert found.paths() == {"v1/content/a": A, "v2/content/b": B}
    assert found.logical("v2") == {"a": A, "b": B, "c/d": B}


def _set(*path: str, to: object) -> Change:
    def change(document: dict[str, Any]) -> None:
        for name in path[:-1]:
            document = document[name]
        document[path[-1]] = to

    return change


def _without(*path: str) -> Change:
    def change(document: dict[str, Any]) -> None:
        for name in path[:-1]:
            document = document[name]
        del document[path[-1]]

    return change


OTHER = {"created": "2026-11-28T12:00:00Z", "state": {}, "message": "", "user": {"name": "a", "address": "a:b"}}
ERRORS: list[tuple[str, Change]] = [
    *(("E036", _without(name)) for name in ("id", "type", "digestAlgorithm", "head")),
    ("E037", _set("id", to=7)),
    ("E038", _set("type", to="https://ocfl.io/9.9/spec/#inventory")),
    ("E025", _set("digestAlgorithm", to="md5")),
    ("E040", _set("head", to="v1")),
    ("E040", _set("head", to=2)),
    ("E017", _set("contentDirectory", to="a/b")),
    ("E018", _set("contentDirectory", to="..")),
    ("E102", _set("more", to=1)),
    ("E043", _without("versions")),
    ("E044", _set("versions", to=[])),
    ("E008", _set("versions", to={})),
    ("E047", _set("versions", "v1", to=1)),
    ("E048", _without("versions", "v1", "created")),
    ("E049", _set("versions", "v1", "created", to="2026-11-28")),
    ("E049", _set("versions", "v1", "created", to="2026-13-28T12:00:00Z")),
    ("E050", _set("versions", "v1", "state", to={"c" * 128: ["a"]})),
    ("E051", _set("versions", "v1", "state", A, to="a")),
    ("E052", _set("versions", "v1", "state", A, to=["a/../b"])),
    ("E053", _set("versions", "v1", "state", A, to=["/a"])),
    ("E095", _set("versions", "v1", "state", A, to=["a", "a"])),
    ("E094", _set("versions", "v1", "message", to=1)),
    ("E054", _set("versions", "v1", "user", to={"address": "mailto:a@b.kr"})),
    ("E102", _set("versions", "v1", "more", to=1)),
    ("E106", _set("manifest", to=[])),
    ("E041", _without("manifest")),
    ("E092", _set("manifest", A, to="v1/content/a")),
    ("E096", _set("manifest", A.upper(), to=["v1/content/c"])),
    ("E099", _set("manifest", A, to=["v1/./a"])),
    ("E100", _set("manifest", A, to=["/v1/content/a"])),
    ("E101", _set("manifest", A, to=["v1/content/a", "v1/content/a"])),
    ("E107", _set("manifest", "c" * 128, to=["v1/content/c"])),
    ("E111", _set("fixity", to=[])),
    ("E057", _set("fixity", to={"md5": []})),
    ("E097", _set("fixity", to={"md5": {"a" * 32: ["v1/content/a"], "A" * 32: ["v2/content/b"]}})),
    (
        "E046",
        _set(
            "versions",
            "three",
            to={"created": "2026-11-28T12:00:00Z", "state": {}, "message": "", "user": {"name": "a", "address": "a:b"}},
        ),
    ),
]


NUMBERED = [pytest.param(*each, id=f"{number}-{each[0]}") for number, each in enumerate(ERRORS)]


@pytest.mark.parametrize(("code", "change"), NUMBERED)
def test_each_rule_broken_alone_has_its_code(code: str, change: Change) -> None:
    """What follows from it may be found as well."""
    document = good()
    change(document)
    assert code in {each.code for each in found_in(document).errors}


WARNINGS: list[tuple[str, Change]] = [
    ("W004", _set("digestAlgorithm", to="sha256")),
    ("W005", _set("id", to="plain")),
    ("W007", _without("versions", "v1", "message")),
    ("W008", _set("versions", "v1", "user", to={"name": "a"})),
    ("W009", _set("versions", "v1", "user", to={"name": "a", "address": "Main Street"})),
]


@pytest.mark.parametrize(("code", "change"), WARNINGS)
def test_what_should_be_otherwise(code: str, change: Change) -> None:
    """It holds, and is told."""
    document = good()
    change(document)
    assert code in {each.code for each in found_in(document).warnings}


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["v1", "v2", "v3"], set()),
        (["v2", "v3"], {"E009"}),
        (["v1", "v3"], {"E010"}),
        (["v01", "v02"], set()),
        (["v01", "v2"], {"E011", "E013"}),
        (["v01", "v002"], {"E012"}),
    ],
)
def test_versions_are_numbered_from_one_on_in_one_way(names: list[str], codes: set[str]) -> None:
    """Without a gap, all padded alike or none."""
    document = good()
    version = document["versions"]["v2"]
    document |= {"head": names[-1], "versions": dict.fromkeys(names, version)}
    assert {each.code for each in found_in(document).errors} == codes


@pytest.mark.parametrize(("raw", "code"), [(b"{", "E034"), (b"[]", "E033"), (b"[" * 99_999, "E034"), (b"\xff", "E034")])
def test_what_is_no_inventory(raw: bytes, code: str) -> None:
    """No JSON, or no object: nothing else is said of it."""
    findings = Findings()
    assert read(raw, "inventory.json", findings) is None
    assert [each.code for each in findings.errors] == [code]


def test_a_name_that_comes_twice_is_an_error() -> None:
    """Readers would disagree on which one counts."""
    findings = Findings()
    read(json.dumps(good()).replace("{", '{"id": "urn:x", ', 1).encode(), "inventory.json", findings)
    assert [each.code for each in findings.errors] == ["E033"]
