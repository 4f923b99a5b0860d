"""What a co-signer's name and address may be."""

from __future__ import annotations

import pytest

from egovframe.forms.cosigning.checking import already, email_of, name_of
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text


def test_a_name_is_kept_without_blanks_around() -> None:
    """Where none is needed, none is none."""
    assert name_of("  홍  길동 ") == "홍 길동"
    assert name_of("O'Neil-Kim, 2nd") == "O'Neil-Kim, 2nd"
    assert name_of(" ", needed=False) == ""


@pytest.mark.parametrize("typed", ["", "1234", "a" * 101, "a\x00", "\ud800", "홍\u202e길동", "ㅤ"])
def test_what_is_no_name_is_refused_in_both_languages(typed: str) -> None:
    """Empty, of digits, endless, unkeepable, or written to look like another."""
    with pytest.raises(Invalid) as refused:
        name_of(typed)
    (fault,) = refused.value.faults
    assert fault.field == "name"
    assert len(Text.of(fault.message).as_dict()) == 2


@pytest.mark.parametrize("typed", ["a", "a@b", "a b@c.kr", "@c.kr", "a@c..kr", f"{'a' * 250}@b.kr", "a\x07@b.kr"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    """At the field; an empty one is none."""
    with pytest.raises(Invalid) as refused:
        email_of(typed)
    assert refused.value.faults[0].field == "email"
    assert email_of(" a@b.kr ") == "a@b.kr"
    assert email_of("") == ""


def test_who_is_among_them_already_hears_at_which_field() -> None:
    """The words do not name anybody."""
    assert [already(field).faults[0].field for field in ("name", "email")] == ["name", "email"]
