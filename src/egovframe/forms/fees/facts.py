"""What the trail tells of fees: that one is due or there is none, that it was begun, paid, failed, given back.

Amounts are kept under the applicant's key.
"""

from __future__ import annotations

from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text


def _fact(action: str, ko: str, en: str, **details: Any) -> FactType:
    return FactType(
        action=action,
        title=Text(ko=ko, en=en),
        handles=True,
        details={"form": str, "unit": str, "payment": str, **details},
        private={"amount": "subject"},
        keep=5,
    )


DUE: Final = _fact("payment.due", "수수료 부과", "Fee fixed")
FREE: Final = FactType(
    action="payment.free",
    title=Text(ko="수수료 없음", en="Nothing to pay"),
    handles=True,
    details={"form": str, "unit": str},
)
BEGUN: Final = _fact("payment.begun", "수수료 납부 시작", "Payment begun", provider=str)
TAKEN_UP: Final = _fact("payment.taken_up", "수수료 납부처 접수", "Payment taken up by the provider", provider=str)
PAID: Final = _fact("payment.paid", "수수료 납부", "Fee paid", provider=str)
FAILED: Final = _fact("payment.failed", "수수료 납부 실패", "Payment failed", provider=str)
EXPIRED: Final = _fact("payment.expired", "수수료 납부 시한 지남", "Payment expired", provider=str)
DISPUTED: Final = _fact(
    "payment.disputed", "수수료 금액 불일치", "Provider names another amount than the fee", provider=str
)
REFUNDED: Final = FactType(
    action="payment.refunded",
    title=Text(ko="수수료 환불", en="Fee given back"),
    handles=True,
    details={"form": str, "unit": str, "payment": str, "provider": str},
    private={"amount": "subject", "reason": "subject"},
    keep=5,
)

FACTS: Final = (DUE, FREE, BEGUN, TAKEN_UP, PAID, FAILED, EXPIRED, DISPUTED, REFUNDED)
