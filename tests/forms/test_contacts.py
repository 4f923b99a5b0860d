"""What a name, a mail address and a phone number may be, and the one way in which each is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from egovframe.forms.contacts import Read, read_email, read_name, read_phone
from egovframe.kernel.text import Text


@pytest.mark.parametrize(
    ("read", "written", "kept"),
    [
        (read_name, "  홍  길동 ", "홍 길동"),
        (read_name, "O'Neil-Kim, 2nd", "O'Neil-Kim, 2nd"),
        (read_name, "\u1112\u1169\u11bc", "홍"),
        (read_email, " Hong@Example.org ", "Hong@Example.org"),
        (read_email, "ｈong@example.org", "hong@example.org"),
        (read_phone, "010-1234-5678", "+821012345678"),
        (read_phone, "+82 10 1234 5678", "+821012345678"),
    ],
)
def test_what_is_written_is_kept_in_one_way(read: Callable[[str], Read], written: str, kept: str) -> None:
    """Blanks, hyphens, width and letters in parts make no second person."""
    assert read(written) == (kept, [])


@pytest.mark.parametrize(
    "written", ["", " ", "1234", "a" * 101, "a\x00", "\ud800", "홍\u202e길동", "홍\u200b길동", "ㅤ", "\u200b"]
)
def test_what_is_no_name_is_said_in_both_languages(written: str) -> None:
    """Empty, of digits, endless, unkeepable, or written to look like another."""
    (fault,) = read_name(written)[1]
    assert fault.field == "name"
    assert len(Text.of(fault.message).as_dict()) == 2


@pytest.mark.parametrize(
    "written",
    ["", "a", "a@b", "a b@c.kr", "@c.kr", "a@c..kr", f"{'a' * 250}@b.kr", "a\x07@b.kr", "a\0@b.kr", "a\u200b@b.kr"],
)
def test_what_is_no_mail_address_is_said(written: str) -> None:
    """At its field; also what holds a sign that cannot be seen."""
    assert [fault.field for fault in read_email(written)[1]] == ["email"]


@pytest.mark.parametrize("written", ["", "12", "hong@example.org", "0" * 60])
def test_what_is_no_phone_number_is_said(written: str) -> None:
    """At its field."""
    assert [fault.field for fault in read_phone(written)[1]] == ["phone"]
