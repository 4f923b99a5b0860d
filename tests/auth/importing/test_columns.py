"""Headings: every column has words in both languages, and no word stands for two columns."""

from __future__ import annotations

import pytest

from egovframe.auth.importing.columns import PEOPLE, UNITS
from egovframe.auth.importing.reader import Columns, heading_key


@pytest.mark.parametrize("columns", [PEOPLE, UNITS], ids=["people", "units"])
def test_headings_are_in_both_languages_and_mean_one_thing(columns: Columns) -> None:
    """Words are written as they are looked up, or nobody would ever find them."""
    every = [word for words in columns.words.values() for word in words] + list(columns.refused)
    assert sorted(every) == sorted(set(every))
    assert [word for word in every if heading_key(word) != word] == []
    for column, words in columns.words.items():
        assert any("가" <= sign <= "힣" for word in words for sign in word), column
        assert any(word.isascii() for word in words), column
    assert set(columns.needed) <= set(columns.words)


def test_passwords_are_refused_in_both_languages() -> None:
    """What to do instead is said in both."""
    for heading in ("비밀번호", "Password"):
        assert "hash" in PEOPLE.refused[heading_key(heading)].in_("en")
    assert PEOPLE.meant("비밀번호 해시") == "hash"
    assert PEOPLE.meant("메모") == ""
