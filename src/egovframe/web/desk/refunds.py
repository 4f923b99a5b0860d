"""Giving the fee of a petition back, by an officer who may; the provider is asked between two units of work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from egovframe.forms.fees.model import NothingToPay, PaymentUnavailable
from egovframe.forms.interfaces import NotPayable
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.text import Text
from egovframe.web.desk.case import case_page
from egovframe.web.endpoint import Routes
from egovframe.web.tried import Tried

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-refunds", prefix="/desk/petitions")

_LONGEST: Final = 1_000
_LATER: Final = Text(
    ko="납부처가 지금 답하지 않습니다. 잠시 뒤에 다시 하세요.",
    en="The provider gives no answer just now. Try again later.",
)
_NEVER: Final = Text(
    ko="납부처가 환불하지 않습니다. 납부처에 직접 확인하세요.",
    en="The provider does not give it back. Ask the provider.",
)
_NOTHING: Final = Text(
    ko="돌려줄 것이 없습니다. 낸 적이 없거나 이미 환불했습니다. 지금 상태는 아래와 같습니다.",
    en="There is nothing to give back: nothing was paid, or it was given back already. This is how it stands now.",
)


@routes.post("/{receipt}/refund", may="payment.refund")
def refund(page: Page) -> Response:
    """Give the fee back, whole; the reason stays with the fact."""
    receipt, reason = page.params["receipt"], page.form.text("reason", most=_LONGEST)
    why = "fee given back at the desk"
    try:
        page.office.paying.refund(receipt, reason, look=partial(page.look, why), work=partial(page.work, why))
    except Invalid as invalid:
        words, code = Text.of(invalid.faults[0].message), 422
    except PaymentUnavailable:
        words, code = _LATER, 503
    except NotPayable:
        words, code = _NEVER, 409
    except NothingToPay:
        tried = Tried("refund", {"reason": reason}, why=_NOTHING.in_(page.language))
        return case_page(page, receipt, status=409, tried=tried)
    except Conflict:
        return case_page(page, receipt, status=409, tried=Tried("refund", {"reason": reason}, overtaken=True))
    else:
        return page.redirect(f"/desk/petitions/{receipt}?done=refunded")
    tried = Tried("refund", {"reason": reason}, {"reason": words.in_(page.language)})
    return case_page(page, receipt, status=code, tried=tried)
