"""Who signs, as a mark that only tells the same person at one petition."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.forms.public.marks import Contact, Person, mark_of, person_of
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet


def test_the_same_person_has_one_mark_at_one_petition_and_another_elsewhere(tmp_path: Path) -> None:
    """The salt of the publication and the office's key are both in it; the kind of what is known is too."""
    cabinet, other = (Cabinet(FileKeyring(folder=tmp_path / name, create=True)) for name in ("a", "b"))
    hong = Person("홍길동", "email", "hong@example.org")
    assert mark_of(cabinet, b"1", hong) == mark_of(cabinet, b"1", Person("길동", "email", "hong@example.org"))
    different = {
        mark_of(cabinet, b"1", hong),
        mark_of(cabinet, b"2", hong),
        mark_of(other, b"1", hong),
        mark_of(cabinet, b"1", Person("홍길동", "account", "hong@example.org")),
    }
    assert len(different) == 4
    assert not any("hong" in mark for mark in different)


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("email", " Hong@Example.org ", "hong@example.org"),
        ("phone", "010-1234-5678", "+821012345678"),
        ("phone", "+82 10 1234 5678", "+821012345678"),
    ],
)
def test_a_contact_is_read_in_one_way_of_writing_it(kind: Contact, written: str, read: str) -> None:
    """So that spaces, hyphens and capitals make no second person."""
    assert person_of(" 홍  길동", kind, written) == (Person("홍 길동", kind, read), [])


def test_what_is_wrong_is_said_of_all_of_it() -> None:
    """The name and the contact, each at its field; an invisible sign in a name makes no second person."""
    assert [fault.field for fault in person_of("홍\u200b길동", "email", "hong")[1]] == ["name", "email"]
    assert [fault.field for fault in person_of("12", "phone", "12")[1]] == ["name", "phone"]
