"""The digest of a row: two different rows never share one, and an empty column changes nothing."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import sqlalchemy as sa
from hypothesis import assume, given
from hypothesis import strategies as st

from egovframe.kernel.text import Text
from egovframe.kernel.watch import by_the_log, is_keyed, is_log, is_watched, key_of, row_digest, unwatched, watched, why

names = st.text("ab_", min_size=1, max_size=3)
values = st.none() | st.text(st.sampled_from("a1\x00bsi é"), max_size=4) | st.integers(-12, 12) | st.binary(max_size=4)
rows = st.dictionaries(names, values, max_size=4)
KEY = bytes(32)


def meaning(row: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    """What a row says: its columns that are not NULL, each value with its type."""
    return {name: (type(value).__name__, value) for name, value in row.items() if value is not None}


@given(st.sampled_from(["t", "ta"]), rows, st.sampled_from(["t", "ta"]), rows)
def test_digests_are_equal_only_for_equal_rows(
    table: str, row: dict[str, Any], other: str, changed: dict[str, Any]
) -> None:
    """Over tables, names, types and lengths; keyed or not."""
    same = (table, meaning(row)) == (other, meaning(changed))
    assert (row_digest(table, row, None) == row_digest(other, changed, None)) == same
    assert (row_digest(table, row, KEY) == row_digest(other, changed, KEY)) == same


@given(rows, st.data())
def test_the_smallest_change_changes_the_digest(row: dict[str, Any], data: st.DataObject) -> None:
    """A value moved to another column, given another type, or put to NULL."""
    there = {name: value for name, value in row.items() if value is not None}
    assume(there)
    name = data.draw(st.sampled_from(sorted(there)))
    value = there.pop(name)
    before = row_digest("t", row, None)
    assert row_digest("t", there, None) != before
    assert row_digest("t", {**there, name + "c": value}, None) != before
    if type(value) is not str:
        assert row_digest("t", {**there, name: str(value)}, None) != before


@given(rows, names)
def test_a_column_added_later_and_empty_changes_nothing(row: dict[str, Any], name: str) -> None:
    """So that a migration that adds a column leaves every old row as it was vouched for; order does not matter."""
    later = {"new_" + name: None, **dict(reversed(row.items()))}
    assert row_digest("t", later, KEY) == row_digest("t", row, KEY)


def test_known_digests_never_change() -> None:
    """What is in the facts of a running office must come out the same in every later release."""
    row = {"id": "a-1", "size": 7, "sealed": b"\x00\xff", "colour": None, "name": "도로"}
    content = "things\0id\0s3\0a-1\0name\0s6\0도로\0sealed\0b2\0".encode() + b"\x00\xff" + b"\0size\0i1\x007"
    assert row_digest("things", row, None) == hashlib.sha256(content).hexdigest()
    assert row_digest("things", row, None) == "27b79984f73741208323da05a4111fe1b78e84a7f129bbd37c98f63fa794b71e"
    assert row_digest("things", row, KEY) == hmac.digest(KEY, content, "sha256").hex()


def test_a_type_that_the_library_never_stores_is_still_digested() -> None:
    """Another tool may have written anything: that is another row, not an error."""
    found = {row_digest("t", {"a": value}, None) for value in (1.5, 1, True, "1.5", b"1.5", "\udcff", [1])}
    assert len(found) == 7
    assert row_digest("t", {"a": memoryview(b"x")}, None) == row_digest("t", {"a": b"x"}, None)


def test_a_table_says_how_it_is_vouched_for() -> None:
    """By digests, by the tree, or not at all and why; a table that says nothing is not watched."""
    reason = Text(ko="이유", en="Reason")

    def table(info: dict[str, Any]) -> sa.Table:
        return sa.Table("t", sa.MetaData(), sa.Column("a", sa.Text), sa.Column("b", sa.Text), info=info)

    usual, keyed, log = table(watched(key=("a", "b"))), table(watched(keyed=True)), table(by_the_log(why=reason))
    other, silent = table(unwatched(why=reason)), table({})
    assert [is_watched(each) for each in (usual, keyed, log, other, silent)] == [True, True, False, False, False]
    assert [is_log(each) for each in (usual, log, other, silent)] == [False, True, False, False]
    assert [is_keyed(each) for each in (usual, keyed)] == [False, True]
    assert [why(each) for each in (usual, log, other, silent)] == [None, reason, reason, None]
    assert key_of(usual, {"a": "x", "b": 2}) == "x/2"
