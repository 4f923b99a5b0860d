"""Who signs, as a mark that only tells the same person at one petition."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.forms.public.marks import Kind, Person, mark_of, read_contact, read_name
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
def test_a_contact_is_read_in_one_way_of_writing_it(kind: Kind, written: str, read: str) -> None:
    """So that spaces, hyphens and capitals make no second person."""
    assert read_contact(kind, written) == (read, [])


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("email", "hong"),
        ("email", "a@b"),
        ("email", "a b@c.d"),
        ("email", f"{'a' * 300}@b.org"),
        ("email", "a\0@b.org"),
        ("phone", "12"),
        ("phone", "hong@example.org"),
        ("phone", ""),
    ],
)
def test_what_is_no_contact_is_said(kind: Kind, written: str) -> None:
    """With the field that it is."""
    _, faults = read_contact(kind, written)
    assert [fault.field for fault in faults] == [kind]


def test_a_name_is_one_line() -> None:
    """Without signs that cannot be seen, and not longer than a name is."""
    assert read_name("  홍  길동 ") == ("홍 길동", [])
    for written in ("", "  ", "a" * 101, "홍\x00길동", "\ud800"):
        assert [fault.field for fault in read_name(written)[1]] == ["name"]
