"""A provider that does what a test wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import ConfigDict, Field

from egovframe.forms.fees.providers import Provider, Providers
from egovframe.forms.interfaces import Charge, NotPayable, PaymentBegun, Payments, Standing, UnknownPayment
from egovframe.kernel import crypto
from egovframe.kernel.text import Text


class Strange(Payments):
    """Knows every payment; `how` says what it does when it is asked, `state` how everything stands."""

    model_config = ConfigDict(frozen=False)

    title: ClassVar[Text] = Text(en="A strange provider")
    how: str = "answers"
    state: Any = "pending"
    before: Callable[[], object] | None = None
    charges: list[Charge] = Field(default_factory=list)

    def begin(self, charge: Charge) -> PaymentBegun:
        """Takes the charge."""
        self.charges.append(charge)
        self._do()
        return PaymentBegun(id=f"s-{charge.reference}", address="https://pay.example/1")

    def standing(self, payment: str) -> Standing:
        """Says how everything stands."""
        self._do()
        return Standing(state=self.state, amount=1_800, currency="KRW")

    def refund(self, payment: str) -> Standing:
        """Gives nothing back."""
        self._do()
        return Standing(state=self.state, amount=1_800, currency="KRW")

    def _do(self) -> None:
        if self.before is not None:
            self.before()
        if self.how == "raises":
            raise RuntimeError("secret-of-hong")
        if self.how == "refuses":
            raise NotPayable("Never.")
        if self.how == "forgets":
            raise UnknownPayment("Never heard of it.")


def providers(plugin: Payments, *, sign: bytes, seconds: float = 5) -> Providers:
    """One provider, called `card`."""
    provider = Provider("card", Text(ko="카드", en="Card"), plugin, seconds=seconds)
    return Providers([provider], sign=lambda data: crypto.mac(sign * 32, data))
