"""One byte form for every value: the examples of RFC 8785, and the rules behind them."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.canonical import NotCanonical, b64, canonical, canonical_text, unb64

plain: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_the_example_of_the_standard() -> None:
    """RFC 8785 §3.2.2–3.2.4: numbers, escapes and literals, down to the bytes."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_text(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_names_are_sorted_by_utf_16_units() -> None:
    """RFC 8785 §3.2.3: the smiling face (D83D DE00) stands before the Hebrew letter (FB33)."""
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    assert list(json.loads(canonical(value))) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"), ("8000000000000000", "0"), ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"), ("4340000000000000", "9007199254740992"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"), ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"), ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8d", "0.000001"), ("41b3de4355555557", "333333333.33333343"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_ecmascript_does(bits: str, text: str) -> None:
    """RFC 8785 appendix B."""
    assert canonical_text(struct.unpack(">d", bytes.fromhex(bits))[0]) == text


@given(plain)
def test_the_short_way_writes_what_the_standard_asks(value: Any) -> None:
    """Plain values take a fast encoder; its bytes are those of a full implementation of the standard."""
    assert canonical(value) == rfc8785.dumps(value)


@given(plain)
def test_what_is_read_back_and_written_again_is_the_same(value: Any) -> None:
    """The form is one: reading it and writing it again changes no byte."""
    assert canonical(json.loads(canonical(value))) == canonical(value)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, -(2**53), "\ud800", {"\udfff": 1}, {1: 2}, {1, 2}, b"x", object],
    ids=repr,
)  # fmt: skip
def test_what_json_cannot_say_is_refused(value: object) -> None:
    """NaN, integers beyond 2^53, lone surrogates and foreign types have no canonical form, inside a list neither."""
    for tried in (value, [value]):
        with pytest.raises(NotCanonical):
            canonical(tried)


@given(st.binary())
def test_base64url_comes_back(data: bytes) -> None:
    """RFC 4648 §5, without padding."""
    assert unb64(b64(data)) == data
    assert not set(b64(data)) & set("+/=")


@pytest.mark.parametrize("text", ["a", "a b=", "a!cd", "ab\ncd"])
def test_what_is_not_base64url_is_refused(text: str) -> None:
    """A damaged value is an error, not another value."""
    with pytest.raises(ValueError):
        unb64(text)
