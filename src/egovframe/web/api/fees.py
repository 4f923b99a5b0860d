"""Fees: how the fee of a petition stands, and beginning to pay it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.web.api.body import Body, Line
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import by_key, held
from egovframe.web.api.views import FeeView, fee_view
from egovframe.web.host import site_of

if TYPE_CHECKING:
    from egovframe.forms.fees.model import Payment


class Paying(Body):
    """Through which provider one pays: its name in the settings, as `providers` of the fee says."""

    provider: Line


class PaymentView(TypedDict):
    """A payment that was begun: where the person pays, empty where it turned out to be settled, and how it stands."""

    address: Annotated[str, Field(description="The provider's page; the person comes back to the office from there.")]
    fee: FeeView


@api.post(
    "/petitions/{receipt}/payment",
    holder=True,
    body=Paying,
    gives=PaymentView,
    refuses={403, 404, 409, 421, 429},
)
def begin_payment(call: Call) -> PaymentView:
    """Begin to pay the fee of a petition, or go on where it was begun; its holder does so.

    The office fixed the amount when it received the petition. Sent again it is the same payment.
    """
    site = site_of(call.page)
    with call.work() as work:
        petition = held(call, work) if by_key(call) else work.petitions.mine(call.hole("receipt"))
        payment: Payment = work.fees.begin(petition, call.read(Paying).provider)
    payment, address = call.office.paying.go(
        payment, receipt=petition.receipt, language=call.language, url=lambda path: site + path
    )
    return {"address": address, "fee": fee_view(payment, call.office.paying.providers.all)}
