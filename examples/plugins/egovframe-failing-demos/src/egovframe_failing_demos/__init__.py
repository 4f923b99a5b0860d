"""Plug-ins that fail: they raise, hang or talk nonsense, as their setting `how` says. And a scanner of one file."""

import time
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from egovframe.forms.interfaces import (
    Channel,
    Charge,
    Delivery,
    Message,
    PaymentBegun,
    Payments,
    Person,
    Prefill,
    Scanner,
    Standing,
    Verdict,
)
from egovframe.kernel.text import Text

How = Literal["raises", "hangs", "nonsense"]
HowPaid = Literal["raises", "hangs", "nonsense", "wrong-amount", "always-paid", "pays-twice"]
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _fail(how: str, seconds: float) -> None:
    """Fail in that way, unless it is nonsense that is wanted."""
    if how == "raises":
        raise RuntimeError("This plug-in fails, as its settings say.")
    if how == "hangs":
        time.sleep(seconds)


class FailingPrefill(Prefill):
    """A register that fails. `seconds` is how long it hangs."""

    title: ClassVar[Text] = Text(ko="고장 난 등록부", en="A register that fails")

    how: How = "raises"
    seconds: float = 60
    offered: dict[str, str] = Field(default_factory=dict)

    def offers(self) -> Mapping[str, str]:
        """Return what the settings say."""
        return self.offered

    def look_up(self, person: Person, attributes: frozenset[str]) -> Mapping[str, Any]:
        """Fail; nonsense is a value of a kind that nobody expects."""
        _fail(self.how, self.seconds)
        return {attribute: {"who": object()} for attribute in attributes}


class FailingPayments(Payments):
    """A provider of payments that fails, or lies: about the amount, about what it never began, about what is the same.

    `address` is where it sends people to pay, `seconds` how long it hangs.
    """

    title: ClassVar[Text] = Text(ko="고장 난 납부처", en="A provider of payments that fails")

    how: HowPaid = "raises"
    seconds: float = 60
    address: str = "https://pay.invalid/"

    def begin(self, charge: Charge) -> PaymentBegun:
        """Fail, or begin a payment whose id says what it is about; `pays-twice` begins another one each time."""
        _fail(self.how, self.seconds)
        if self.how == "nonsense":
            return None  # type: ignore[return-value]
        again = f".{time.monotonic_ns()}" if self.how == "pays-twice" else ""
        payment = f"{charge.amount}.{charge.currency}.{charge.reference}{again}"
        return PaymentBegun(id=payment, address=self.address)

    def standing(self, payment: str) -> Standing:
        """Fail, or say that it is paid: anything, or all but one of the smallest unit."""
        _fail(self.how, self.seconds)
        if self.how == "nonsense":
            return "paid"  # type: ignore[return-value]
        amount, _, rest = payment.partition(".")
        asked = int(amount) if amount.isdecimal() else 0
        currency = rest.partition(".")[0]
        return Standing(
            state="paid",
            amount=max(0, asked - (self.how == "wrong-amount")),
            currency=currency if len(currency) == 3 and currency.isupper() else "KRW",
        )

    def refund(self, payment: str) -> Standing:
        """Fail, or say that it is given back."""
        return self.standing(payment).model_copy(update={"state": "refunded"})


class FailingChannel(Channel):
    """A channel that fails."""

    title: ClassVar[Text] = Text(ko="고장 난 통지 방법", en="A channel that fails")

    how: How = "raises"
    seconds: float = 60

    def send(self, message: Message) -> Delivery:
        """Fail; nonsense is a delivery without a reference."""
        _fail(self.how, self.seconds)
        return Delivery.model_construct(reference=None)  # type: ignore[arg-type]


class FailingScanner(Scanner):
    """A scanner that fails."""

    title: ClassVar[Text] = Text(ko="고장 난 검사기", en="A scanner that fails")

    how: How = "raises"
    seconds: float = 60

    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Fail; nonsense is a verdict that is none."""
        _fail(self.how, self.seconds)
        return None  # type: ignore[return-value]


class EicarScanner(Scanner):
    """Finds the EICAR test file wherever it begins, and nothing else: a demo, no protection."""

    title: ClassVar[Text] = Text(ko="EICAR 시험 검사기", en="A scanner of the EICAR test file")

    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Look for the test file; see `Scanner.scan`."""
        tail = b""
        found = False
        for piece in content:
            tail += piece
            found = found or EICAR in tail
            tail = tail[-len(EICAR) + 1 :]
        return Verdict(found="Eicar-Test-Signature" if found else "")
