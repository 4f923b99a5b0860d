"""What the keys of a Korean keyboard write when it is set to English (두벌식, KS X 5002)."""

from __future__ import annotations

import unicodedata

import pytest

from egovframe.auth.keyboard import keys_of


@pytest.mark.parametrize(
    ("korean", "typed"),
    [
        ("안녕하세요", "dkssudgktpdy"),
        ("비밀번호", "qlalfqjsgh"),
        ("대한민국", "eogksalsrnr"),
        ("사랑해", "tkfkdgo"),
        ("닭갈비", "ekfrrkfql"),
        ("꽃", "Rhc"),
        ("ㅋㅋㅋ", "zzz"),
        ("ㅠㅠ", "bb"),
        ("abc 123 가", "abc 123 rk"),
    ],
)
def test_known_words_give_known_keys(korean: str, typed: str) -> None:
    """Words whose keys everybody in Korea knows; what is not hangul stays."""
    assert keys_of(korean) == typed


def test_composed_and_decomposed_hangul_give_the_same_keys() -> None:
    """A name typed on another system may come decomposed."""
    assert keys_of(unicodedata.normalize("NFD", "안녕하세요")) == "dkssudgktpdy"
