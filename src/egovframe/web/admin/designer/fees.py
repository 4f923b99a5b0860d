"""The fee of a form in the making: an amount, or a rule in JSON that works it out, and when it is free."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.fees.fee import LARGEST
from egovframe.forms.logic import Rule
from egovframe.kernel.errors import DeclarationError, Fault
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.fees.fee import Fee

FIELDS: Final = ("fee", "fee-currency", "fee-computed", "fee-free")
"""The fields of the page; they are there where somebody takes fees, or the form has one."""
_RULES: Final = {"fee-computed": "computed", "fee-free": "free_when"}
_AMOUNT: Final = Text(
    ko="통화의 최소 단위로 1 이상의 정수를 적으세요.",
    en="Write a whole number above 0, in the smallest unit of the currency.",
)
_EITHER: Final = Text(ko="금액과 규칙 가운데 하나만 적으세요.", en="Write an amount or a rule, not both.")
_NONE: Final = Text(ko="무료 조건만 있고 수수료가 없습니다.", en="It says when it is free, and no fee.")
_RULE: Final = Text(ko="JSON으로 쓴 규칙이 아닙니다.", en="This is no rule written in JSON.")
_CURRENCY: Final = Text(ko="KRW처럼 세 글자로 적으세요.", en="Write three letters, as KRW.")


def entered_fee(fee: Fee | None) -> dict[str, str]:
    """Return the fields of the page as they stand for a fee."""
    if fee is None:
        return {"fee": "", "fee-currency": "KRW", "fee-computed": "", "fee-free": ""}
    return {
        "fee": "" if fee.amount is None else str(fee.amount),
        "fee-currency": fee.currency,
        **{field: _written(fee.rules.get(name)) for field, name in _RULES.items()},
    }


def fee_in(entered: Mapping[str, str]) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Return the fee that was entered as data, None for none, and what is wrong with it by field."""
    faults, data = [], {}
    if entered["fee"]:
        written = entered["fee"].replace(",", "")
        if re.fullmatch(r"[0-9]{1,16}", written) and 0 < int(written) <= LARGEST:
            data["amount"] = int(written)
        else:
            faults.append(Fault("fee", _AMOUNT))
    for field, name in _RULES.items():
        if entered[field]:
            try:
                data[name] = Rule.of(json.loads(entered[field])).as_json()
            except (ValueError, RecursionError, DeclarationError):
                faults.append(Fault(field, _RULE))
    if entered["fee"] and entered["fee-computed"]:
        faults.append(Fault("fee-computed", _EITHER))
    elif entered["fee-free"] and not (entered["fee"] or entered["fee-computed"]):
        faults.append(Fault("fee-free", _NONE))
    if data and not re.fullmatch(r"[A-Z]{3}", entered["fee-currency"]):
        faults.append(Fault("fee-currency", _CURRENCY))
    return ({**data, "currency": entered["fee-currency"]} if data else None), faults


def _written(rule: Rule | None) -> str:
    return "" if rule is None else json.dumps(rule.as_json(), ensure_ascii=False)
