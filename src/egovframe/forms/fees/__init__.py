"""Fees: what a petition costs, fixed by the office from its answers, and how it is paid through a provider."""

from egovframe.forms.fees.fee import Fee
from egovframe.forms.fees.money import money
from egovframe.forms.fees.settings import PaymentSettings

__all__ = ["Fee", "PaymentSettings", "money"]
