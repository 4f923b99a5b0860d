"""What a form says of its fee, held against its questions and the providers that there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from egovframe.forms.checking import Problem
from egovframe.forms.fees.fee import LARGEST
from egovframe.forms.logic.plan import by_name
from egovframe.forms.logic.types import misfits
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.questions import Question

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_NO_PROVIDER: Final = Text(
    ko="수수료가 있는데 낼 곳이 설정에 없습니다", en="It asks for a fee, and the settings name nobody who takes it"
)
_NAME: Final = Text(ko="설정의 [forms.payments]에 적으세요", en="Name a provider in [forms.payments] of the settings")
_NEITHER: Final = Text(
    ko="수수료는 금액이나 셈 가운데 하나로 적습니다", en="A fee is an amount or a computation, one of them"
)
_ONE: Final = Text(ko="금액과 셈 가운데 하나만 적으세요", en="Write one of both")
_NOTHING: Final = Text(ko="수수료가 0보다 크지 않습니다", en="The fee is not more than nothing")
_MORE: Final = Text(ko="0보다 큰 금액을 적거나 수수료를 빼세요", en="Write an amount above 0, or take the fee away")
_TOO_MUCH: Final = Text(ko="수수료가 너무 큽니다", en="The fee is too large")
_LESS: Final = Text(ko=f"{LARGEST:,} 이하로 적으세요", en=f"Write an amount of {LARGEST:,} at most")
_NO_CURRENCY: Final = Text(ko="통화가 ISO 4217 부호가 아닙니다", en="The currency is no code of ISO 4217")
_CODE: Final = Text(ko="KRW처럼 세 글자로 적으세요", en="Write three letters, as KRW")
_RULES: Final = {
    "unknown": (
        "fee_unknown_name",
        Text(ko="수수료 규칙이 묻지 않는 답을 읽습니다: {what}", en="The fee reads what is not asked: {what}"),
        Text(ko="질문의 이름을 적으세요", en="Write the name of a question"),
    ),
    "value": (
        "fee_unknown_value",
        Text(
            ko="수수료 규칙이 보기에 없는 값과 견줍니다: {what}",
            en="The fee compares with a value that is not offered: {what}",
        ),
        Text(ko="보기의 값을 적으세요", en="Write the value of a choice"),
    ),
    "types": (
        "fee_types",
        Text(ko="수수료 규칙의 형식이 맞지 않습니다: {what}", en="The types of the fee's rule do not fit: {what}"),
        Text(ko="같은 형식끼리 견주거나 셈하세요", en="Compare and count what is of one type"),
    ),
}
_NO_NUMBER: Final = Text(ko="수수료 셈이 금액이 아닙니다: {what}", en="The fee's rule gives no number: {what}")
_GIVE_NUMBER: Final = Text(ko="숫자가 나오는 규칙을 적으세요", en="Write a rule that gives a number")


def fee_problems(fee: Fee | None, questions: tuple[Question, ...], *, providers: Collection[str]) -> list[Problem]:
    """Return what keeps a form with this fee from being offered, errors all; nothing where there is no fee."""
    return [] if fee is None else list(_problems(fee, questions, providers))


def need_fee(form: str, fee: Fee | None, questions: tuple[Question, ...], *, providers: Collection[str]) -> None:
    """Raise DeclarationError where a form that the city declares asks for a fee that does not hold."""
    for first in fee_problems(fee, questions, providers=providers):
        raise DeclarationError(
            f"The fee of the form {form} does not hold: {first.message.in_('en')}.", hint=f"{first.hint.in_('en')}."
        )


def _problems(fee: Fee, questions: tuple[Question, ...], providers: Collection[str]) -> Iterator[Problem]:
    if not providers:
        yield _error("fee_no_provider", _NO_PROVIDER, _NAME)
    if (fee.amount is None) == (fee.computed is None):
        yield _error("fee_amount", _NEITHER, _ONE)
    elif fee.amount is not None and fee.amount <= 0:
        yield _error("fee_amount", _NOTHING, _MORE)
    elif fee.amount is not None and fee.amount > LARGEST:
        yield _error("fee_amount", _TOO_MUCH, _LESS)
    if not _CURRENCY.fullmatch(fee.currency):
        yield _error("fee_currency", _NO_CURRENCY, _CODE)
    known = by_name(questions)
    for name, rule in fee.rules.items():
        given, found = misfits(rule.as_json(), known)
        for misfit in found:
            code, message, hint = _RULES[misfit.code]
            yield _error(code, _with(message, misfit.what or "*"), hint)
        if name == "computed" and given not in ("any", "number"):
            yield _error("fee_types", _with(_NO_NUMBER, given), _GIVE_NUMBER)


def _with(message: Text, what: str) -> Text:
    return Text(**{tag: words.format(what=what) for tag, words in message.words})


def _error(code: str, message: Text, hint: Text) -> Problem:
    return Problem("error", code, "fee", message, hint)
