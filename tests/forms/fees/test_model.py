"""A payment as it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from egovframe.forms.fees.model import STATES, Payment, PaymentState


def test_every_state_has_words_in_both_languages() -> None:
    """A person reads how a fee stands."""
    assert set(STATES) == set(get_args(PaymentState))
    assert all(set(words.as_dict()) == {"ko", "en"} for words in STATES.values())


@pytest.mark.parametrize("state", get_args(PaymentState))
def test_only_what_is_open_or_ended_unpaid_can_be_paid(state: PaymentState) -> None:
    """What is paid, given back or to be looked into is not paid again."""
    payment = Payment("1", "2", 5_000, "KRW", state)
    assert payment.payable == (state in {"due", "pending", "failed", "expired"})
    assert payment.money("ko") == "5,000원"
    assert payment.title == STATES[state]
    assert not payment.taken_up
    assert not payment.refundable
    assert replace(payment, reference="x").taken_up == (state == "pending")
    assert replace(payment, reference="x").refundable == (state in {"paid", "disputed"})
