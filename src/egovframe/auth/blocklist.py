"""Passwords that many people have: refused as a whole, with the reason (NIST SP 800-63B-4, 3.1.1.2).

Only the whole password counts: a long sentence may well contain a common word. A common word said twice, or with digits
around it, is the same guess and counts as the word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from egovframe.auth.keyboard import keys_of
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMON: Final = Text(
    ko="많은 사람이 쓰는 비밀번호라 쉽게 알아낼 수 있습니다. 나만 아는 단어 여러 개를 이어 쓰세요.",
    en="Many people use this password, so it is guessed at once. Put several words together that only you would.",
)
TYPED: Final = Text(
    ko="한글 단어를 영문 자판으로 친 것이라 쉽게 알아낼 수 있습니다. 나만 아는 단어 여러 개를 이어 쓰세요.",
    en="This is a Korean word typed on an English keyboard, guessed at once. Put several words of your own together.",
)
SWITCHED: Final = Text(
    ko="흔한 비밀번호를 한글 자판으로 친 것이라 쉽게 알아낼 수 있습니다. 나만 아는 단어 여러 개를 이어 쓰세요.",
    en="This is a common password typed with the keyboard set to Korean. Put several words of your own together.",
)
PATTERN: Final = Text(
    ko="같은 글자나 자판 순서를 되풀이한 비밀번호라 쉽게 알아낼 수 있습니다. 단어 여러 개를 이어 쓰세요.",
    en="This repeats a few signs or follows the keyboard, so it is guessed at once. Put several words together.",
)
NUMBER: Final = Text(
    ko="날짜, 전화번호, 주민등록번호로 된 비밀번호는 아는 사람이 쉽게 알아냅니다. 단어 여러 개를 이어 쓰세요.",
    en="This is a date, a telephone or a registration number, guessed by who knows you. Put several words together.",
)
NAME: Final = Text(
    ko="계정 이름이나 기관 이름으로 된 비밀번호는 쉽게 알아낼 수 있습니다. 다른 단어 여러 개를 이어 쓰세요.",
    en="This is made of your account's or the office's name, so it is guessed at once. Use several other words.",
)

_ROWS: Final = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz", "0123456789")
_COLUMNS: Final = "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/"
_ZIGZAGS: Final = tuple(
    "".join(map("".join, zip(one, other, strict=False)))
    for upper, lower in pairwise(_ROWS[:4])
    for one, other in ((upper, lower), (lower, upper))
)
_EDGES: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_DATE: Final = r"(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_NUMBERS: Final = re.compile(rf"(?:{_DATE}[1-8][0-9]{{6}}|{_DATE}|(?:\+?82|0)1[016789][0-9]{{7,8}}){{1,3}}")
_DIVIDERS: Final = re.compile(r"[-./()~,]+")


def folded(text: str) -> str:
    """Return the form in which words are compared: NFC, without case and spaces."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def reason_to_refuse(password: str, *, words: Iterable[str] = ()) -> Text | None:
    """Return why the password is too well known, in words for the person; None when it is not.

    `words` are the words of the moment that nobody should take: the account's name, the office's name.
    """
    whole = folded(password)
    keys = keys_of(whole).casefold()  # what the same fingers write with the keyboard on English
    forms, pressed = _forms(whole), _forms(keys)
    names = {name for word in words for name in (folded(word), keys_of(folded(word)).casefold()) if name}
    if (forms | pressed) & names:
        return NAME
    if forms & common():
        return COMMON
    if pressed & typed():
        return TYPED if keys == whole else COMMON
    if pressed & common():
        return SWITCHED
    if any(_simple(form) for form in forms | pressed) or _follows_keyboard(whole) or _follows_keyboard(keys):
        return PATTERN
    return NUMBER if _NUMBERS.fullmatch(_DIVIDERS.sub("", whole)) else None


def _forms(whole: str) -> set[str]:
    """Return what a guesser makes the text from: itself, without what stands around it, and what it repeats."""
    forms = {form for form in (whole, _EDGES.sub("", whole)) if form}
    return forms | {unit for form in forms for unit in (_repeated(form), _EDGES.sub("", _repeated(form))) if unit}


def _simple(form: str) -> bool:
    return len(set(form)) <= 2 or len(form) > 4 >= len(_repeated(form))


def _repeated(text: str) -> str:
    """Return the shortest piece that gives the text by repetition, the last one perhaps cut short."""
    for size in range(1, len(text) // 2 + 1):
        piece = text[:size]
        if (piece * (len(text) // size + 1))[: len(text)] == text:
            return piece
    return text


def _follows_keyboard(text: str) -> bool:
    """Say whether the text is cut from the rows or columns of the keyboard or the alphabet, in either direction."""
    blocks = ["".join(row[:length] for row in _ROWS[:4]) for length in (3, 4, 5, 10, 12)]
    lines = [*_ROWS, *blocks, _COLUMNS, *_ZIGZAGS]
    tracks = [line * 4 for line in lines] + [line[::-1] * 4 for line in lines]
    return all(any(run in track for track in tracks) for run in _runs(text))


def _runs(text: str) -> list[str]:
    """Return the text in runs of five signs (the last five overlap), long enough not to be followed by chance."""
    return [text[start : start + 5] for start in range(0, len(text) - 5, 5)] + [text[-5:]]


@cache
def common() -> frozenset[str]:
    """Return what is guessed first, without case: the 30,000 passwords that leaked most often, and words of our own."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # a megabyte of text: read when the first password is set

    ours = (*_lines("common.txt"), *_lines("korean.txt"))
    return frozenset(map(folded, (*FREQUENCY_LISTS["passwords"], *ours)))


@cache
def typed() -> frozenset[str]:
    """Return the Korean words and phrases as the keys that write them, without case."""
    return frozenset(keys_of(word).casefold() for word in map(folded, _lines("korean.txt")))


def _lines(name: str) -> list[str]:
    text = resources.files("egovframe.auth").joinpath("words", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
