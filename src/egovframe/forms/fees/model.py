"""A payment as a frozen value, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Literal

from egovframe.forms.fees.money import money
from egovframe.kernel.errors import Conflict, EgovError
from egovframe.kernel.text import Text

PaymentState = Literal["due", "pending", "paid", "failed", "expired", "disputed", "refunded"]

STATES: Final[Mapping[str, Text]] = {
    "due": Text(ko="납부 전", en="to be paid"),
    "pending": Text(ko="납부 확인 중", en="not confirmed yet"),
    "paid": Text(ko="납부함", en="paid"),
    "failed": Text(ko="납부 실패", en="payment failed"),
    "expired": Text(ko="납부 시한 지남", en="payment expired"),
    "disputed": Text(ko="금액 확인 필요", en="amount to be looked into"),
    "refunded": Text(ko="환불함", en="given back"),
}
"""How a fee stands, in words."""
AGAIN: Final = frozenset({"failed", "expired"})
"""States after which a fee can be paid anew."""


class NothingToPay(Conflict):
    """There is nothing to pay or to give back, or not any more."""

    code: ClassVar[str] = "forms.nothing_to_pay"


class PaymentUnavailable(EgovError):
    """The provider cannot be asked now; the fee can be paid, or given back, later. It delays nothing."""

    code: ClassVar[str] = "forms.payment_unavailable"


@dataclass(frozen=True, slots=True)
class Payment:
    """The fee of a petition as it stands: `amount` in the smallest unit of `currency`, by which provider, since when.

    `reference` is what the provider calls it, None until it took the payment up.
    """

    id: str
    petition: str
    amount: int
    currency: str
    state: PaymentState
    provider: str | None = None
    reference: str | None = None
    begun: datetime | None = None
    settled: datetime | None = None

    @property
    def payable(self) -> bool:
        """Whether it can be paid now, or anew."""
        return self.state in ("due", "pending", *AGAIN)

    @property
    def taken_up(self) -> bool:
        """Whether a provider has it now, so that it goes on there and nowhere else."""
        return self.state == "pending" and self.reference is not None

    @property
    def refundable(self) -> bool:
        """Whether money was paid that can be given back, be it the fee or another amount."""
        return self.state in ("paid", "disputed") and self.reference is not None

    @property
    def title(self) -> Text:
        """How it stands, in words."""
        return STATES[self.state]

    def money(self, language: str) -> str:
        """Return the amount as a person reads it."""
        return money(self.amount, self.currency, language)
