"""The page of the demo provider: it says that it is a demo, and whoever presses the button has paid.

It is there only in an office whose settings name the demo, which one of the profile `production` never does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args
from urllib.parse import urlsplit

from egovframe.forms.builtin.demo_payments import DemoPayments, Ending
from egovframe.forms.fees.money import money
from egovframe.forms.interfaces import UnknownPayment
from egovframe.kernel.errors import NotFound
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.forms.interfaces import Standing
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-demo-payments", prefix="/demo-payments")

_ENDINGS: Final[dict[str, Ending]] = {each: each for each in get_args(Ending)}


@routes.get("/{payment}", public=True)
def show(page: Page) -> Response:
    """Show what would be paid, and what can be pretended."""
    payment = page.params["payment"]
    _, stands = _demo(page, payment)
    return page.render(
        "portal/demo-payment.html",
        payment=payment,
        stands=stands,
        amount=money(stands.amount, stands.currency, page.language),
    )


@routes.post("/{payment}", public=True)
def end(page: Page) -> Response:
    """Pretend that it was paid, that it failed, or that time ran out, and go back to the office."""
    payment = page.params["payment"]
    demo, _ = _demo(page, payment)
    how = _ENDINGS.get(page.form.get("how"))
    if how is None:
        return show(page)
    demo.end(payment, how)
    return page.redirect(urlsplit(demo.back(payment)).path)


def _demo(page: Page, payment: str) -> tuple[DemoPayments, Standing]:
    """Return the demo that has this payment, and how it stands there. Raises NotFound."""
    for provider in page.office.paying.providers.all.values():
        if isinstance(provider.plugin, DemoPayments):
            try:
                return provider.plugin, provider.plugin.standing(payment)
            except UnknownPayment:
                continue
    raise NotFound("There is no such payment.", hint="Begin to pay on the progress page.")
