"""Amounts as people read them."""

from __future__ import annotations

import pytest

from egovframe.forms.fees.money import exponent, money


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        (5_000, "KRW", "ko", "5,000원"),
        (5_000, "KRW", "en", "KRW 5,000"),
        (1_250, "EUR", "ko", "EUR 12.50"),
        (5, "USD", "en", "USD 0.05"),
        (1_234_567, "KWD", "en", "KWD 1,234.567"),
        (-1_250, "EUR", "en", "EUR -12.50"),
        (0, "PYG", "en", "PYG 0"),
        (12_345, "CLF", "en", "CLF 1.2345"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(amount: int, currency: str, language: str, said: str) -> None:
    """ISO 4217: none for won and guaraní, two for most, three for the dinar, four for the Chilean unit of account."""
    assert money(amount, currency, language) == said


def test_what_is_not_listed_has_two_decimals() -> None:
    """Most currencies have cents."""
    assert (exponent("SEK"), exponent("JPY"), exponent("TND")) == (2, 0, 3)
