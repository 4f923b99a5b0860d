"""Names for things: UUIDv7 inside, receipt numbers that can be said on the phone outside.

Receipt numbers have eight random signs and a check sign, from 29 signs that few confuse (no 0/O, 1/I/L, S, U):
29^8 = 5 × 10^11 numbers, drawn at random, so that a number tells nothing about how many there are.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from typing import Final

from egovframe.kernel.errors import EgovError

SIGNS: Final = "23456789ABCDEFGHJKMNPQRTVWXYZ"
"""The 29 signs of receipt numbers; 29 is prime, so the check sign finds every single slip and every swap of two."""

_CONSONANTS: Final = "bdghjkmnprstwyz"
_VOWELS: Final = "aeiou"


class ReceiptInvalid(EgovError):
    """The number is not a receipt number: a sign was mistyped or left out."""

    code = "egov.receipt_invalid"


class _Uuid7:
    """Draws UUIDv7 values (RFC 9562 §5.7) that only grow within this process, also within one millisecond.

    The 12 bits after the time and 14 bits more are a counter that starts at random each millisecond (method 1 of §6.2);
    a clock set back keeps counting in the last millisecond seen.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # owns _last and _count
        self._last = 0
        self._count = 0

    def draw(self) -> str:
        noise = int.from_bytes(os.urandom(10), "big")
        with self._lock:
            now = time.time_ns() // 1_000_000
            if now > self._last:
                self._last = now
                self._count = (noise >> 48) & 0x1FFFFFF  # 25 of 26 bits: room to count up
            else:
                self._count += 1
                if self._count > 0x3FFFFFF:
                    self._last += 1
                    self._count = 0
            stamp, count = self._last, self._count
        value = stamp << 80 | 0x7000 << 64 | (count >> 14) << 64 | 0x2 << 62 | (count & 0x3FFF) << 48
        text = f"{value | (noise & 0xFFFFFFFFFFFF):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_uuid7 = _Uuid7()


def new_id() -> str:
    """Return a new UUIDv7 as text: ids drawn later in this process sort later."""
    return _uuid7.draw()


def _check_sign(signs: str) -> str:
    """Return the sign that makes Σ weight·value ≡ 0 (mod 29), the weights being 2, 3, 4 and so on."""
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(signs, start=2))
    return SIGNS[-total % len(SIGNS)]


def new_receipt() -> str:
    """Return a new receipt number such as `7K4-RM2-X9H`: drawn at random, its last sign checks the others."""
    number = secrets.randbelow(len(SIGNS) ** 8)  # one draw: each is a call to the system that others may overtake
    drawn = []
    for _ in range(8):
        number, place = divmod(number, len(SIGNS))
        drawn.append(SIGNS[place])
    signs = "".join(drawn)
    signs += _check_sign(signs)
    return f"{signs[:3]}-{signs[3:6]}-{signs[6:]}"


def read_receipt(text: str) -> str:
    """Return the receipt number that a person typed or said, in its one written form.

    Case, spaces and hyphens do not matter. Raises ReceiptInvalid when a sign is wrong, missing or too many.
    """
    signs = "".join(text.upper().replace("-", "").split()) if len(text) <= 64 else ""
    if len(signs) != 9 or any(sign not in SIGNS for sign in signs) or _check_sign(signs[:8]) != signs[8]:
        raise ReceiptInvalid(
            "This is not a receipt number.",
            hint="It has nine letters and digits, like 7K4-RM2-X9H; compare it with your receipt.",
        )
    return f"{signs[:3]}-{signs[3:6]}-{signs[6:]}"


def words_key(noise: bytes) -> str:
    """Return a holder's key that can be read aloud, such as `mapa-nuri-soda-kebi-7291`, from 16 bytes or more of noise.

    Four words of two syllables (75 possible syllables each) and four digits hold 63 bits.
    """
    value = int.from_bytes(noise[:16], "big")
    words = []
    for _ in range(4):
        word = ""
        for _ in range(2):
            value, syllable = divmod(value, 75)
            word += _CONSONANTS[syllable // 5] + _VOWELS[syllable % 5]
        words.append(word)
    return "-".join([*words, f"{value % 10_000:04d}"])


def new_token() -> str:
    """Return a new secret of 256 bits for sessions and bearer tokens, safe in URLs and cookies."""
    return secrets.token_urlsafe(32)
