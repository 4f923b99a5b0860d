"""The reader of forms: the standard library's answer, sooner, and strict where that is lenient."""

from __future__ import annotations

from urllib.parse import quote, unquote_to_bytes, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.errors import Invalid
from egovframe.web.urlencoded import MOST_FIELDS, Fields, unquote

PIECES = [
    b"%",
    b"%4",
    b"%41",
    b"%ed%95%98",
    b"%AF",
    b"\\",
    b"\\x41",
    b"\\N{BULLET}",
    b"\\u0041",
    b"\n",
    b"\0",
    b"+",
    b"41",
    "하".encode(),
]
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=8))
def test_reads_what_browsers_write(pairs: list[tuple[str, str]]) -> None:
    """Every form comes back as it was: names, order, repeated names, every sign of every script."""
    fields = Fields.read(urlencode(pairs).encode())
    for name, _ in pairs:
        assert fields.all(name) == [value for other, value in pairs if other == name]
        assert fields.get(name) == fields.all(name)[0]
    assert list(fields) == list(dict.fromkeys(name for name, _ in pairs))


@given(TEXT)
def test_escapes(text: str) -> None:
    """Escapes mean the same with upper and lower digits."""
    lower = "".join(f"%{byte:02x}" for byte in text.encode())
    assert unquote(quote(text, safe="").encode()) == unquote(lower.encode()) == text


@pytest.mark.parametrize(
    ("raw", "value"), [(b"%", "%"), (b"100%", "100%"), (b"%zz", "%zz"), (b"a%2", "a%2"), (b"+%2B", " +")]
)
def test_what_is_no_escape(raw: bytes, value: str) -> None:
    """A percent sign that begins no escape stands for itself (WHATWG URL, percent-decode)."""
    assert unquote(raw) == value


@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)))
def test_any_bytes_are_read_as_the_standard_library_reads_them(raw: bytes) -> None:
    """What is no UTF-8 is refused, all else is what the standard library makes of it.

    Halves of escapes, and signs that mean something to other decoders: backslashes, names, line ends.
    """
    plain = unquote_to_bytes(raw.replace(b"+", b" "))
    try:
        expected = plain.decode("utf-8")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            unquote(raw)
    else:
        assert unquote(raw) == expected


def test_empty_and_missing() -> None:
    """A name without a value is empty; a name that was not sent is the default; empty parts are nothing."""
    fields = Fields.read(b"&a=&b&&c=1=2&")
    assert list(fields) == ["a", "b", "c"]
    assert (fields.get("a", "x"), fields.get("b", "x"), fields.get("c")) == ("", "", "1=2")
    assert fields.get("d", "x") == "x"
    assert "a" in fields
    assert "d" not in fields
    assert len(fields) == 3
    assert len(Fields.read(b"")) == 0


def test_refused() -> None:
    """Text that is not UTF-8, and more fields than any form has, are refused; the most that is allowed is read."""
    with pytest.raises(Invalid, match="UTF-8"):
        Fields.read(b"a=%ED%95")
    with pytest.raises(Invalid, match="too many"):
        Fields.read(b"a=1&" * MOST_FIELDS)
    assert len(Fields.read(b"&".join(b"n%d=1" % n for n in range(MOST_FIELDS)))) == MOST_FIELDS


def test_a_text_is_as_it_was_typed() -> None:
    """Line ends as people know them, no null characters, cut where it is too long; nothing is trimmed."""
    fields = Fields([("words", " a\r\nb\0c "), ("other", "x")])
    assert fields.text("words", most=100) == " a\nbc "
    assert fields.text("words", most=3) == " a\n"
    assert fields.text("nothing", most=3) == ""


def test_a_line_has_no_blanks_around_it() -> None:
    """Nor null characters; it is cut after that."""
    fields = Fields([("words", " \0 a b\r\nc \0")])
    assert fields.line("words", most=100) == "a b\nc"
    assert fields.line("words", most=2) == "a "
    assert fields.line("nothing", most=3) == ""
