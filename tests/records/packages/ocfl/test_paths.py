"""Paths in inventories."""

from __future__ import annotations

import pytest

from egovframe.records.packages.model import Findings
from egovframe.records.packages.ocfl.paths import check_paths


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (["a", "b/c", "b/d", "...", "하늘/기록.txt"], []),
        (["/a", "b/"], ["slash", "slash"]),
        (["a/../b", "./a", "a//b"], ["element", "element", "element"]),
        ([""], ["slash", "element"]),
        (["a", "a"], ["unique"]),
        (["a/b", "a"], ["unique"]),
        (["a", "a/b/c"], ["unique"]),
    ],
)
def test_paths_are_plain_and_beside_each_other(paths: list[str], codes: list[str]) -> None:
    """No slash at an end, no dots, no emptiness; none twice, none below another."""
    findings = Findings()
    check_paths(paths, place="inventory.json", findings=findings, element="element", slash="slash", unique="unique")
    assert [each.code for each in findings.errors] == codes
