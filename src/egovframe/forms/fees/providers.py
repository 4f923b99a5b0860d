"""The providers through which fees are paid, each asked within its time (`egovframe.kernel.patience`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING, TypeVar

from egovframe.forms.fees.model import PaymentUnavailable
from egovframe.forms.interfaces import Charge, NotPayable, PaymentBegun, Payments, Standing, UnknownPayment
from egovframe.kernel.canonical import b64
from egovframe.kernel.errors import EgovError
from egovframe.kernel.patience import NoAnswer, Outsider

if TYPE_CHECKING:
    from egovframe.kernel.text import Text

Sign = Callable[[bytes], bytes]
A = TypeVar("A", PaymentBegun, Standing)


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as the settings name it: its title, and for how many seconds it is waited."""

    name: str
    title: Text
    plugin: Payments
    seconds: float = 5.0


class Providers:
    """All providers of the office, by name. `sign` is the office's own MAC. Safe to use from several threads."""

    def __init__(self, providers: Iterable[Provider] = (), *, sign: Sign) -> None:
        self.all: Mapping[str, Provider] = {each.name: each for each in providers}
        self._sign = sign
        self._outside = {name: Outsider(f"payments {name}", seconds=each.seconds) for name, each in self.all.items()}

    # ------------------------------------------------------------------ asking

    def begin(self, name: str, charge: Charge) -> PaymentBegun:
        """Begin a payment. Raises NotPayable, and PaymentUnavailable for everything else that goes wrong."""
        return self._ask(name, PaymentBegun, lambda plugin: plugin.begin(charge), NotPayable)

    def standing(self, name: str, payment: str) -> Standing:
        """Ask how a payment stands. Raises UnknownPayment, and PaymentUnavailable for everything else."""
        return self._ask(name, Standing, lambda plugin: plugin.standing(payment), UnknownPayment)

    def refund(self, name: str, payment: str) -> Standing:
        """Give a payment back. Raises NotPayable, UnknownPayment, and PaymentUnavailable for everything else."""
        return self._ask(name, Standing, lambda plugin: plugin.refund(payment), NotPayable, UnknownPayment)

    def _ask(self, name: str, kind: type[A], question: Callable[[Payments], A], *refusals: type[EgovError]) -> A:
        provider = self.all.get(name)
        if provider is None:
            raise _unavailable()
        answer = self._outside[name].ask(lambda: question(provider.plugin), refusals=refusals)
        try:
            said = answer()
        except NoAnswer:
            raise _unavailable() from None
        if not isinstance(said, kind):
            raise _unavailable()
        return said

    # ------------------------------------------------------------------ coming back

    def ticket(self, payment_id: str) -> str:
        """Return what stands in the address to which a provider sends the person back; nobody else can make one."""
        return f"{payment_id}.{b64(self._sign(payment_id.encode())[:16])}"

    def read(self, ticket: str) -> str | None:
        """Return the payment that a ticket is of, or None for one that is not ours."""
        payment_id = ticket.partition(".")[0]
        if not ticket.isascii() or not compare_digest(self.ticket(payment_id), ticket):
            return None
        return payment_id


def _unavailable() -> PaymentUnavailable:
    return PaymentUnavailable("The provider gives no answer just now.", hint="Try again in a few minutes.")
