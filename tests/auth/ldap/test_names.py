"""Names in filters and in names of entries: each sign stands for itself, and what directories fold is nobody's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ldap3.utils.dn import parse_dn

from egovframe.auth.ldap.names import entry_key, filled, has_place, hexed, is_named, plain_name


def test_every_octet_is_written_in_hexadecimal() -> None:
    """As RFC 4515 §3 and RFC 4514 §2.4 allow for any; known answers."""
    assert hexed("*()\\\0/,+") == r"\2a\28\29\5c\00\2f\2c\2b"
    assert hexed("김") == r"\ea\b9\80"
    assert hexed("") == ""


@given(st.text())
def test_nothing_that_means_something_is_left(text: str) -> None:
    """Whatever is typed: only backslashes and hexadecimal digits come out, and it comes back whole."""
    try:
        written = hexed(text)
    except UnicodeEncodeError:
        return
    assert set(written) <= set("\\0123456789abcdef")
    assert bytes.fromhex(written.replace("\\", "")).decode() == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_template_keeps_its_steps(name: str) -> None:
    """A name never adds a step to the entry's name, nor another attribute."""
    steps = parse_dn(filled("uid={name},ou=people,dc=haneul,dc=example", name))
    assert [attribute for attribute, _, _ in steps] == ["uid", "ou", "dc", "dc"]
    assert [separator for _, _, separator in steps] == [",", ",", ",", ""]


def test_a_template_has_a_place() -> None:
    """Otherwise everybody would be the same entry."""
    assert has_place("uid={name},dc=x")
    assert not has_place("uid=name,dc=x")


@pytest.mark.parametrize("typed", ["kim", " kim ", "Kim", "김주무", "kim@haneul.example", "a*b(c)\\d", "홍 길동"])
def test_a_plain_name_stays(typed: str) -> None:
    """Blanks around it do not count; everything else is asked for as it is."""
    assert plain_name(typed) == typed.strip()


def test_a_decomposed_name_is_composed() -> None:
    """As a Mac types it, and as directories keep it."""
    assert plain_name(unicodedata.normalize("NFD", "김주무")) == "김주무"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "k\0im", "k\nim", "k\u00adim", "k\u200bim", "\uff4b\uff49\uff4d", "kim  lee", "k\u2028im", "\ufb01"],
)
def test_what_directories_fold_is_nobodys(typed: str) -> None:
    """Full width, soft hyphens, rows of blanks: one person would have many names, each with tries of its own."""
    assert plain_name(typed) == ""


def test_the_entry_has_that_name() -> None:
    """In one of its values, whatever the case; folding beyond that does not count."""
    assert is_named("KIM", ("kim", "kim@haneul.example"))
    assert not is_named("kim", ("ki", "kimm", "k im"))
    assert not is_named("kim", ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cn=roads,dc=haneul,dc=example", "CN=Roads, DC=Haneul, DC=Example"),
        ("cn=roads\\, north,dc=x", "cn=roads\\2c north,dc=x"),
        ("cn=도로과,dc=x", "cn=\\eb\\8f\\84\\eb\\a1\\9c\\ea\\b3\\bc,dc=x"),
        ("cn=a+uid=b,dc=x", "uid=B+cn=A,dc=x"),
    ],
)
def test_one_entry_written_in_two_ways(one: str, other: str) -> None:
    """Case, blanks, escapes and the order within a step are no matter."""
    assert entry_key(one) == entry_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cn=roads,dc=x", "cn=roads,dc=y"),
        ("cn=roads,dc=x", "cn=roads"),
        ("cn=a,cn=b", "cn=b,cn=a"),
        ("cn=a+cn=b", "cn=a,cn=b"),
        ("cn=roads\\,dc\\=x", "cn=roads,dc=x"),
    ],
)
def test_two_entries(one: str, other: str) -> None:
    """What differs in any step is another entry."""
    assert entry_key(one) != entry_key(other)


@pytest.mark.parametrize("dn", ["", "roads", "=roads", "cn", ",", "cn=roads,"])
def test_what_is_no_name_of_an_entry(dn: str) -> None:
    """Refused, with the text."""
    with pytest.raises(ValueError, match="no name of an entry"):
        entry_key(dn)
