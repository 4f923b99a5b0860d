"""Names for things: UUIDv7 that only grow, and receipt numbers that survive a telephone."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel import ids
from egovframe.kernel.ids import SIGNS, ReceiptInvalid, new_id, new_receipt, new_token, read_receipt, words_key

receipts = st.text(SIGNS, min_size=8, max_size=8).map(lambda signs: signs + ids._check_sign(signs))


def test_ids_are_uuid_version_7() -> None:
    """RFC 9562 §5.7: 48 bits of milliseconds, version 7, variant 10, in the usual text."""
    before = time.time_ns() // 1_000_000
    text = new_id()
    parsed = uuid.UUID(text)
    assert str(parsed) == text
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert before <= parsed.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_ids_drawn_later_sort_later() -> None:
    """Thousands within a millisecond too (RFC 9562 §6.2), and none twice from threads at once."""
    drawn = [new_id() for _ in range(20_000)]
    assert drawn == sorted(set(drawn))
    with ThreadPoolExecutor(4) as threads:
        batches = list(threads.map(lambda _: [new_id() for _ in range(2_000)], range(4)))
    assert all(batch == sorted(batch) for batch in batches)
    assert len({one for batch in batches for one in batch}) == 8_000


def test_a_clock_set_back_or_a_full_millisecond_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids go on growing from the last millisecond seen."""
    maker = ids._Uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 5_000_000_000)
    drawn = [maker.draw()]
    monkeypatch.setattr(time, "time_ns", lambda: 4_000_000_000)
    drawn += [maker.draw() for _ in range(3)]
    maker._count = 0x3FFFFFE
    drawn += [maker.draw() for _ in range(3)]
    assert drawn == sorted(set(drawn))
    assert {uuid.UUID(one).version for one in drawn} == {7}
    assert uuid.UUID(drawn[-1]).int >> 80 == 5_001


@given(receipts, st.data())
def test_every_single_slip_is_found(number: str, data: st.DataObject) -> None:
    """One sign mistyped, at any place and as any other sign."""
    assert read_receipt(number).replace("-", "") == number
    place = data.draw(st.integers(0, 8))
    for sign in SIGNS.replace(number[place], ""):
        with pytest.raises(ReceiptInvalid):
            read_receipt(number[:place] + sign + number[place + 1 :])


@given(receipts)
def test_every_swap_of_two_is_found(number: str) -> None:
    """Two different signs exchanged, neighbours or not, the check sign among them."""
    for one, other in combinations(range(9), 2):
        if number[one] == number[other]:
            continue
        signs = list(number)
        signs[one], signs[other] = signs[other], signs[one]
        with pytest.raises(ReceiptInvalid):
            read_receipt("".join(signs))


def test_a_number_is_read_however_it_was_typed() -> None:
    """Case, spaces and hyphens do not matter; the one written form comes back."""
    number = new_receipt()
    assert len(number) == 11
    for typed in (number.lower(), number.replace("-", ""), f"  {' '.join(number)}\n"):
        assert read_receipt(typed) == number


def test_every_sign_stands_at_every_place() -> None:
    """Drawn from all 29^8 numbers: of 2,000 each sign is seen at each of the eight places."""
    drawn = [new_receipt().replace("-", "") for _ in range(2_000)]
    assert [{number[place] for number in drawn} for place in range(8)] == [set(SIGNS)] * 8


@pytest.mark.parametrize("text", ["", "7K4-RM2", "OOO-OOO-OOO", "7K4-RM2-X9HH", "２２２２２２２２２", "2" * 1_000_000])
def test_what_is_no_number_is_refused(text: str) -> None:
    """Missing or foreign signs, and a flood of them, get the same plain answer."""
    with pytest.raises(ReceiptInvalid, match=r"^This is not a receipt number\."):
        read_receipt(text)


@given(st.binary(min_size=16, max_size=32))
def test_a_holders_key_can_be_read_aloud(noise: bytes) -> None:
    """Four words of two syllables and four digits; the same noise gives the same key."""
    *words, digits = words_key(noise).split("-")
    assert len(words) == 4
    assert all(len(word) == 4 and word[1] in "aeiou" and word[3] in "aeiou" for word in words)
    assert digits.isdecimal()
    assert len(digits) == 4
    assert words_key(noise[:16]) == words_key(noise)


def test_tokens_hold_256_bits_and_fit_a_cookie() -> None:
    """43 signs of the URL-safe alphabet, never twice."""
    tokens = {new_token() for _ in range(64)}
    assert len(tokens) == 64
    assert all(len(token) == 43 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)
