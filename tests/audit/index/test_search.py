"""What is looked for, and whether a fact is that."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.audit.index.search import Search, columns_of

FACT: dict[str, Any] = {
    "id": "f", "at": "2026-09-21T01:00:00.000Z", "action": "case.read", "does": "read", "actor": {"id": "o-1"},
    "object": "case-1", "outcome": "done", "subjects": ["p-1", "p-2"], "due": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True), ({"action": "case.read", "actor": "o-1", "object": "case-1", "outcome": "done"}, True),
        ({"action": "case.kept"}, False), ({"does": "read"}, True), ({"does": "list"}, False),
        ({"subjects": ("p-2", "p-9")}, True), ({"subjects": ("p-9",)}, False), ({"id": "f"}, True),
        ({"id": "g"}, False),
        ({"since": "2026-09-21T01:00:00.000Z"}, True), ({"since": "2026-09-21T01:00:00.001Z"}, False),
        ({"until": "2026-09-21T01:00:00.000Z"}, False), ({"until": "2026-09-22"}, True), ({"unexplained": True}, True),
        ({"before": 5}, False), ({"before": 6}, True), ({"after": 5}, False), ({"after": 4}, True),
    ],
    ids=str,
)  # fmt: skip
def test_every_field_that_is_given_must_match(asked: dict[str, Any], found: bool) -> None:
    """The beginning counts, the end does not; of the subjects one is enough."""
    assert Search(**asked).matches(5, FACT) is found


def test_a_fact_of_the_first_version_is_looked_for_as_well() -> None:
    """It did not say what it does to data, nor whether a reason was due."""
    old = {name: value for name, value in FACT.items() if name not in ("does", "due")}
    assert (columns_of(old)["does"], columns_of(old)["due"]) == ("change", None)
    assert not Search(unexplained=True).matches(5, old)


@pytest.mark.parametrize(
    ("asked", "spelt"),
    [
        ({}, b""), ({"action": "case.read", "object": "petition:1", "id": "f"}, b"f"),
        ({"action": "case.read", "actor": "o-1"}, b"o-1"), ({"object": "도로", "action": "case.read"}, b"case.read"),
        ({"object": 'a"b'}, b""), ({"object": "a\\b", "trace": "t"}, b"t"), ({"subjects": ("p-1",)}, b"p-1"),
        ({"subjects": ("p-1", "p-2")}, b""), ({"does": "read", "outcome": "done"}, b""),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_spelt_stands_in_every_entry_that_is_looked_for(asked: dict[str, Any], spelt: bytes) -> None:
    """The rarest that canonical JSON never escapes; nothing where an entry may lack it."""
    assert Search(**asked).spelt() == spelt
