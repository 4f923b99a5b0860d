"""What many people have is refused as a whole, with the reason (NIST SP 800-63B-4, 3.1.1.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth import blocklist
from egovframe.auth.blocklist import COMMON, NAME, NUMBER, PATTERN, SWITCHED, TYPED, reason_to_refuse
from egovframe.kernel.text import Text


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("passwordpassword", COMMON),
        ("PassWord1234567890", COMMON),
        ("  i love you i love you ", COMMON),
        ("correcthorsebatterystaple", COMMON),
        ("안녕하세요안녕하세요안녕하세요", COMMON),
        ("dkssudgktpdydkssudgktpdy", TYPED),
        ("dkssudgktpdy20261125", TYPED),
        ("aaaaaaaaaaaaaaaaaaaa", PATTERN),
        ("ababababababababab", PATTERN),
        ("qwertyuiopasdfghjkl", PATTERN),
        ("0987654321098765432", PATTERN),
        ("1qaz2wsx3edc4rfv5tgb", PATTERN),
        ("Q1W2E3R4T5Y6U7I8", COMMON),
        ("q1w2e3r4t5y6u7i8o9p", PATTERN),
        ("w3e4r5t6y7u8i9o0", PATTERN),
        ("qawsedrftgyhujiko", PATTERN),
        ("1234qwerasdfzxcv", COMMON),
        ("123qweasdzxc123qwe", PATTERN),
        ("passwordstandard", COMMON),
        ("trustno1trustno1", COMMON),
        ("haneulcityhaneulcity", NAME),
        ("Kim-Roads 2026", NAME),
        ("DKSSUDGKTPDY", TYPED),
        ("qlalfqjsgh!!", TYPED),
        ("ㅔㅁㄴㄴ잭ㅇ", SWITCHED),  # password
        ("ㅔㅁㄴㄴ잭에ㅁㄴㄴ잭ㅇ 2026", SWITCHED),  # passwordpassword: the syllables run together
        ("ㅑㅣㅐㅍ됴ㅐㅕ", SWITCHED),  # iloveyou
        ("ㅂㅈㄷㄱ쇼ㅕㅑㅐㅔㅁㄴㅇㄹ호ㅓㅏㅣ", PATTERN),  # qwertyuiopasdfghjkl
        ("ㅗ무뎌ㅣ챠쇼", NAME),  # haneulcity
        ("ㅏㅑㅡ-갬ㅇㄴ", NAME),  # kim-roads
        ("19900101", NUMBER),
        ("1990-01-01/1992.02.29", NUMBER),
        ("900101-1234567", NUMBER),
        ("010-1234-5678", NUMBER),
        ("+82 10 9876 5432", NUMBER),
        ("010 1234 5678 010 8765 4321", NUMBER),
    ],
)
def test_what_is_guessed_at_once_is_refused_with_its_reason(password: str, reason: Text) -> None:
    """A common word however often it is said, a Korean word typed on an English keyboard, a walk, a name."""
    assert reason_to_refuse(password, words=("Haneul City", "kim-roads")) == reason


@pytest.mark.parametrize(
    "password",
    [
        "사과나무 아래 노란 우산 7",
        "my password is a green umbrella",
        "tjdksl wkrdmsl qkekrk",
        "하늘시청 앞 은행나무 길",
        "1990-13-01 2991 40 9",
        "비밀번호는 꽃밭에 심었다",
        "ㅔㅁㄴㄴ잭ㅇ 그리고 소나무",
    ],
)
def test_a_sentence_that_holds_a_common_word_is_fine(password: str) -> None:
    """Only the whole password is compared, never its parts."""
    assert reason_to_refuse(password, words=("하늘시", "kim")) is None


def test_every_reason_is_said_in_both_languages_and_says_what_to_do() -> None:
    """A person reads why, and what helps."""
    for reason in (COMMON, TYPED, SWITCHED, PATTERN, NUMBER, NAME):
        assert set(reason.as_dict()) == {"ko", "en"}


@pytest.mark.asvs("V6.2.4")
def test_the_lists_are_there_and_hold_no_sentence_of_their_own() -> None:
    """Comments of the files are no words; every Korean word is known as typed, too."""
    assert len(blocklist.common()) > 29_000
    assert sum(len(word) >= 8 for word in blocklist.common()) > 10_000, "of those that the shortest length lets pass"
    assert not any(word.startswith("#") for word in blocklist.common())
    assert "dkssudgktpdy" in blocklist.typed()


LETTERS = sorted(word for word in blocklist.common() if word[0].isalpha() and word[-1].isalpha())


@given(st.sampled_from(LETTERS), st.integers(1, 4), st.text("0123456789!?-_ ", max_size=6))
def test_repeating_a_word_or_putting_digits_around_it_makes_no_password(word: str, times: int, around: str) -> None:
    """Whatever common word it is."""
    assert reason_to_refuse(around + word * times + around) is not None


@pytest.mark.asvs("V6.2.11")
@given(st.sampled_from(sorted(blocklist.typed())), st.integers(1, 3), st.text("0123456789!?-_ ", max_size=4))
def test_every_korean_word_is_known_by_its_keys(keys: str, times: int, around: str) -> None:
    """Typed on an English keyboard, in capitals, several times, with digits around it: refused."""
    assert reason_to_refuse(around + keys * times + around) is not None
    assert reason_to_refuse(keys.upper()) is not None


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    """Whatever a person types, there is a reason or none, and no error."""
    assert reason_to_refuse(text) in (None, COMMON, TYPED, SWITCHED, PATTERN, NUMBER, NAME)
