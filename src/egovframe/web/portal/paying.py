"""Paying the fee of a petition: begun on the progress page, paid at the provider, and looked at when one comes back.

The way to the provider is a link on a page of ours, so that people see where they go; a form that led there would be
stopped by our own content security policy. The address to come back to carries a ticket and no key: it tells how the
payment stands, and nothing of the petition but its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from egovframe.forms.fees.model import NothingToPay, PaymentUnavailable
from egovframe.forms.fees.money import money
from egovframe.forms.interfaces import NotPayable
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.host import site_of
from egovframe.web.portal import status
from egovframe.web.portal.holder import given, held
from egovframe.web.tried import Tried

if TYPE_CHECKING:
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.fees.model import Payment
    from egovframe.forms.form import Form
    from egovframe.forms.model import Petition
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-paying")

_LATER = Text(
    ko="납부처가 지금 답하지 않습니다. 잠시 뒤에 다시 해 보세요. 민원은 접수되었고, 수수료 때문에 늦어지지 않습니다.",
    en="The provider gives no answer just now. Try again later. Your petition is received; the fee delays nothing.",
)
_REFUSED = Text(
    ko="이 납부처로는 낼 수 없습니다. 다른 방법을 고르거나 담당자에게 물어보세요.",
    en="This provider does not take the payment. Choose another way to pay, or ask whoever handles your petition.",
)


@routes.post("/status/pay", public=True)
def pay(page: Page) -> Response:
    """Begin to pay the fee of a petition, for its holder, and show the way to the provider."""
    site = site_of(page)
    receipt, known = given(page)
    provider = page.form.get("provider")[:100]
    try:
        with page.work("payment begun by the holder on the portal") as work:
            petition = held(page, work, receipt, known)
            payment = work.fees.begin(petition, provider)
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return status.with_petition(page, receipt, known, tried=Tried("pay", {}, faults), code=422)
    except Conflict as conflict:  # NothingToPay, or somebody began it at the same moment
        tried = Tried("pay", {}, overtaken=isinstance(conflict, NothingToPay))
        return status.with_petition(page, receipt, known, tried=tried, code=409)
    except NotFound:  # the phone number shows the petition, but only the key pays its fee
        return status.asked(page, receipt=receipt, unknown=True)
    return _go(page, petition, payment, known, site=site)


def _go(page: Page, petition: Petition[Any], payment: Payment, known: str, *, site: str) -> Response:
    """Begin the payment with its provider and show the way there, or the petition with what stands in the way."""
    receipt = petition.receipt
    try:
        payment, address = page.office.paying.go(
            payment, receipt=receipt, language=page.language, url=lambda path: site + path
        )
    except (PaymentUnavailable, NotPayable) as error:
        words, code = (_LATER, 503) if isinstance(error, PaymentUnavailable) else (_REFUSED, 409)
        tried = Tried("pay", {}, {"provider": words.in_(page.language)})
        return status.with_petition(page, receipt, known, tried=tried, code=code)
    if not address:  # it turned out to be settled
        return status.with_petition(page, receipt, known)
    return page.render(
        "portal/pay.html",
        petition=petition,
        known=known,
        amount=payment.money(page.language),
        provider=page.office.paying.providers.all[payment.provider].title,
        host=urlsplit(address).hostname or "",
        address=address,
    )


@routes.get("/payments/{ticket}", public=True)
def come_back(page: Page) -> Response:
    """Show how a payment stands to whom the provider sent back; the provider itself is asked, the address is not."""
    payment, receipt = page.office.paying.come_back(page.params["ticket"])
    return page.render(
        "portal/payment.html",
        payment=payment,
        receipt=receipt,
        amount=payment.money(page.language),
        again=page.path,
    )


def costs(fee: Fee | None, form: Form, language: str) -> str:
    """Return what a petition with these answers will cost, in words; empty for nothing."""
    due = 0 if fee is None else fee.due(form)
    return money(due, fee.currency, language) if fee is not None and due else ""
