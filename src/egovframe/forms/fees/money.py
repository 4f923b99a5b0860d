"""Amounts of money as whole numbers of the smallest unit of their currency, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NONE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"
_FOUR: Final = "CLF UYW"
EXPONENTS: Final[Mapping[str, int]] = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
    **dict.fromkeys(_FOUR.split(), 4),
}
"""How many decimals a currency has (ISO 4217), where it has not two."""


def exponent(currency: str) -> int:
    """Return how many decimals a currency has."""
    return EXPONENTS.get(currency, 2)


def money(amount: int, currency: str, language: str) -> str:
    """Return an amount as a person reads it: `5,000원`, `KRW 5,000`, `EUR 12.50`."""
    decimals = exponent(currency)
    whole, part = divmod(abs(amount), 10**decimals)
    number = f"{'-' if amount < 0 else ''}{whole:,}" + (f".{part:0{decimals}}" if decimals else "")
    return f"{number}원" if currency == "KRW" and language == "ko" else f"{currency} {number}"
