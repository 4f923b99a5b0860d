"""The bounds of what an authenticator encoded: canonical CBOR, and nothing that unfolds."""

from __future__ import annotations

from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.passkeys.cbor import aaguid_of, check_whole, is_map, item_end

SCALARS = (
    st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=300) | st.text(max_size=100) | st.booleans() | st.floats()
)
ITEMS: Any = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=30) | st.dictionaries(st.integers(-9, 9), inner), max_leaves=30
)


def depth(item: object) -> int:
    """How many levels of lists and maps an item has."""
    inner = list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(ITEMS, st.binary(max_size=5), st.binary(max_size=5))
def test_the_end_of_an_item_is_where_a_decoder_finds_it(item: object, before: bytes, after: bytes) -> None:
    """Whatever stands around it; more than four levels are refused (CTAP 2.2, section 8)."""
    raw = cbor2.dumps(item)
    if depth(item) > 4:
        with pytest.raises(ValueError, match="nested"):
            item_end(before + raw + after, len(before))
    else:
        assert item_end(before + raw + after, len(before)) == len(before) + len(raw)


@given(ITEMS.filter(lambda item: depth(item) <= 4), st.floats(0, 1, exclude_max=True))
def test_what_is_cut_off_is_refused(item: object, share: float) -> None:
    """No part of an item is an item."""
    raw = cbor2.dumps(item)
    with pytest.raises(ValueError, match="cut off"):
        item_end(raw[: int(len(raw) * share)])


@given(st.binary(max_size=200))
def test_any_bytes_have_an_end_or_none(raw: bytes) -> None:
    """Nothing else comes of them, and the end is within them."""
    try:
        end = item_end(raw)
    except ValueError:
        return
    assert 0 < end <= len(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (cbor2.dumps(cbor2.CBORTag(28, [])), "tag"),
        (cbor2.dumps(2**64), "tag"),
        (bytes.fromhex("9fff"), "definite"),
        (bytes.fromhex("5f41aa41bbff"), "definite"),
        (bytes.fromhex("1c"), "definite"),
        (bytes.fromhex("9bffffffffffffffff"), "cut off"),
        (bytes.fromhex("5bffffffffffffffff"), "cut off"),
        (bytes.fromhex("bbffffffffffffffff00"), "cut off"),
        (b"\x81" * 5000, "nested"),
    ],
)
def test_what_no_authenticator_writes_is_refused(raw: bytes, reason: str) -> None:
    """Tags, bignums, indefinite lengths, lengths beyond the end, deep nests."""
    with pytest.raises(ValueError, match=reason):
        item_end(raw)


def test_a_whole_is_one_map() -> None:
    """And nothing after it."""
    check_whole(cbor2.dumps({"fmt": "none"}))
    assert is_map(b"\x00\xa0", 1)
    assert not is_map(b"", 0)
    for raw, reason in ((b"\x80", "no map"), (b"", "no map"), (b"\xa0\x00", "follows")):
        with pytest.raises(ValueError, match=reason):
            check_whole(raw)


def data(flags: int, rest: bytes = b"") -> bytes:
    """Authenticator data."""
    return bytes(32) + bytes([flags]) + bytes(4) + rest


KEY = bytes(range(16)) + (2).to_bytes(2, "big") + b"id" + cbor2.dumps({1: 2})
MORE = cbor2.dumps({"credProtect": 2})


def test_the_make_is_read_where_there_is_a_new_key() -> None:
    """Data of a sign-in names none."""
    assert aaguid_of(data(0x45, KEY), longest_id=2, longest_key=3) == bytes(range(16))
    assert aaguid_of(data(0xC5, KEY + MORE), longest_id=2, longest_key=3) == bytes(range(16))
    assert aaguid_of(data(0x05), longest_id=2, longest_key=3) == b""
    assert aaguid_of(data(0x85, MORE), longest_id=2, longest_key=3) == b""


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "cut off"),
        (data(0x05)[:-1], "cut off"),
        (data(0x05, b"\x00"), "follows"),
        (data(0x05, KEY), "follows"),
        (data(0x45), "length"),
        (data(0x45, KEY[:17]), "length"),
        (data(0x45, KEY[:19]), "length"),
        (data(0x45, KEY[:20]), "no map"),
        (data(0x45, KEY[:-1]), "cut off"),
        (data(0x45, KEY + MORE), "follows"),
        (data(0xC5, KEY), "extensions"),
        (data(0xC5, KEY + b"\x00"), "extensions"),
        (data(0x45, bytes(16) + b"\x00\x03abc" + b"\xa1\x01\x02"), "length"),
        (data(0x45, bytes(16) + b"\x00\x00" + b"\xa1\x01\x02"), "length"),
        (data(0x45, bytes(16) + b"\x00\x02ab" + b"\xa1\x01\x18\x20"), "too long"),
    ],
)
def test_authenticator_data_is_laid_out_as_its_flags_say(raw: bytes, reason: str) -> None:
    """Longer or shorter is refused, and so are ids and keys beyond their bounds."""
    with pytest.raises(ValueError, match=reason):
        aaguid_of(raw, longest_id=2, longest_key=3)
