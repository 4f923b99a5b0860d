"""Paying a fee: what the office says to a provider and hears from it, each between two units of work.

No transaction is open while a provider is asked. A crash in between loses nothing: a payment begun again has the same
reference, and how it stands is asked again, by whoever comes back and by the office itself every so often.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from egovframe.forms import store as forms_store
from egovframe.forms.fees import store
from egovframe.forms.fees.model import NothingToPay, PaymentUnavailable
from egovframe.forms.interfaces import Charge, NotPayable, Standing, UnknownPayment
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from egovframe.forms.fees.model import Payment
    from egovframe.forms.fees.providers import Providers
    from egovframe.kernel.database import Database

log = get_logger("egovframe.forms.fees")

BATCH: Final = 200
PATH: Final = "/payments/"
"""Where people come back to, before the ticket."""
_SYSTEM: Final = "payments"
_WORDS: Final = {"ko": "민원 수수료 {receipt}", "en": "Petition fee {receipt}"}

Open = Callable[[], AbstractContextManager[Any]]


class Place(Protocol):
    """What paying needs of the office."""

    @property
    def database(self) -> Database:
        """The database."""

    def work(self, *, by: Actor, why: str = "") -> AbstractContextManager[Any]:
        """Open a unit of work."""


@dataclass(frozen=True, slots=True)
class Paying:
    """Speaks with the providers of one office."""

    office: Place
    providers: Providers

    def go(self, payment: Payment, *, receipt: str, language: str, url: Callable[[str], str]) -> tuple[Payment, str]:
        """Begin a payment with its provider; return it, with the address to pay on.

        The address is empty for a payment that turns out to be settled, or to go on elsewhere. `url` makes a path of
        this office absolute. Raises NotPayable for what the provider never takes, PaymentUnavailable when it cannot be
        asked now.
        """
        if payment.reference is not None:
            payment = self.ask(payment.id)
            if payment.state != "pending":
                return payment, ""
        charge = Charge(
            reference=payment.id,
            amount=payment.amount,
            currency=payment.currency,
            description=_WORDS.get(language, _WORDS["en"]).format(receipt=receipt),
            language=language,
            back=url(PATH + self.providers.ticket(payment.id)),
        )
        try:
            begun = self.providers.begin(payment.provider or "", charge)
        except NotPayable:
            self._settle(payment.id, Standing(state="failed", amount=payment.amount, currency=payment.currency))
            raise
        with self._work("payment taken up") as work:
            kept: Payment = work.fees.taken_up(payment.id, begun.id, by=payment.provider)
        # Nobody pays where the office does not ask: another provider may have been chosen while this one was asked.
        return kept, begun.address if kept.taken_up and kept.reference == begun.id else ""

    def ask(self, payment_id: str) -> Payment:
        """Ask the provider how a payment stands, keep it, and return the payment.

        What the provider does not know any more has failed. Raises NotFound, and PaymentUnavailable when the provider
        cannot be asked now.
        """
        row = self._row(payment_id)
        if row["state"] == "pending" and row["provider_id"] is not None:
            try:
                standing = self.providers.standing(row["provider"], row["provider_id"])
            except UnknownPayment:
                standing = Standing(state="failed", amount=row["amount"], currency=row["currency"])
            if standing.state != "pending":
                return self._settle(payment_id, standing)
        return store.payment(row)

    def come_back(self, ticket: str) -> tuple[Payment, str]:
        """Return the payment of a ticket as it stands now, and the receipt number of its petition.

        The provider is asked itself: nothing that came with the address is believed. While it cannot be asked, the
        payment stands as it did. Raises NotFound for a ticket that the office did not make.
        """
        payment_id = self.providers.read(ticket)
        if payment_id is None:
            raise _unknown()
        try:
            payment = self.ask(payment_id)
        except PaymentUnavailable:
            payment = store.payment(self._row(payment_id))
        with self.office.database.read() as conn:
            case = forms_store.by_id(conn, payment.petition)
        assert case is not None  # noqa: S101 - the database holds the reference
        return payment, str(case["receipt"])

    def ask_pending(self) -> int:
        """Ask how each pending payment stands; return how many are settled now. A silent provider is asked later."""
        settled, after = 0, ""
        silent: set[str] = set()
        while True:
            with self.office.database.read() as conn:
                rows = store.pending(conn, after=after, limit=BATCH)
            if not rows:
                return settled
            for row in rows:
                if row["provider"] in silent:
                    continue
                try:
                    settled += self.ask(row["id"]).state != "pending"
                except PaymentUnavailable:
                    silent.add(row["provider"])
            after = rows[-1]["id"]

    def refund(self, receipt: str, reason: str, *, look: Open, work: Open) -> Payment:
        """Give the fee of a petition back; `look` and `work` open units of work of the officer who does it.

        Raises what `fees.refundable` raises, NotPayable where the provider does not give it back, PaymentUnavailable,
        and Conflict where somebody else gave it back meanwhile.
        """
        with look() as unit:
            payment = unit.fees.refundable(receipt, reason)
        try:
            standing = self.providers.refund(payment.provider, payment.reference)
        except UnknownPayment as unknown:
            raise NotPayable("The provider does not know this payment.", hint="Ask the provider.") from unknown
        if standing.state != "refunded":
            raise NotPayable("The provider did not give the fee back.", hint="Ask the provider what became of it.")
        with work() as unit:
            try:
                refunded: Payment = unit.fees.refunded(receipt, reason, standing)
            except NothingToPay as nothing:  # there was something, a moment ago
                raise Conflict("Somebody else gave the fee back.", hint="Look at how the petition stands.") from nothing
            return refunded

    def _settle(self, payment_id: str, standing: Standing) -> Payment:
        """Keep what a provider said; somebody who kept it meanwhile is right as well."""
        try:
            with self._work("payment settled") as work:
                settled: Payment = work.fees.settle(payment_id, standing)
                return settled
        except Conflict:
            return store.payment(self._row(payment_id))

    def _row(self, payment_id: str) -> store.Row:
        with self.office.database.read() as conn:
            row = store.by_id(conn, payment_id)
        if row is None:
            raise _unknown()
        return row

    def _work(self, why: str) -> AbstractContextManager[Any]:
        return self.office.work(by=Actor.system(_SYSTEM), why=why)


def _unknown() -> NotFound:
    return NotFound("There is no such payment.", hint="Look at how the petition stands.")
