"""The verbs of fees (`work.fees`): what a petition costs and how that stands, and the steps of paying it.

The amount is fixed when the petition is received, in the same transaction, from answers that were checked; nobody can
send another. No verb speaks with a provider: `egovframe.forms.fees.paying` does so between two units of work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import store as forms_store
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.fees import facts, store
from egovframe.forms.fees.model import AGAIN, NothingToPay
from egovframe.forms.fees.money import money
from egovframe.forms.permissions import REFUND
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.fees.model import Payment, PaymentState
    from egovframe.forms.form import Form
    from egovframe.forms.interfaces import Standing
    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

LAW: Final = "지방자치법 제154조"
_SETTLED: Final[Mapping[str, FactType]] = {
    "paid": facts.PAID,
    "failed": facts.FAILED,
    "expired": facts.EXPIRED,
    "disputed": facts.DISPUTED,
    "refunded": facts.REFUNDED,
}


def fix(work: UnitOfWork, forms: Forms, row: Row, form: Form, fee: Fee) -> None:
    """Fix what a petition costs, as it is received; the receipt waits for nobody who takes the money (법9)."""
    amount = fee.due(form)
    case = {"form": row["form"], "unit": row["unit"]}
    if amount == 0:
        work.note(facts.FREE, object=object_of(row), subjects=subjects_of(row), basis=forms.basis(LAW), details=case)
        return
    values = _new(row["id"], amount, fee.currency, made=instant(work.at))
    store.add(work, values)
    _note(work, forms, facts.DUE, row, values)


class Fees:
    """What petitions cost, as the person at work may see it, pay it and give it back."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ looking

    def of(self, petition: Petition[Any]) -> Payment | None:
        """Return the fee of a petition that the actor was just shown, None where it costs nothing or was imported."""
        rows = store.of_petition(self._work.conn, petition.id)
        return store.payment(rows[-1]) if rows else None

    # ------------------------------------------------------------------ paying

    def begin(self, petition: Petition[Any], provider: str) -> Payment:
        """Begin to pay the fee of a petition, for its holder, through one of the providers of the settings.

        One that its provider took up goes on there, whichever is chosen, as long as the settings name it; one that
        failed or expired is begun anew. Raises NotFound for who does not hold the petition, Invalid for a provider
        that there is not, NothingToPay where there is no fee, it is settled, or the petition is decided.
        """
        work = self._work
        if not self._forms.at(work).holds(petition):
            raise NotFound("No petition of yours has this number.", hint="Show the key of your receipt first.")
        rows = store.of_petition(work.conn, petition.id)
        if not rows or not petition.open or not store.payment(rows[-1]).payable:
            raise NothingToPay("There is nothing to pay for this petition.", hint="Look at how it stands.")
        known = self._forms.payments.all if self._forms.payments is not None else {}
        last = rows[-1]
        if last["state"] == "pending" and last["provider"] in known:
            kept = last["provider_id"] is not None  # else nobody was shown where to pay: another provider may do
            if kept or provider in (last["provider"], "") or provider not in known:
                return store.payment(last)
        if provider not in known:
            words = Text(ko="납부 방법을 고르세요.", en="Choose how you pay.")
            raise Invalid("There is no such provider.", faults=[Fault("provider", words)])
        begun = {"state": "pending", "provider": provider, "provider_id": None, "begun": instant(work.at)}
        if last["state"] in AGAIN:
            row: store.Row = {**_new(petition.id, last["amount"], last["currency"], made=instant(work.at)), **begun}
            store.add(work, dict(row))
        else:
            row = store.change(work, last, begun)
        self._note(facts.BEGUN, row)
        return store.payment(row)

    def taken_up(self, payment_id: str, reference: str, *, by: str) -> Payment:
        """Keep the name that the provider `by` gave a payment, for the office itself.

        Where another provider was chosen meanwhile, or the payment is settled, it stays as it is.
        """
        self._need_office()
        row, _ = self._found(payment_id)
        if row["state"] != "pending" or row["provider"] != by or row["provider_id"] == reference:
            return store.payment(row)
        row = store.change(self._work, row, {"provider_id": reference})
        self._note(facts.TAKEN_UP, row)
        return store.payment(row)

    def settle(self, payment_id: str, standing: Standing) -> Payment:
        """Keep what the provider says of a pending payment, for the office itself.

        One that is paid over another amount or currency than the fee is not paid, but to be looked into.
        """
        self._need_office()
        row, _ = self._found(payment_id)
        if row["state"] != "pending" or standing.state == "pending":
            return store.payment(row)
        state: PaymentState = standing.state
        if state == "paid" and (standing.amount, standing.currency) != (row["amount"], row["currency"]):
            state = "disputed"
        row = store.change(self._work, row, {"state": state, "settled": instant(self._work.at)})
        said = {"amount": money(standing.amount, standing.currency, "en")} if state in ("disputed", "refunded") else {}
        self._note(_SETTLED[state], row, **said)
        return store.payment(row)

    # ------------------------------------------------------------------ giving back

    def refundable(self, receipt: str, reason: str) -> Payment:
        """Return what was paid for a petition to whoever may give it back. Needs `payment.refund`.

        Another amount than the fee can be given back as well. Raises Invalid without a reason, NothingToPay where
        nothing was paid or all was given back, and what `petitions.get` raises.
        """
        petition = self._forms.at(self._work).get(receipt)
        row = forms_store.by_id(self._work.conn, petition.id)
        assert row is not None  # noqa: S101 - it was just read
        self._work.need(REFUND.name, unit=row["unit"], form=row["form"], owner=row["handler"])
        if not reason.strip():
            words = Text(ko="왜 환불하는지 적으세요.", en="Say why the fee is given back.")
            raise Invalid("A refund needs a reason.", faults=[Fault("reason", words)])
        payment = self.of(petition)
        if payment is None or not payment.refundable:
            raise NothingToPay("No fee was paid for this petition.", hint="Look at how it stands.")
        return payment

    def refunded(self, receipt: str, reason: str, standing: Standing) -> Payment:
        """Keep that the provider gave back what was paid. Needs `payment.refund`; raises what `refundable` raises.

        What was another amount than the fee has paid no fee: of a petition that is open it is then due again.
        """
        payment = self.refundable(receipt, reason)
        if standing.state != "refunded":
            raise Conflict("The provider did not give the fee back.", hint="Ask the provider what became of it.")
        row = store.change(
            self._work,
            self._found(payment.id)[0],
            {"state": "refunded", "settled": instant(self._work.at)},
        )
        given = money(standing.amount, standing.currency, "en")
        self._note(facts.REFUNDED, row, amount=given, reason=reason.strip()[:1000])
        case = self._found(payment.id)[1]
        if payment.state == "disputed" and case["decided"] is None:
            due = _new(payment.petition, payment.amount, payment.currency, made=instant(self._work.at))
            store.add(self._work, due)
            _note(self._work, self._forms, facts.DUE, case, due)
        return store.payment(row)

    # ------------------------------------------------------------------ inside

    def _found(self, payment_id: str) -> tuple[store.Row, Row]:
        row = store.by_id(self._work.conn, payment_id)
        case = None if row is None else forms_store.by_id(self._work.conn, row["petition"])
        if row is None or case is None:
            raise NotFound("There is no such payment.", hint="Look at how the petition stands.")
        return row, case

    def _need_office(self) -> None:
        if self._work.actor.kind != "system":
            raise Forbidden(
                "Only the office itself keeps what a provider says.", hint="Let the office ask.", permission=REFUND.name
            )

    def _note(self, fact: FactType, row: store.Row, **private: str) -> None:
        case = self._found(row["id"])[1]
        _note(self._work, self._forms, fact, case, row, provider=row["provider"] or "", private=private)


def _note(
    work: UnitOfWork,
    forms: Forms,
    fact: FactType,
    case: Row,
    row: store.Row,
    *,
    private: Mapping[str, str] | None = None,
    **details: str,
) -> None:
    work.note(
        fact,
        object=object_of(case),
        subjects=subjects_of(case),
        basis=forms.basis(LAW),
        details={"form": case["form"], "unit": case["unit"], "payment": row["id"], **details},
        private={"amount": money(row["amount"], row["currency"], "en"), **(private or {})},
    )


def _new(petition_id: str, amount: int, currency: str, *, made: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "petition": petition_id,
        "amount": amount,
        "currency": currency,
        "state": "due",
        "provider": None,
        "provider_id": None,
        "made": made,
        "begun": None,
        "settled": None,
    }
